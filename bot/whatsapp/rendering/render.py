"""Make the bodies for Graph that show a reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.whatsapp.rendering.options import Option, interactive, numbered
from bot.whatsapp.rendering.split import split
from bot.whatsapp.rendering.words import words_of

LONGEST_TEXT = 4096  # Meta, "Text messages"

Issue = Callable[[str, str], str]


def render(reply: dict[str, Any], issue: Issue) -> list[dict[str, Any]]:
    """Return what shows a reply, without whom it goes to: one message where that can be.

    The last one carries the choices: up to three short ones as buttons, up to ten as a list, and
    else as numbered lines.

    Args:
        reply: as ``bot.edge.turn.take_turn`` returns it.
        issue: gives the id that stands for a payload and a title, and remembers it.
    """
    options = options_of(reply, issue)
    words = words_of(reply)
    *before, last = split(words, LONGEST_TEXT) or [""]
    if not options:
        return [text_body(part) for part in (*before, last) if part]
    shown = interactive(last, options)
    if shown is not None:
        return [*map(text_body, before), {"type": "interactive", "interactive": shown}]
    whole = f"{words}\n\n{numbered(options)}".strip()
    return [text_body(part) for part in split(whole, LONGEST_TEXT)]


def text_body(body: str) -> dict[str, Any]:
    """Return a message of words alone."""
    return {"type": "text", "text": {"body": body, "preview_url": False}}


def options_of(reply: dict[str, Any], issue: Issue) -> list[Option]:
    """Return the choices of a reply, each with an id; those without a title are left out."""
    return [
        Option(issue(button["payload"], title), title)
        for button in reply.get("buttons") or ()
        if (title := " ".join(str(button.get("title") or "").split()))
    ]
