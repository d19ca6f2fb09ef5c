"""Start again: forget what the conversation was about, and an enquiry that was not handed over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry.resources import enquiry_store


class ActionRestart(Action):
    """Takes the place of Rasa's own action of this name, which knows nothing of enquiries."""

    def name(self) -> str:
        """Return the name that Rasa runs for the intent ``restart``."""
        return "action_restart"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Forget (called by Rasa)."""
        enquiry_store().discard(tracker.sender_id)
        dispatcher.utter_message(response="utter_restart")
        return [Restarted()]
