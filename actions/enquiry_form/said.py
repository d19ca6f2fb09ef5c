"""What a person said in a turn of the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rasa_sdk import Tracker

from actions.enquiry.store import EnquiryStore
from actions.enquiry_form.step import Step, step_in
from actions.found import found_in
from actions.last import declined_question, last_question
from knowledge.match.decide import Outcome


@dataclass(frozen=True)
class Said:
    """A message of the form.

    Attributes:
        text: as it was typed.
        seen: as the conversation's record has it: without what is personal.
        intent: what understanding took it for.
        step: the step that it takes, by a button or in words.
        answered: whether the knowledge base has a sure answer to it.
        again: whether the form comes back after it was answered.
        question: the person's last question, which may become the message.
    """

    text: str
    seen: str
    intent: str
    step: Step | None = None
    answered: bool = False
    again: bool = False
    question: str | None = None


def said_in(tracker: Tracker, store: EnquiryStore, now: datetime) -> Said:
    """Return what the latest message says to the form.

    Args:
        tracker: the conversation.
        store: keeps what a message said that is not in the conversation's record.
        now: with a time zone.
    """
    seen = str(tracker.latest_message.get("text") or "")
    turn = (tracker.latest_message.get("metadata") or {}).get("turn")
    text = (store.aside(str(turn), now) if turn else None) or seen
    intent = str((tracker.latest_message.get("intent") or {}).get("name") or "")
    pressed = next(tracker.get_latest_entity_values("step"), None)
    return Said(
        text=text,
        seen=seen,
        intent=intent,
        step=Step(pressed) if pressed in set(Step) else step_in(seen),
        answered=intent == "ask_knowledge" and found_in(tracker).outcome is Outcome.ANSWER,
        again=_answered_otherwise(tracker),
        question=declined_question(tracker)
        if pressed == Step.START_WITH_QUESTION
        else last_question(tracker),
    )


def _answered_otherwise(tracker: Tracker) -> bool:
    """Tell whether the form has left the latest message to another rule, and comes back now."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return False
        if event.get("event") == "action_execution_rejected":
            return True
    return False
