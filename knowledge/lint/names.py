"""A way of writing a name stands for one name only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.files import Document, Problem
from knowledge.lint.material import Material
from knowledge.lint.text import normalised


def names_twice(material: Material) -> Iterator[Problem]:
    """No name or alias in ``names.yml`` is written under two ids, or twice under one."""
    document = _names_file(material)
    seen: dict[str, str] = {}
    exactly: set[str] = set()
    for group in ("people", "organisations", "places", "programmes"):
        for key, name in getattr(material.names, group).items():
            for way in (name.name, *name.also):
                same = normalised(way)
                # Under one id, a form without its apostrophe is another way of writing.
                again = way.lower() in exactly or seen.get(same, key) != key
                if again and document:
                    message = f'"{way}" already stands for {seen[same]}'
                    yield Problem(document.path, document.line(group, key), message)
                seen.setdefault(same, key)
                exactly.add(way.lower())


def _names_file(material: Material) -> Document | None:
    path: Path = material.home / "names.yml"
    return next((d for d in material.documents if d.path == path), None)
