"""Offer to pass a question on to a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.enquiry_form.reply import step_choices
from actions.enquiry_form.step import Step
from bot.reply import Reply
from knowledge.schema import Entry, Kind


def with_offer(reply: Reply, domain: Mapping[str, Any], step: Step) -> Reply:
    """Return a reply with the offer to write to the team, as its last choice."""
    offer = step_choices(domain, [step])
    return reply.model_copy(update={"choices": (*reply.choices, *offer)})


def with_offer_of(entry: Entry, reply: Reply, domain: Mapping[str, Any]) -> Reply:
    """Return the reply with the offer that goes with its entry, if any.

    What is not published can be asked of the team; what is another body's business cannot.
    """
    if entry.kind is Kind.GAP:
        return with_offer(reply, domain, Step.START_WITH_QUESTION)
    return with_offer(reply, domain, Step.START) if entry.enquiry else reply
