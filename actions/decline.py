"""Say plainly that nothing is published about something, and what would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry_form.step import Step
from actions.gaps import record
from actions.offer import with_offer
from actions.reply import send, wording
from bot.reply import Reply, ReplyKind


def decline(domain: Mapping[str, Any]) -> Reply:
    """Return the reply for a question that no entry answers: a person may be asked."""
    reply = Reply(kind=ReplyKind.DECLINE, text=wording(domain, "utter_decline"))
    return with_offer(reply, domain, Step.START_WITH_QUESTION)


class ActionDecline(Action):
    """Declines, with the topics it can help with and the contact email."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_decline"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the reply (called by Rasa)."""
        record(tracker)
        send(dispatcher, decline(domain))
        return []
