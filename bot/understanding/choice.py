"""Read which of the offered choices a message picks: by number, by place, or by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERS = {
    "1": 0, "one": 0, "first": 0, "1st": 0, "a": 0, "former": 0, "top": 0,
    "2": 1, "two": 1, "second": 1, "2nd": 1, "b": 1, "middle": 1,
    "3": 2, "three": 2, "third": 2, "3rd": 2, "c": 2,
    "4": 3, "four": 3, "fourth": 3, "4th": 3, "d": 3,
}  # fmt: skip
_LAST = {"last", "latter", "bottom", "final"}
_FILLER = re.compile(
    r"\b(?:the|a|that|this|no|nah|yes|yeah|ye|yep|ok|okay|please|number|no\.|option|choice|answer|one|"
    r"button|i|meant|mean|want|would|like|is|it|it's|its|thats|that's|what|go|with|for|pick|choose|"
    r"take|let's|lets|have|actually|sorry|mate|bab|ta|thanks|first|listed|you|said|show|me|tell|about|say|"
    r"mentioned|gave|offered)\b|\W"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LABEL = re.compile(r"\[[a-z ]+\]")  # in place of an email address and the like
_LONGEST = 9  # words; a longer message asks something of its own


def choice_in(text: str, titles: Sequence[str]) -> int | None:
    """Return the index of the choice that a message picks, or None when it picks none.

    Args:
        text: repaired text (lower case).
        titles: the choices, in the order they were offered.
    """
    words = re.findall(r"[^\W_]+", text)
    if not titles or not words or len(words) > _LONGEST or _LABEL.search(text):
        return None
    return _by_place(words, len(titles)) if _only_a_place(text) else _by_words(text, titles)


def _only_a_place(text: str) -> bool:
    left = set(_FILLER.sub(" ", text).split())
    return left <= (_NUMBERS.keys() | _LAST) and bool(
        set(re.findall(r"[^\W_]+", text)) & (_NUMBERS.keys() | _LAST)
    )


def _by_place(words: Sequence[str], count: int) -> int | None:
    places = [w for w in words if w in _NUMBERS or w in _LAST]
    # "the second one": the place is the word before "one".
    named = [w for w in places if w not in {"one", "a"}] or places
    if any(w in _LAST for w in named):
        return count - 1
    index = _NUMBERS[named[0]]
    return index if index < count else None


def _by_words(text: str, titles: Sequence[str]) -> int | None:
    """Pick the one title that shares the message's own words, when no other does."""
    said = set(_WORD.findall(_FILLER.sub(" ", text)))
    shared = [len(said & set(_WORD.findall(title.lower()))) for title in titles]
    best = max(shared)
    if not said or best == 0 or shared.count(best) > 1 or best < len(said):
        return None
    return shared.index(best)
