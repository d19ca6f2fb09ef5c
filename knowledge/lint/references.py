"""An entry names only facts, sources and names that exist."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.written import Written


def unknown_facts(material: Material) -> Iterator[Problem]:
    """Every fact id is in ``facts.yml``."""
    for written in _entries(material, "facts.yml"):
        for where, fact in written.used_facts():
            if fact not in material.facts:
                yield written.problem(f"no fact {fact} in facts.yml", *where)


def unknown_sources(material: Material) -> Iterator[Problem]:
    """Every source id is in ``sources.yml``."""
    for written in _entries(material, "sources.yml"):
        for index, source in enumerate(written.entry.sources):
            if source not in material.sources:
                yield written.problem(f"no source {source} in sources.yml", "sources", index)


def unknown_names(material: Material) -> Iterator[Problem]:
    """Every name in ``about`` is in ``names.yml``, in the same group."""
    for written in _entries(material, "names.yml"):
        for group in ("people", "organisations", "places", "programmes"):
            known = getattr(material.names, group)
            for index, name in enumerate(getattr(written.entry.about, group)):
                if name not in known:
                    message = f"no {name} under {group} in names.yml"
                    yield written.problem(message, "about", group, index)


def _entries(material: Material, register: str) -> tuple[Written, ...]:
    """Return the entries; none when the register is broken, which is reported by itself."""
    return () if register in material.unread else material.entries
