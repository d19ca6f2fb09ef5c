"""The stock side's own environment: Rasa 3.6.21 with TensorFlow, outside the project's ``.venv``.

``python -m tests.load.stock_environment lock`` writes ``deploy/stock-rasa.lock`` again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.assistant import ROOT

REQUIREMENTS = ROOT / "deploy" / "stock-rasa.in"
LOCK = ROOT / "deploy" / "stock-rasa.lock"
_UV = ROOT / ".venv" / "bin" / "uv"
_DONE = "installed.lock"  # a copy of the lock that the environment was made from

# Rasa's own pins have no wheels for Python 3.11, or exclude each other there.
_OVERRIDES = [
    "matplotlib>=3.7,<3.8",
    "numpy<1.25",
    "scikit-learn>=1.1.3,<1.2",
    "scipy>=1.10,<1.11",
    "dask==2022.10.2",
]


def stock_python(folder: Path) -> Path:
    """Return the Python of the stock environment in ``folder``, made when it is not there."""
    python = folder / "bin" / "python"
    done = folder / _DONE
    if done.is_file() and done.read_bytes() == LOCK.read_bytes():
        return python
    print("Installing the stock environment (about 3 GB, once)", flush=True)
    with _uv_settings() as settings:
        _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(folder))
        _uv("pip", "install", "--quiet", "--no-deps", "--require-hashes", "--config-file",
            str(settings), "--python", str(python), "-r", str(LOCK))  # fmt: skip
    done.write_bytes(LOCK.read_bytes())
    return python


def write_lock() -> None:
    """Resolve the requirements into a list with hashes and without addresses."""
    with _uv_settings() as settings:
        _uv("pip", "compile", str(REQUIREMENTS.relative_to(ROOT)), "--python-version", "3.11",
            "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "--config-file",
            str(settings), "--output-file", str(LOCK.relative_to(ROOT)))  # fmt: skip


@contextmanager
def _uv_settings() -> Iterator[Path]:
    """Give uv Rasa's requirements as the project restates them, without its Python ceiling."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    metadata = project["tool"]["uv"]["dependency-metadata"]
    rasa = next(package for package in metadata if package["name"] == "rasa")
    lines = [
        f"override-dependencies = {json.dumps(_OVERRIDES)}",
        "[[dependency-metadata]]",
        *(f"{key} = {json.dumps(value)}" for key, value in rasa.items()),
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uv.toml"
        path.write_text("\n".join(lines) + "\n", "utf-8")
        yield path


def _uv(*arguments: str) -> None:
    subprocess.run([str(_UV), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if sys.argv[1:] != ["lock"]:
        sys.exit(__doc__)
    write_lock()
