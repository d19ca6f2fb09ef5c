"""A long answer has a short form."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material

_LONGEST = 300


def short_answers(material: Material) -> Iterator[Problem]:
    """An answer of over 300 characters has a ``short`` of at most 300."""
    for written in material.entries:
        entry = written.entry
        count = len(" ".join(sentence.text for sentence in entry.answer))
        if count > _LONGEST and not entry.short:
            yield written.problem(f"an answer of {count} characters needs a short form", "answer")
        if entry.short and len(entry.short) > _LONGEST:
            message = f"a short form of {len(entry.short)} characters (at most {_LONGEST})"
            yield written.problem(message, "short")
