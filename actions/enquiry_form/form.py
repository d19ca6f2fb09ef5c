"""Rasa's form ``enquiry_form``: takes each answer, and leaves all else to the other rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry.enquiry import Draft
from actions.enquiry.resources import draft_kept, enquiry_store
from actions.enquiry_form import take
from actions.enquiry_form.draft import new_draft
from actions.enquiry_form.said import Said, said_in

Take = Callable[[Said, Draft], take.Taken | None]


class ValidateEnquiryForm(FormValidationAction):
    """Fills the form's slots. They only say that something was given: what, is in the draft.

    An answer that is none leaves its slot alone. Rasa then rejects the form for this turn, another
    rule answers the message, and the form asks again: that is how a question, a greeting or a call
    for help in the middle of an enquiry is met.
    Source: https://rasa.com/docs/rasa/forms#writing-stories--rules-for-unhappy-form-paths
    """

    def name(self) -> str:
        """Return the name that Rasa derives from that of the form."""
        return "validate_enquiry_form"

    async def get_validation_events(
        self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Return the slots as they were taken: an answer is checked when it is (called by Rasa)."""
        return [SlotSet(slot, value) for slot, value in tracker.slots_to_validate().items()]

    async def extract_enquiry_about(
        self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Take what the enquiry is about (called by Rasa)."""
        return _answer(tracker, take.ABOUT, take.about)

    async def extract_enquiry_email(
        self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Take the address for the answer (called by Rasa)."""
        return _answer(tracker, take.EMAIL, take.email)

    async def extract_enquiry_detail(
        self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Take a name or an organisation (called by Rasa)."""
        return _answer(tracker, take.DETAIL, take.detail)

    async def extract_enquiry_consent(
        self, _dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Take the yes to passing it on, or a change (called by Rasa)."""
        return _answer(tracker, take.CONSENT, take.consent)


def _answer(tracker: Tracker, slot: str, taking: Take) -> dict[str, Any]:
    """Return the slots that the latest message fills or empties, when it was asked for this one."""
    if tracker.get_slot("requested_slot") != slot:
        return {}
    store, now = enquiry_store(), datetime.now(UTC)
    said = said_in(tracker, store, now)
    if take.help_first(said):
        return {}
    draft = store.draft(tracker.sender_id, now)
    taken: take.Taken | None
    if draft is None and slot != take.ABOUT:
        # It has expired: what was told is gone, so the form begins again.
        taken = take.Taken(new_draft(tracker, "expired"), {take.ABOUT: None, take.EMAIL: None})
    else:
        draft = draft or new_draft(tracker, "about")
        taken = take.ended(said, draft, slot) or taking(said, draft)
        if taken is None and (said.step or said.intent in ("cancel", "deny", "affirm")):
            # What does not fit here, such as an old button: the same question again.
            taken = take.Taken(draft, {slot: None})
    if taken is None:
        return {}
    store.save_draft(taken.draft, now, draft_kept())
    return dict(taken.slots)
