"""Show choices as buttons, as a list, or as numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.whatsapp.rendering.counted import shortened, units
from bot.whatsapp.rendering.wording import around

# Meta, "Interactive reply buttons messages" and "Interactive list messages".
_MOST_BUTTONS, _BUTTON, _BUTTON_BODY = 3, 20, 1024
_MOST_ROWS, _ROW, _DESCRIPTION, _LIST_BODY = 10, 24, 72, 4096


@dataclass(frozen=True)
class Option:
    """A choice: the id that comes back when it is taken, and what it is called."""

    id: str
    title: str


def interactive(body: str, options: Sequence[Option]) -> dict[str, Any] | None:
    """Return a message with buttons or a list, or None when it cannot hold these choices.

    Args:
        body: what is said above them.
        options: at least one.
    """
    body = body or around("choices")
    return _buttons(body, options) or _list(body, options)


def numbered(options: Iterable[Option]) -> str:
    """Return choices as lines to choose from by number."""
    lines = [f"{n}. {option.title}" for n, option in enumerate(options, 1)]
    return "\n".join([*lines, "", around("by_number")])


def _buttons(body: str, options: Sequence[Option]) -> dict[str, Any] | None:
    titles = [option.title for option in options]
    if len(options) > _MOST_BUTTONS or units(body) > _BUTTON_BODY or not _distinct(titles):
        return None
    if any(units(title) > _BUTTON for title in titles):
        return None
    buttons = [{"type": "reply", "reply": {"id": o.id, "title": o.title}} for o in options]
    return {"type": "button", "body": {"text": body}, "action": {"buttons": buttons}}


def _list(body: str, options: Sequence[Option]) -> dict[str, Any] | None:
    if len(options) > _MOST_ROWS or units(body) > _LIST_BODY:
        return None
    if any(units(option.title) > _DESCRIPTION for option in options):
        return None
    rows = [_row(option) for option in options]
    # Cut labels may have become the same.
    if not _distinct([row["title"] for row in rows]):
        return None
    action = {"button": around("choose"), "sections": [{"rows": rows}]}
    return {"type": "list", "body": {"text": body}, "action": action}


def _row(option: Option) -> dict[str, str]:
    if units(option.title) <= _ROW:
        return {"id": option.id, "title": option.title}
    label = shortened(option.title, _ROW)
    return {"id": option.id, "title": label, "description": option.title}


def _distinct(titles: Sequence[str]) -> bool:
    return len({title.casefold() for title in titles}) == len(titles)
