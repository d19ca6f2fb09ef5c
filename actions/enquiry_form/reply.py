"""What the form replies with: our wording, and steps to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from actions.enquiry_form.step import Step
from actions.reply import wording
from bot.reply import Choice, Reply, ReplyKind


def step_choices(domain: Mapping[str, Any], steps: Iterable[Step]) -> tuple[Choice, ...]:
    """Return steps as choices, with their titles from the domain."""
    return tuple(
        Choice(title=wording(domain, f"utter_enquiry_step_{step}"), step=step) for step in steps
    )


def handoff(domain: Mapping[str, Any], text: str, *steps: Step) -> Reply:
    """Return a reply of the form.

    Args:
        domain: holds the titles of the steps.
        text: what it says.
        steps: what is offered.
    """
    return Reply(kind=ReplyKind.HANDOFF, text=text, choices=step_choices(domain, steps))
