"""What understanding found for the latest message, as the actions need it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from bot.reply import Choice
from knowledge.cache import EntryCache
from knowledge.match.decide import Outcome
from knowledge.schema import Audience
from knowledge.store import LiveEntry


@dataclass(frozen=True)
class Found:
    """The outcome, the ids of the entries it is about, the facts asked for, and the text."""

    outcome: Outcome
    entries: tuple[str, ...] = ()
    facts: dict[str, float] = field(default_factory=dict)
    text: str = ""


def found_in(tracker: Tracker) -> Found:
    """Return what the latest message is about: what was chosen, or what the ranking found."""
    message: dict[str, Any] = tracker.latest_message
    chosen = next(tracker.get_latest_entity_values("entry"), None)
    if chosen and message.get("intent", {}).get("name") == "choose":
        return Found(Outcome.ANSWER, (str(chosen),))
    knowledge = message.get("knowledge") or {}
    return Found(
        Outcome(knowledge.get("outcome", Outcome.NONE)),
        tuple(e["id"] for e in knowledge.get("entries", ())),
        dict(knowledge.get("facts", {})),
        str(message.get("text") or ""),
    )


def public(entries: EntryCache, entry_id: str) -> LiveEntry | None:
    """Return a live entry that the public may see, or None."""
    live = entries.entry(entry_id)
    return live if live and live.entry.audience is Audience.PUBLIC else None


def choices(entries: EntryCache, entry_ids: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the entries as choices, by title."""
    offered = (public(entries, entry_id) for entry_id in entry_ids)
    return tuple(Choice(title=o.entry.title, entry=o.entry.id) for o in offered if o)
