"""A draft that nothing was told of yet."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.enquiry.enquiry import Draft


def new_draft(tracker: Tracker, asks: str | None = None) -> Draft:
    """Return an empty draft for a conversation; ``asks`` is what is asked for first."""
    return Draft(tracker.sender_id, tracker.get_latest_input_channel() or "", asks=asks)
