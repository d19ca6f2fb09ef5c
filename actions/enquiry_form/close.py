"""End an enquiry: pass it on, or leave it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.enquiry.enquiry import Draft
from actions.enquiry.resources import draft_kept, enquiry_limiter, enquiry_store
from actions.enquiry.wording import enquiry_wording
from actions.enquiry_form import take
from actions.enquiry_form.step import Step
from actions.enquiry_form.transcript import transcript
from actions.reply import send, wording
from bot.reply import Choice, Link, Reply, ReplyKind

logger = logging.getLogger(__name__)


class ActionEnquiryClose(Action):
    """Runs when the form ends, and when a step is taken outside of it (an old button)."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_enquiry_close"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Tell the person the truth about what happened (called by Rasa)."""
        send(dispatcher, _closed(tracker, domain))
        return [SlotSet(slot, None) for slot in take.SLOTS]


def _closed(tracker: Tracker, domain: dict[str, Any]) -> Reply:
    store, now = enquiry_store(), datetime.now(UTC)
    draft = store.draft(tracker.sender_id, now)
    step = next(tracker.get_latest_entity_values("step"), None)
    if draft is None or draft.asks == "closed":
        return _reply(domain, "utter_enquiry_nothing", Step.START)
    if draft.asks == "no_email":
        # The edge puts the message into the link before the draft goes (bot/edge/private.py).
        store.save_draft(replace(draft, asks="closed"), now, draft_kept())
        link = Link(
            title=wording(domain, "utter_enquiry_mail_link"),
            url=wording(domain, "utter_enquiry_mailto"),
        )
        return _reply(domain, "utter_enquiry_no_email").model_copy(update={"links": (link,)})
    if "cancel" in (step, draft.asks) or not (draft.about and draft.email):
        store.discard(tracker.sender_id)
        return _reply(domain, "utter_enquiry_cancelled")
    return _pass_on(draft, tracker, domain, now)


def _pass_on(draft: Draft, tracker: Tracker, domain: dict[str, Any], now: datetime) -> Reply:
    enquiry = draft.enquiry(transcript(tracker, domain))
    try:
        if limit := enquiry_limiter().reached(draft.conversation, enquiry, now):
            return Reply(kind=ReplyKind.HANDOFF, text=enquiry_wording(limit))
        submitted = enquiry_store().submit(draft.conversation, enquiry, now)
    except SQLAlchemyError:
        logger.exception("an enquiry could not be kept; its draft is")
        return _reply(domain, "utter_enquiry_failed", Step.SEND)
    told = "utter_enquiry_already_sent" if submitted.already else "utter_enquiry_sent"
    sent = wording(domain, told).format(reference=submitted.reference)
    copy = wording(domain, "utter_enquiry_copy_sent") if submitted.copy else ""
    return Reply(kind=ReplyKind.HANDOFF, text="\n\n".join(filter(None, (sent, copy))))


def _reply(domain: dict[str, Any], response: str, *steps: Step) -> Reply:
    choices = tuple(Choice(title=wording(domain, f"utter_enquiry_step_{s}"), step=s) for s in steps)
    return Reply(kind=ReplyKind.HANDOFF, text=wording(domain, response), choices=choices)
