"""A changed or new answer is live within seconds: no training, no restart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.assistant import Assistant, running_assistant

NEW_ENTRY = """\
id: lantern-walk
kind: answer
topic: purpose
title: "Lantern walk"
answer:
  - text: "The lantern walk in Tipton is an invented event of this test."
    facts: [ret-purpose-001]
sources: [wmca-race-equalities-taskforce]
checked_on: 2026-11-23
review_by: 2027-05-23
questions:
  - facts: [ret-purpose-001]
    ask: ["What is the lantern walk?", "lantern walk tipton", "tell me about the lantern walk"]
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the content to change."""
    home = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge" / "entries", home / "entries")
    for name in ("facts.yml", "sources.yml", "names.yml"):
        shutil.copy(ROOT / "knowledge" / name, home / name)
    return home


def load(home: Path, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "knowledge", "load", "--home", str(home)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
    )


def entries_shown(assistant: Assistant, question: str) -> list[str]:
    return assistant.say(question, str(time.monotonic()))[0]["custom"]["entries"]


def test_new_content_is_answered_without_a_restart_and_broken_content_is_not_loaded(
    home: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "var"
    with running_assistant(data_dir) as assistant:
        assert entries_shown(assistant, "What is the lantern walk?") != ["lantern-walk"]

        (home / "entries" / "purpose" / "lantern-walk.yml").write_text(NEW_ENTRY)
        loaded = load(home, data_dir)
        assert loaded.returncode == 0, loaded.stderr
        deadline = time.monotonic() + 30
        while entries_shown(assistant, "What is the lantern walk?") != ["lantern-walk"]:
            assert time.monotonic() < deadline, "the new entry was not picked up"
            time.sleep(0.5)

        (home / "entries" / "purpose" / "broken.yml").write_text("id: broken\nkind: [")
        refused = load(home, data_dir)
        assert refused.returncode == 1
        assert "broken.yml:3" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert entries_shown(assistant, "What is the lantern walk?") == ["lantern-walk"]
