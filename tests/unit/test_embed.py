"""The tag that a website copies."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.pages.build import BrokenBuild, Build, read_build
from bot.pages.embed import embedding
from bot.settings import ROOT
from tests.channels.stand_in import built, integrity


@pytest.fixture
def build(tmp_path: Path) -> Build:
    made = read_build(built(tmp_path))
    assert made is not None
    return made


def test_the_tags_lead_to_the_assistant(build: Build) -> None:
    told = embedding("https://assistant.example", build)
    short = hashlib.sha256(build.loader).hexdigest()[:10]
    assert '<script src="https://assistant.example/widget.js" defer></script>' in told
    assert (
        f'<script src="https://assistant.example/widget/widget-{short}.js" '
        f'integrity="{integrity(build.loader)}" crossorigin="anonymous" defer></script>'
    ) in told
    assert "script-src https://assistant.example\n" in told
    assert "connect-src https://assistant.example\n" in told
    assert "ALLOWED_ORIGINS=" in told


def test_on_the_same_site_no_address_is_needed(build: Build) -> None:
    told = embedding("", build)
    assert '<script src="/widget.js" defer></script>' in told
    assert "script-src 'self'\n" in told
    assert "ALLOWED_ORIGINS" not in told
    assert not re.search(r"[{}]", told)


@pytest.mark.parametrize(
    ("site", "origin"),
    [
        ("https://Assistant.Example/", "https://assistant.example"),
        ("http://127.0.0.1:5005", "http://127.0.0.1:5005"),
        ("http://[::1]:5005", "http://[::1]:5005"),
    ],
)
def test_an_address_is_written_as_browsers_do(build: Build, site: str, origin: str) -> None:
    assert f'"{origin}/widget.js"' in embedding(site, build)


@pytest.mark.parametrize(
    "site",
    [
        "assistant.example",
        "ftp://assistant.example",
        "https://",
        "https://assistant.example/chat",
        "https://assistant.example?x",
        'https://assistant.example"><script>',
        "https://me:secret@assistant.example",
        "https://[",
    ],
)
def test_what_is_no_address_of_a_site_is_refused(build: Build, site: str) -> None:
    with pytest.raises(ValueError, match="is no address of a site"):
        embedding(site, build)


def test_without_a_build_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pages.embed.read_build", lambda: None)
    with pytest.raises(BrokenBuild, match="no built widget"):
        embedding()


def test_the_command_tells_a_mistake_in_one_line() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "embed", "not a site"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert re.fullmatch(r"Cannot embed: .*\n", ran.stderr)
