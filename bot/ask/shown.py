"""A conversation as the page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.ask.wording import ask_wording
from bot.talk.turn import Message
from knowledge.dates import day_in_words, month_in_words


@dataclass(frozen=True)
class Shown:
    """A message.

    Attributes:
        by_person: whether the person wrote it; else it is a reply.
        kind: of the reply.
        heading: above it.
        paragraphs: of its text.
        language: of the first paragraph, where it is not English.
        sources: pages that it rests on, each with ``title``, ``url`` and ``dates``.
        links: that help with it, each with ``title`` and ``url``.
        choices: what may be chosen next, each with ``title`` and ``id``.
        latest: whether it begins what is new.
    """

    by_person: bool
    kind: str
    heading: str
    paragraphs: tuple[str, ...]
    sources: tuple[dict[str, str], ...] = ()
    links: tuple[dict[str, str], ...] = ()
    choices: tuple[dict[str, str], ...] = ()
    latest: bool = False
    language: str | None = None


def shown(messages: Sequence[Message], latest: Message | None = None) -> list[Shown]:
    """Return the messages for the page. Only the newest replies offer their choices.

    Args:
        messages: in order.
        latest: the message that begins what is new, if anything is.
    """
    last_asked = max((i for i, m in enumerate(messages) if m["from"] == "person"), default=0)
    return [
        _shown(message, with_choices=place >= last_asked, latest=message == latest)
        for place, message in enumerate(messages)
    ]


def _shown(message: Message, with_choices: bool, latest: bool) -> Shown:
    paragraphs = tuple(message["text"].split("\n\n"))
    if message["from"] == "person":
        return Shown(True, "", "", paragraphs, latest=latest)
    return Shown(
        by_person=False,
        kind=message["kind"],
        heading=message.get("title") or ask_wording(message["kind"]),
        paragraphs=paragraphs,
        sources=tuple(_source(source) for source in message["sources"] if _is_page(source)),
        links=tuple(link for link in message.get("links", ()) if link["url"].startswith("mailto:")),
        choices=tuple(message["choices"]) if with_choices else (),
        latest=latest,
        language=message.get("language"),
    )


def _is_page(source: dict[str, Any]) -> bool:
    return str(source["url"]).startswith(("https://", "http://"))


def _source(source: dict[str, Any]) -> dict[str, str]:
    checked = f"checked {day_in_words(date.fromisoformat(source['checked_on']))}"
    published = source.get("published")
    dates = f"published {_written(published)}, {checked}" if published else checked
    return {"title": source["title"], "url": source["url"], "dates": dates}


def _written(published: str) -> str:
    """Return a date in words, as exact as the page gives it."""
    parts = published.split("-")
    if len(parts) == 1:
        return published
    day = date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 1)
    return day_in_words(day) if len(parts) > 2 else month_in_words(day)
