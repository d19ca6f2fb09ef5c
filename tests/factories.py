"""Small content folders for tests: valid as they stand, to be spoilt in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from knowledge.files import ContentFiles

PAGE = "https://example.org/grant"


def sentence(text: str, *facts: str) -> dict[str, Any]:
    """Return a sentence of an answer."""
    return {"text": text, "facts": list(facts)}


def entry(entry_id: str = "grant", **changes: Any) -> dict[str, Any]:
    """Return a valid entry, with ``changes`` to its fields."""
    made = {
        "id": entry_id,
        "kind": "answer",
        "topic": "money",
        "title": f"About the {entry_id}",
        "answer": [sentence(f"The {entry_id} was paid in May 2024.", "money-001")],
        "about": {"people": ["ann-lee"]},
        "sources": ["page"],
        "checked_on": "2026-11-01",
        "review_by": "2027-05-01",
        "questions": [
            {
                "facts": ["money-001"],
                "ask": [f"{entry_id} question {number}" for number in range(8)],
            }
        ],
    }
    return {**made, **changes}


def content(home: Path, *entries: dict[str, Any], **registers: Any) -> ContentFiles:
    """Write a content folder with these entries (one, when none is given).

    Args:
        home: the folder to write.
        entries: what :func:`entry` returns.
        registers: other ``facts``, ``sources`` or ``names`` than the usual ones.
    """
    for made in entries or (entry(),):
        write(home / "entries" / made["topic"] / f"{made['id']}.yml", made)
    write(home / "facts.yml", registers.get("facts", [fact("money-001"), fact("money-002")]))
    write(home / "sources.yml", registers.get("sources", {"page": source(PAGE)}))
    write(home / "names.yml", registers.get("names", names()))
    return ContentFiles(home)


def fact(fact_id: str, **changes: Any) -> dict[str, Any]:
    """Return a fact of the page that the usual source names."""
    made = {
        "id": fact_id,
        "topic": "money",
        "fact": "The grant was paid in May 2024.",
        "date_from": None,
        "date_to": None,
        "source_url": PAGE,
        "source_published": "unknown",
        "confidence": "one source",
        "note": None,
    }
    return {**made, **changes}


def source(url: str) -> dict[str, Any]:
    """Return a source with this address."""
    return {"title": "A page about the grant", "url": url}


def names() -> dict[str, Any]:
    """Return the usual names."""
    return {"people": {"ann-lee": {"name": "Ann Lee", "also": ["Anne Leigh"]}}}


def write(path: Path, data: Any) -> None:
    """Write a YAML file, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000), "utf-8")


def line_of(path: Path, text: str) -> int:
    """Return the number of the first line that has ``text``."""
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)
