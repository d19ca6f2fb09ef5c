"""The widget's built files are what its source gives, small, and sound."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WIDGET = ROOT / "bot" / "widget"
DIST = WIDGET / "dist"
_MOST_LOADER = 2_000  # bytes, gzipped
_MOST_PANEL = 14_000


def _node(*command: str) -> str:
    done = subprocess.run(
        [ROOT / "deploy" / "node.sh", *command], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _built(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _panel() -> Path:
    [panel] = DIST.glob("panel-*.js")
    return panel


def test_the_built_files_are_what_the_source_gives(tmp_path: Path) -> None:
    """Otherwise: `make widget`."""
    _node("node", "build.mjs", "--to", str(tmp_path / "dist"))
    assert _built(tmp_path / "dist") == _built(DIST)


def test_the_types_are_right() -> None:
    _node("npm", "run", "check")


def test_the_parts_do_what_they_should() -> None:
    told = _node("npm", "test")
    passed = re.search(r"# pass (\d+)", told) or re.search(r"pass (\d+)", told)
    assert passed and int(passed[1]) >= 12, told


@pytest.mark.parametrize(
    ("name", "most"), [("widget.js", _MOST_LOADER), (_panel().name, _MOST_PANEL)]
)
def test_it_is_light(name: str, most: int) -> None:
    assert len(gzip.compress((DIST / name).read_bytes(), 9)) <= most


def test_the_names_and_the_manifest_tell_the_content() -> None:
    manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    assert set(manifest) == {"widget.js", _panel().name}
    for name, told in manifest.items():
        digest = hashlib.sha256((DIST / name).read_bytes())
        assert told["integrity"] == f"sha256-{base64.b64encode(digest.digest()).decode()}"
    assert hashlib.sha256(_panel().read_bytes()).hexdigest()[:10] in _panel().name
    loader = (DIST / "widget.js").read_text("utf-8")
    assert _panel().name in loader
    assert manifest[_panel().name]["integrity"] in loader


def test_there_is_one_runtime_dependency() -> None:
    package = json.loads((WIDGET / "package.json").read_text("utf-8"))
    assert set(package["dependencies"]) == {"lit"}


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((WIDGET / "package-lock.json").read_text("utf-8"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in told and "resolved" not in told for told in packages.values())
