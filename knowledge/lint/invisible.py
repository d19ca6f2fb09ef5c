"""No invisible or control characters, which change what is compared and read aloud."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.written import Where


def invisible_characters(material: Material) -> Iterator[Problem]:
    """Every text in every file can be seen; a space is a plain space."""
    for document in material.documents:
        for where, text in _texts(document.data):
            for char in _invisible(text):
                name = unicodedata.name(char, "a control character")
                message = f"invisible character U+{ord(char):04X} ({name.lower()})"
                yield Problem(document.path, document.line(*where), message)


def _texts(value: Any, where: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*where, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*where, index))


def _invisible(text: str) -> list[str]:
    if text.isprintable():
        return []
    return sorted({char for char in text if not char.isprintable() and char != "\n"})
