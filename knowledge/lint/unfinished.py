"""Nothing is left to write."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material


def unfinished(material: Material) -> Iterator[Problem]:
    """No text that is said has a TODO of a draft left in it."""
    for written in material.entries:
        for where, text in written.said():
            if "TODO" in text:
                yield written.problem("a TODO is left to write", *where)
