"""Sort the live entries into the parts of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.schema import Audience, Kind
from knowledge.store import LiveEntry

HELP, MORE = "help", "more"


@dataclass(frozen=True)
class Part:
    """A part of the page.

    Attributes:
        id: of this part; no entry has it, as theirs have single hyphens only.
        title: its heading.
        entries: in the order in which they are shown.
    """

    id: str
    title: str
    entries: tuple[LiveEntry, ...]


@lru_cache(maxsize=1)
def parts_of_the_page() -> Mapping[str, Mapping[str, Any]]:
    """Return the parts as ``parts.yml`` has them."""
    text = Path(__file__).with_name("parts.yml").read_text("utf-8")
    parts: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return parts


def sorted_into_parts(live: Iterable[LiveEntry]) -> list[Part]:
    """Return the parts that have entries: answers and help for everybody, and nothing else."""
    parts = parts_of_the_page()
    part_of = {topic: key for key, part in parts.items() for topic in part.get("topics", ())}
    found: dict[str, list[LiveEntry]] = {key: [] for key in parts}
    for one in live:
        entry = one.entry
        if entry.audience is not Audience.PUBLIC:
            continue
        if entry.kind is Kind.SIGNPOST:
            found[HELP].append(one)
        elif entry.kind is Kind.ANSWER:
            found[part_of.get(entry.topic, MORE)].append(one)
    return [
        Part(f"part--{key}", parts[key]["title"], _in_order(entries, parts[key].get("first", ())))
        for key, entries in found.items()
        if entries
    ]


def _in_order(entries: list[LiveEntry], first: list[str]) -> tuple[LiveEntry, ...]:
    places = {entry_id: place for place, entry_id in enumerate(first)}
    return tuple(
        sorted(entries, key=lambda one: (places.get(one.entry.id, len(places)), one.entry.id))
    )
