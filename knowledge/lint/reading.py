"""Answers are easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import pyphen

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import split_sentences, words
from knowledge.schema import Names

HARDEST_GRADE = 8.0
# One sentence may be harder than the whole, but not out of reach.
HARDEST_SENTENCE = 12.0
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+\w|\b[\w-]+(?:\.[\w-]+)+\b")
_NUMBER = re.compile(r"[£+]?\d+(?:[,.]\d+)*(?: \d{2,})*%?")
# With a capital, so that a sentence may begin with it.
_MASK = "Name"


def hard_answers(material: Material) -> Iterator[Problem]:
    """No answer reads harder than school grade 8 (age 13), and no sentence than grade 12."""
    mask = NameMask(material.names)
    for written in material.entries:
        grade = reading_grade(" ".join(s.text for s in written.entry.answer), mask)
        if grade > HARDEST_GRADE:
            message = f"reading grade {grade:.2f} (at most {HARDEST_GRADE:.0f})"
            yield written.problem(message, "answer")
        for where, sentence in written.sentences():
            grade = reading_grade(sentence.text, mask)
            if where[0] != "facets" and grade > HARDEST_SENTENCE:
                message = (
                    f"a sentence of reading grade {grade:.2f} (at most {HARDEST_SENTENCE:.0f})"
                )
                yield written.problem(message, *where, "text")


class NameMask:
    """Puts one short word in the place of what a writer cannot change: names and addresses.

    Args:
        names: the names to mask.
    """

    def __init__(self, names: Names) -> None:
        groups = (names.people, names.organisations, names.places, names.programmes)
        ways = {w for g in groups for n in g.values() for w in (n.name, *n.also)}
        longest_first = sorted(ways | {"WMCA"}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I)

    def __call__(self, text: str) -> str:
        """Return ``text`` with names, addresses and numbers masked."""
        for pattern in (_ADDRESS, self._names, _NUMBER):
            text = pattern.sub(_MASK, text)
        return text


def reading_grade(text: str, mask: NameMask) -> float:
    """Return the Flesch-Kincaid grade of a text: the years of schooling that it asks for.

    Source: Kincaid and others, Derivation of New Readability Formulas (US Navy, 1975).
    """
    sentences = split_sentences(mask(text))
    found = [word for sentence in sentences for word in words(sentence)]
    if not found:
        return 0.0
    syllables = sum(_syllables(word) for word in found)
    return 0.39 * len(found) / len(sentences) + 11.8 * syllables / len(found) - 15.59


@lru_cache(maxsize=1)
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    return max(1, len(_hyphens().positions(word.strip(".,;:?!'\"()").lower())) + 1)
