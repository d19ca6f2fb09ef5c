"""What is true at one time is said with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import split_sentences

_WORDS = re.compile(
    r"\b(currently|now|at present|presently|nowadays|today|still|recently|latest|at the moment)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def undated_words(material: Material) -> Iterator[Problem]:
    """A word such as "currently" has a year in its sentence."""
    for written in material.entries:
        for where, text in written.said():
            if where == ("title",):
                continue
            for message in undated_problems(text):
                yield written.problem(message, *where)


def undated_problems(text: str) -> Iterator[str]:
    """Yield a message for each such word without a year in its sentence."""
    for sentence in split_sentences(text):
        if not _YEAR.search(sentence):
            for found in _WORDS.finditer(sentence):
                yield f'"{found.group().lower()}" without a year in the same sentence'
