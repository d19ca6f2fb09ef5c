"""Make texts of a reply: Twilio shows buttons only where a template for them was made before."""

from __future__ import annotations

from typing import Any

from bot.whatsapp.rendering.options import Option, numbered
from bot.whatsapp.rendering.render import Issue, options_of, text_body
from bot.whatsapp.rendering.split import split
from bot.whatsapp.rendering.words import words_of

_LONGEST = 1600  # Twilio, "Messages resource"


def render_texts(reply: dict[str, Any], issue: Issue) -> list[dict[str, Any]]:
    """Return what shows a reply, with its choices as numbered lines.

    Args:
        reply: as ``bot.edge.turn.take_turn`` returns it.
        issue: gives the id that stands for a payload and a title, and remembers it.
    """
    options: list[Option] = options_of(reply, issue)
    words = words_of(reply)
    whole = f"{words}\n\n{numbered(options)}" if options else words
    return [text_body(part) for part in split(whole, _LONGEST)]
