"""The conversation as text, for the mail: only when the person wants it to go along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.reply import wording

_MOST = 40  # messages; what an answer needs is in the last few


def transcript(tracker: Tracker, domain: Mapping[str, Any]) -> str:
    """Return the last messages of a conversation, oldest first, one paragraph each.

    The conversation's record holds no email addresses, numbers and the like (bot/edge/private.py),
    so none are passed on by it. The questions of the form are left out.
    """
    said: list[str] = []
    for event in tracker.events:
        text, custom = str(event.get("text") or ""), (event.get("data") or {}).get("custom") or {}
        if event.get("event") == "user" and text and not text.startswith("/"):
            said.append(wording(domain, "utter_enquiry_said_person").format(text=text))
        elif event.get("event") == "bot" and text and custom.get("kind") != "handoff":
            said.append(wording(domain, "utter_enquiry_said_assistant").format(text=text))
    return "\n\n".join(said[-_MOST:])
