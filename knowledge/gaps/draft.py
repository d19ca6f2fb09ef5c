"""Draft an entry for a group of questions: all but what only a curator can write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from knowledge.files import HOME
from knowledge.gaps.groups import Group
from knowledge.gaps.words import word_lists
from knowledge.schema import Entry, Fact, Kind, Source

_REVIEW_AFTER = timedelta(days=92)
_MOST_QUESTIONS = 40
_MOST_WORDS = 6  # of an id
_LONGEST_ID = 60
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[a-z0-9]+")
_ASK = "To ask, email raceequalitiestaskforce@wmca.org.uk."
_ASK_FACT = "contact-001"


@dataclass(frozen=True)
class Draft:
    """A draft entry: its id and the text of its file."""

    id: str
    text: str


class DraftRefused(Exception):
    """A draft cannot be written there; the message says why, in one line."""


def draft(
    group: Group,
    entries: Mapping[str, Entry],
    facts: Sequence[Fact],
    sources: Mapping[str, Source],
    today: date,
) -> Draft:
    """Return a draft entry for a group of questions.

    Args:
        group: the questions.
        entries: every entry, by id.
        facts: the facts that may answer it, best first; they are listed in comments.
        sources: every source, by id.
        today: the day of the check that the curator makes.
    """
    near = [entries[n.id] for n in group.nearest if n.id in entries]
    kind = Kind.ANSWER if near and near[0].kind is Kind.ANSWER else Kind.GAP
    topic = near[0].topic if near and kind is Kind.ANSWER else "gaps"
    entry_id = _id(group, kind, entries)
    lines = [
        f"# A draft of {today}, from {group.count} recorded questions. Write each TODO, check the",
        "# rest, and move the file to the folder of its topic (docs/editing.md). Until then it is",
        "# not used.",
        f"id: {entry_id}  # the file name",
        f"kind: {kind.value}  # answer | gap | signpost",
        f"topic: {topic}  # the folder name",
        "audience: public",
        'title: "TODO: up to 60 characters; also shown as a choice"',
        "answer:",
        *_answer(kind, {fact.id for fact in facts}, entries),
        "about:  # ids from knowledge/names.yml",
        "  people: []",
        "  organisations: []",
        "  places: []",
        "  programmes: []",
        "sources: []  # ids of the pages of the facts that are used, as listed below",
        f"checked_on: {today}",
        f"review_by: {today + _REVIEW_AFTER}",
        *_near(group),
        f"see_also: [{', '.join(e.id for e in near)}]",
        "questions:  # as people asked; reword what could tell who asked, and write more",
        "  - facts: []",
        "    ask:",
        *(f"      - {_quoted(text)}" for text, _ in group.questions[:_MOST_QUESTIONS]),
        *_listed(facts, sources),
    ]
    return Draft(entry_id, "\n".join(lines) + "\n")


def write(made: Draft, to: Path) -> Path:
    """Write a draft to a file, or into a folder as ``<id>.yml``; return the file.

    Raises:
        DraftRefused: when something is there already, or the folder is one that is loaded.
        OSError: when it cannot be written.
    """
    path = to / f"{made.id}.yml" if to.is_dir() or not to.suffix else to
    if path.resolve().is_relative_to((HOME / "entries").resolve()):
        raise DraftRefused(f"{path} would be loaded: a draft goes outside knowledge/entries.")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(made.text)
    except FileExistsError:
        raise DraftRefused(f"{path} is there already; it is left as it is.") from None
    return path


def _answer(kind: Kind, listed: set[str], entries: Mapping[str, Entry]) -> list[str]:
    if kind is Kind.ANSWER:
        said = ["TODO: the sentence that answers", "TODO: what else the facts say, or delete this"]
    else:
        said = ["TODO: what is not published", "TODO: what is published about it"]
    lines = []
    for text in said:
        lines += [f"  - text: {_quoted(text)}", "    facts: []  # ids from the list below"]
    if kind is Kind.GAP:
        known = listed | {fact for entry in entries.values() for fact in entry.facts}
        rests = _ASK_FACT if _ASK_FACT in known else ""
        lines += [f"  - text: {_quoted(_ASK)}", f"    facts: [{rests}]"]
    return lines


def _near(group: Group) -> list[str]:
    if not group.nearest:
        return []
    told = (f"#   {n.id}: {_one_line(n.title or 'no longer live')}" for n in group.nearest)
    return ["# If one of these answers it already, add the questions there instead:", *told]


def _listed(facts: Sequence[Fact], sources: Mapping[str, Source]) -> list[str]:
    by_page = {source.url: key for key, source in sources.items()}
    lines = [
        "",
        "# The nearest facts. Read the note of each in knowledge/facts.yml before using it.",
    ]
    for fact in facts:
        page = f"{by_page[fact.source_url]} " if fact.source_url in by_page else ""
        lines += [
            f"# {fact.id} ({_one_line(fact.confidence)}): {_one_line(fact.fact)}",
            f"#   source: {page}<{_one_line(fact.source_url)}>",
        ]
    return (
        lines if facts else ["", "# No fact is near: knowledge/facts.yml has nothing on this yet."]
    )


def _id(group: Group, kind: Kind, entries: Mapping[str, Entry]) -> str:
    """Make an id of the first question's own words, one that no entry has."""
    words = _WORD.findall(_PLACEHOLDER.sub(" ", group.questions[0][0]).lower().replace("'", ""))
    small = word_lists()["small"]
    own = [word for word in words if word not in small] or words or ["question"]
    slug = "-".join(own[:_MOST_WORDS])[:_LONGEST_ID].strip("-")
    if kind is Kind.GAP:
        slug = f"gap-{slug}"
    number, made = 1, slug
    while made in entries:
        number += 1
        made = f"{slug}-{number}"
    return made


def _quoted(text: str) -> str:
    """Return a text as YAML reads it, on one line."""
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
