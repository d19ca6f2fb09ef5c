"""What the rules look at: everything that can be read, even when some files are broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.files import ContentError, ContentFiles, Document, Problem, parse, validate
from knowledge.lint.written import Written
from knowledge.schema import Entry, Fact, Names, Source


@dataclass(frozen=True)
class Material:
    """The content to check.

    Attributes:
        home: the content folder.
        today: the day that review dates are compared with.
        entries: every entry that keeps to the schema.
        documents: every file that is YAML: the entries, facts, sources and names.
        facts: the facts, by id.
        sources: the sources, by id.
        names: the names, by group and id.
        unread: the registers that are broken; nothing can be looked up in them.
    """

    home: Path
    today: date
    entries: tuple[Written, ...]
    documents: tuple[Document, ...]
    facts: dict[str, Fact]
    sources: dict[str, Source]
    names: Names
    unread: frozenset[str]


def gather(files: ContentFiles, today: date) -> tuple[Material, list[Problem]]:
    """Read what can be read; return it with the problems of what cannot."""
    documents, problems = files.entry_documents()
    entries = []
    for document in documents:
        entry = _valid(document, Entry, problems)
        if entry is not None:
            entries.append(Written(entry, document))
    registers = {name: _parsed(files.home / name, problems) for name in _REGISTERS}
    read = {name: _valid(registers[name], shape, problems) for name, shape in _REGISTERS.items()}
    material = Material(
        home=files.home,
        today=today,
        entries=tuple(entries),
        documents=(*documents, *(d for d in registers.values() if d)),
        facts={fact.id: fact for fact in read["facts.yml"] or ()},
        sources=read["sources.yml"] or {},
        names=read["names.yml"] or Names(),
        unread=frozenset(name for name, value in read.items() if value is None),
    )
    return material, problems


_REGISTERS: dict[str, Any] = {
    "facts.yml": list[Fact],
    "sources.yml": dict[str, Source],
    "names.yml": Names,
}


def _parsed(path: Path, problems: list[Problem]) -> Document | None:
    try:
        return parse(path)
    except ContentError as error:
        problems += error.problems
        return None


def _valid(document: Document | None, shape: Any, problems: list[Problem]) -> Any:
    if document is None:
        return None
    try:
        return validate(document, shape)
    except ContentError as error:
        problems += error.problems
        return None
