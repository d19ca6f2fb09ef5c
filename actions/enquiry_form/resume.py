"""Take an enquiry up again: after a restart of the server, or by a button of an earlier reply."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.enquiry.enquiry import Draft
from actions.enquiry.resources import enquiry_store
from actions.enquiry_form import take
from actions.enquiry_form.status import status
from actions.reply import send

_FORM = "enquiry_form"
_ASKED_FOR = {
    "about": take.ABOUT,
    "email": take.EMAIL,
    take.SUGGESTED: take.EMAIL,
    "name": take.DETAIL,
    "organisation": take.DETAIL,
}


def slots_of(draft: Draft) -> list[EventType]:
    """Return the slots of the form as far as this draft fills them."""
    is_sure = draft.email is not None and draft.asks != take.SUGGESTED
    is_asked = _ASKED_FOR.get(draft.asks or "") == take.DETAIL
    return [
        SlotSet(take.ABOUT, True if draft.about else None),
        SlotSet(take.EMAIL, True if is_sure else None),
        # A name is never asked for, only taken when the person wants to give one.
        SlotSet(take.DETAIL, None if is_asked else True),
        SlotSet(take.CONSENT, None),
    ]


class ActionEnquiryResume(Action):
    """Asks again what was asked last; a button alone never sends anything outside of the form."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_enquiry_resume"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Open the form, or say how things stand (called by Rasa)."""
        draft = enquiry_store().draft(tracker.sender_id, datetime.now(UTC))
        if draft is None:
            send(dispatcher, status(tracker, domain))
            return []
        return [*slots_of(draft), FollowupAction(_FORM)]


class ActionSessionStart(Action):
    """Begins a conversation, with the enquiry that is still being written, if there is one.

    Conversations are kept in memory and end with the server; drafts do not. It takes the place of
    Rasa's own action of this name.
    Source: https://rasa.com/docs/rasa/default-actions#action_session_start
    """

    def name(self) -> str:
        """Return the name that Rasa runs when a conversation begins."""
        return "action_session_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin (called by Rasa)."""
        began: list[EventType] = [{"event": "session_started"}]
        try:
            draft = enquiry_store().draft(tracker.sender_id, datetime.now(UTC))
        except SQLAlchemyError:
            draft = None  # answers go on without the database
        if draft and draft.asks:
            began += slots_of(draft)
            began.append(ActiveLoop(_FORM))
            began.append(SlotSet("requested_slot", _ASKED_FOR.get(draft.asks, take.CONSENT)))
        return [*began, ActionExecuted("action_listen")]
