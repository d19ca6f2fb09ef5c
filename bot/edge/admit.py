"""Let a message in, or refuse it kindly, before any costly work."""

from __future__ import annotations

from dataclasses import dataclass

from bot.edge.wording import edge_wording
from knowledge.language.clean import clean


@dataclass(frozen=True)
class Refused:
    """Why a message is not let in: a code for programs, a message for people."""

    code: str
    message: str


def admit(text: object, longest: int) -> str | Refused:
    """Return the cleaned text of a message, or why it is refused.

    A typed ``/anything`` is only text: Rasa would run it as an intent, so the slashes go.

    Args:
        text: what was received; anything but a string is refused.
        longest: the most characters let in.
    """
    if not isinstance(text, str):
        return Refused("not_text", edge_wording("not_text"))
    # Cleaning costs time for every character, so a huge text is refused before it.
    if len(text) > 4 * longest:
        return Refused("too_long", edge_wording("too_long", limit=longest))
    cleaned = clean(text).lstrip("/ ")
    if len(cleaned) > longest:
        return Refused("too_long", edge_wording("too_long", limit=longest))
    # A message of punctuation alone has no words to answer, except a question mark or an emoji.
    if not cleaned:
        return Refused("empty", edge_wording("empty"))
    return cleaned
