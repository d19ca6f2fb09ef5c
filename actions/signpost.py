"""Give the fixed, reviewed wording for what safety recognised."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply import reply_from, send
from actions.resources import live_entries


class NoWording(LookupError):
    """No live entry carries the wording for a recognised act."""


class ActionSignpost(Action):
    """Shows the entry whose ``act`` is the recognised intent, such as ``emergency``."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_signpost"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the wording (called by Rasa).

        Raises:
            NoWording: when no entry has the act; the channel then apologises with the contact.
        """
        act = str(tracker.latest_message["intent"]["name"])
        live = live_entries().entry_for_act(act)
        if live is None:
            raise NoWording(f"no entry in knowledge/entries has `act: {act}`")
        send(dispatcher, reply_from(live))
        return []
