"""Words and sentences of a text, counted in one way for all rules."""

from __future__ import annotations

import re

from knowledge.language.clean import clean

# A full stop inside an address or a number is not followed by a space and a capital.
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"')]*\s+(?=[\"'(]*[A-Z0-9£])")
_WORD = re.compile(r"\S*\w\S*")
_NOT_WORDS = re.compile(r"[^\w\s]|_")


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def words(text: str) -> list[str]:
    """Return the words of a text, as they are divided by spaces."""
    return _WORD.findall(text)


def normalised(question: str) -> str:
    """Return a question in lower case without punctuation, to compare it with others."""
    return " ".join(_NOT_WORDS.sub(" ", clean(question).lower().replace("'", "")).split())
