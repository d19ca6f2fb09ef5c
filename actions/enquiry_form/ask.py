"""The questions of the form, each for one slot. Rasa finds them by their names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry.address import BadEmail
from actions.enquiry.enquiry import LONGEST_ABOUT, Draft, about_problem
from actions.enquiry.resources import draft_kept, enquiry_store
from actions.enquiry.wording import enquiry_wording
from actions.enquiry_form import take
from actions.enquiry_form.draft import new_draft
from actions.enquiry_form.given import email_in
from actions.enquiry_form.reply import handoff
from actions.enquiry_form.said import Said, said_in
from actions.enquiry_form.step import Step
from actions.reply import send, wording


class _Ask(Action, ABC):
    """Asks for one slot, and writes into the draft what was asked: the edge looks there."""

    slot: ClassVar[str]

    def name(self) -> str:
        """Return the name by which Rasa finds the question for a slot."""
        return f"action_ask_{self.slot}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask (called by Rasa)."""
        store, now = enquiry_store(), datetime.now(UTC)
        draft = store.draft(tracker.sender_id, now) or new_draft(tracker)
        said = said_in(tracker, store, now)
        asks, texts, steps = self.question(draft, said)
        if said.intent in take.IN_NEED:
            # A "yes" to the help that was just shown must not send anything.
            asks = "paused" if asks == "consent" else asks
            texts, steps = ["utter_enquiry_no_hurry"], [s for s in steps if s is not Step.SEND]
        store.save_draft(replace(draft, asks=asks), now, draft_kept())
        text = "\n\n".join(t if " " in t else wording(domain, t) for t in texts)
        send(dispatcher, handoff(domain, text, *steps))
        return []

    @abstractmethod
    def question(self, draft: Draft, said: Said) -> tuple[str, list[str], list[Step]]:
        """Return what is asked for, the texts (or names of responses), and the steps offered."""


class ActionAskEnquiryAbout(_Ask):
    """Asks what the enquiry is about."""

    slot = take.ABOUT

    def question(self, draft: Draft, said: Said) -> tuple[str, list[str], list[Step]]:
        """Return the question; after an answer, whether that was what they wanted to send."""
        if draft.asks == "expired":
            return "about", ["utter_enquiry_expired", "utter_enquiry_about"], [Step.CANCEL]
        problem = None if said.again or said.step else about_problem(said.text)
        if draft.asks == "about" and problem:
            return "about", [enquiry_wording(problem, limit=LONGEST_ABOUT)], [Step.CANCEL]
        if said.again and said.answered:
            return "about", ["utter_enquiry_answered"], [Step.USE_QUESTION, Step.CANCEL]
        if said.again:
            return "about", ["utter_enquiry_still_about"], [Step.CANCEL]
        if draft.asks == "details":
            return "about", ["utter_enquiry_details"], [Step.CANCEL]
        if draft.asks == "about":
            return "about", ["utter_enquiry_still_about"], [Step.CANCEL]
        opening = "utter_enquiry_about_again" if draft.asks else "utter_enquiry_about"
        return "about", [opening], [Step.CANCEL]


class ActionAskEnquiryEmail(_Ask):
    """Asks for the address for the answer."""

    slot = take.EMAIL

    def question(self, draft: Draft, said: Said) -> tuple[str, list[str], list[Step]]:
        """Return the question, with what was wrong with the address given."""
        if draft.asks == take.SUGGESTED and draft.email:
            keep = [Step.KEEP_EMAIL] if take.suggested(draft.email) else []
            return take.SUGGESTED, ["utter_enquiry_suggestion"], [Step.USE_SUGGESTION, *keep]
        steps = [Step.NO_EMAIL, Step.CHANGE_ABOUT, Step.CANCEL]
        if draft.asks == "email" and said.step is Step.NO:
            return "email", ["utter_enquiry_without"], steps
        if (said.again and said.text != draft.about) or _is_later(said):
            return "email", ["utter_enquiry_still_email"], steps
        found = email_in(said.text) if draft.asks == "email" and not said.step else None
        if isinstance(found, BadEmail):
            return "email", [enquiry_wording(found.problem)], steps
        return "email", ["utter_enquiry_email"], steps


class ActionAskEnquiryDetail(_Ask):
    """Asks for a name or an organisation, when the person wants to give one."""

    slot = take.DETAIL

    def question(self, draft: Draft, said: Said) -> tuple[str, list[str], list[Step]]:
        """Return the question."""
        asks = "organisation" if draft.asks == "organisation" else "name"
        return asks, [f"utter_enquiry_{asks}"], [Step.SKIP, Step.CANCEL]


class ActionAskEnquiryConsent(_Ask):
    """Shows what would be passed on, and asks whether to."""

    slot = take.CONSENT

    def question(self, draft: Draft, said: Said) -> tuple[str, list[str], list[Step]]:
        """Return the summary, or what can be changed in it."""
        if draft.asks == "change" and not said.again:
            return "change", ["utter_enquiry_change"], [*_changes(draft), Step.SEND, Step.CANCEL]
        if draft.asks == "keep_or_delete" and not said.again:
            return "keep_or_delete", ["utter_enquiry_keep_or_delete"], [Step.SEND, Step.CANCEL]
        steps = [Step.SEND, Step.CHANGE, Step.CANCEL]
        if _is_later(said):
            return "paused", ["utter_enquiry_later"], steps
        if said.again:
            return "consent", ["utter_enquiry_still_consent"], steps
        parts = ["utter_enquiry_summary", "utter_enquiry_summary_email"]
        parts += ["utter_enquiry_summary_name"] if draft.name else []
        parts += ["utter_enquiry_summary_organisation"] if draft.organisation else []
        parts += ["utter_enquiry_summary_transcript"] if draft.transcript_wanted else []
        parts += ["utter_enquiry_summary_copy"] if draft.copy_wanted else []
        return "consent", [*parts, "utter_enquiry_consent"], steps


def _is_later(said: Said) -> bool:
    """Tell whether the person wants to wait: "please don't send it yet"."""
    return said.intent == "cancel" and not said.step


def _changes(draft: Draft) -> list[Step]:
    return [
        Step.CHANGE_ABOUT,
        Step.CHANGE_EMAIL,
        Step.GIVE_NAME,
        Step.GIVE_ORGANISATION,
        Step.LEAVE_TRANSCRIPT if draft.transcript_wanted else Step.ADD_TRANSCRIPT,
        Step.LEAVE_COPY if draft.copy_wanted else Step.ADD_COPY,
    ]
