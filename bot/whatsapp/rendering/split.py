"""Split a text that is too long for one message."""

from __future__ import annotations

import re

from bot.whatsapp.rendering.counted import fitting, units

# In turn: between paragraphs, lines, sentences, words. A link has no white space, so no link is
# ever broken.
_BREAKS = tuple(
    re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?…])[\"'”’)\]]*\s", r"\s")
)
_NOT_BEFORE = 4  # a part is a quarter full at least, where that can be


def split(text: str, limit: int) -> list[str]:
    """Return the parts of a text, each within the limit; none when the text is blank.

    A word, such as a link, is broken only when it is longer than the limit itself.

    Args:
        text: what to say.
        limit: the most that one message holds, as :func:`units` counts.
    """
    rest, parts = text.strip(), []
    while units(rest) > limit:
        at = _end_of_part(rest, limit)
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest] if rest else parts


def _end_of_part(text: str, limit: int) -> int:
    most = fitting(text, limit)
    # One character more: white space right after what fits is a break, too.
    window = text[: most + 1]
    for least in (limit // _NOT_BEFORE, 1):
        for pattern in _BREAKS:
            ends = [found.end() for found in pattern.finditer(window) if found.start() >= least]
            if ends:
                return ends[-1]
    return most
