"""Count and cut text as WhatsApp does."""

from __future__ import annotations

import regex

_GRAPHEME = regex.compile(r"\X")
_CUT = "…"


def units(text: str) -> int:
    """Return how long a text is, in UTF-16 code units.

    Meta says "characters". An emoji may count as one or as two there: two is always allowed.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def fitting(text: str, limit: int) -> int:
    """Return how many code points of a text fit a limit, without breaking a grapheme.

    A grapheme is what a person sees as one character, such as a flag or a family of emoji
    (Unicode Standard Annex 29). One that is longer than the whole limit is broken after all.
    """
    end = used = 0
    for found in _GRAPHEME.finditer(text):
        used += units(found[0])
        if used > limit:
            break
        end = found.end()
    if end or not text:
        return end
    return next(n for n in range(limit, -1, -1) if units(text[:n]) <= limit)


def shortened(text: str, limit: int) -> str:
    """Return a text that fits a limit: cut at a word where there is one, with an ellipsis."""
    if units(text) <= limit:
        return text
    kept = text[: fitting(text, limit - len(_CUT))]
    if not text[len(kept)].isspace() and " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;:-–—") + _CUT
