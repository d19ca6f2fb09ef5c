"""Say what became of an enquiry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry.resources import enquiry_store
from actions.enquiry_form.reply import handoff
from actions.enquiry_form.step import Step
from actions.reply import send, wording
from bot.reply import Reply
from knowledge.dates import day_in_words


class ActionEnquiryStatus(Action):
    """Tells the reference of what was passed on in this conversation, and of no other."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_enquiry_status"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Tell (called by Rasa)."""
        send(dispatcher, status(tracker, domain))
        return []


def status(tracker: Tracker, domain: dict[str, Any]) -> Reply:
    """Return what was passed on last in this conversation, or that nothing was.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
    """
    store = enquiry_store()
    if store.draft(tracker.sender_id, datetime.now(UTC)):
        return handoff(domain, wording(domain, "utter_enquiry_waiting"))
    last = store.last_of(tracker.sender_id)
    if last is None:
        return handoff(domain, wording(domain, "utter_enquiry_nothing"), Step.START)
    text = wording(domain, "utter_enquiry_status").format(
        day=day_in_words(last.created_at.date()), reference=last.reference
    )
    return handoff(domain, text)
