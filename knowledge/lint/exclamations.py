"""No exclamation marks."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material


def exclamations(material: Material) -> Iterator[Problem]:
    """Nothing that is said has an exclamation mark."""
    for written in material.entries:
        for where, text in written.said():
            for message in exclamation_problems(text):
                yield written.problem(message, *where)


def exclamation_problems(text: str) -> Iterator[str]:
    """Yield a message when a text has an exclamation mark."""
    if "!" in text:
        yield "an exclamation mark"
