"""Clean what a person typed into a form, without losing any of what it says.

:func:`knowledge.language.clean.clean` is for comparing texts: it straightens quotes and joins
lines. What a person writes to the Taskforce stays as it was written; only what cannot be seen, or
would break a database, a header or a reader's trust, goes.
"""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{4,}")
_SPACES = re.compile(r"\s+")
# Joiners shape Persian, Indic scripts and emoji; marks give direction to a name in a line.
_MEANT = frozenset("\u200c\u200d\u200e\u200f\u061c")


def clean_body(text: str) -> str:
    r"""Return a text of several lines without control, invisible or direction-turning characters.

    Every kind of line break becomes ``\n``; the result is in Unicode form NFC, and may be empty.

    Source: Unicode Standard Annex 9 (bidirectional overrides), general categories of UAX 44.
    """
    broken = _BREAKS.sub("\n", text)
    seen = "".join(c for c in broken if c in "\n\t" or not _is_hidden(c))
    # Line by line: a pattern for room before a line's end takes minutes for 60,000 spaces.
    lines = "\n".join(line.rstrip(" \t") for line in unicodedata.normalize("NFC", seen).split("\n"))
    return _MANY_LINES.sub("\n\n\n", lines).strip()


def clean_line(text: str) -> str:
    """Return a text as one line, with single spaces, cleaned as :func:`clean_body` does."""
    return _SPACES.sub(" ", clean_body(text)).strip()


def _is_hidden(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cf":  # format: zero-width, overrides, tags
        return char not in _MEANT
    if category == "Cn":  # unassigned: emoji newer than Python's table stay, noncharacters go
        return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return category in ("Cc", "Cs", "Co")  # control, half a character, private use
