"""No one is said to be the chair: no page that we have read names who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import split_sentences
from knowledge.schema import Names

_IS_CHAIR = re.compile(r"\b(current|is the|is our|is its) (\w+ )?chair\b|\bchairs the\b", re.I)


def named_chair(material: Material) -> Iterator[Problem]:
    """No sentence says "is the chair" or "current chair" together with a person's name."""
    person = _person(material.names)
    for written in material.entries:
        for where, text in written.said():
            for sentence in split_sentences(text):
                if _IS_CHAIR.search(sentence) and person.search(sentence):
                    yield written.problem("the sentence says who the chair is", *where)


def _person(names: Names) -> re.Pattern[str]:
    ways = [way for name in names.people.values() for way in (name.name, *name.also)]
    # Without any name the pattern must match nothing.
    return re.compile(rf"\b({'|'.join(map(re.escape, ways))})\b" if ways else r"(?!)", re.I)
