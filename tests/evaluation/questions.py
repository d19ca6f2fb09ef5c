"""Read the held-out questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.files import ContentFiles

_HOME = Path(__file__).parent


@dataclass(frozen=True)
class HeldOut:
    """A held-out question; which of the last three are set depends on the file it is in."""

    text: str
    style: str
    facts: frozenset[str] = frozenset()
    topic: str = ""
    all_facts: bool = False
    reason: str = ""
    act: str = ""
    writer: str = "first"


def held_out(name: str) -> list[HeldOut]:
    """Return the questions of ``answerable``, ``must-not-answer`` or ``safety``, by all writers."""
    return questions(name, _HOME)


def questions(name: str, home: Path) -> list[HeldOut]:
    """Return the questions of one kind in a folder, by all writers."""
    return [
        _question(json.loads(line), path.stem.removeprefix(name).strip("-"))
        for path in sorted(home.glob(f"{name}*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def _question(line: dict, writer: str) -> HeldOut:
    return HeldOut(
        writer=writer.removesuffix("-writer") or "first",
        text=line["text"],
        style=line["style"],
        facts=frozenset(line.get("facts", ())),
        topic=line.get("topic") or _topic(line),
        all_facts=line.get("all", False),
        reason=line.get("reason", ""),
        act=line.get("act", ""),
    )


def _topic(line: dict) -> str:
    """Return the topic of the first fact, when the line names none."""
    facts = line.get("facts") or ()
    return _topics().get(facts[0], "") if facts else ""


@lru_cache(maxsize=1)
def _topics() -> dict[str, str]:
    return {fact.id: fact.topic for fact in ContentFiles().read().facts.values()}
