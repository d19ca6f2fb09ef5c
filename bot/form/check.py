"""Check what was typed into the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.enquiry.address import Email, valid_email
from actions.enquiry.enquiry import (
    LONGEST_ABOUT,
    LONGEST_NAME,
    Enquiry,
    about_problem,
    name_problem,
    organisation_problem,
)
from actions.enquiry.problems import Problem
from bot.form.typed import Typed
from bot.form.wording import form_wording


@dataclass
class Checked:
    """What came out.

    Attributes:
        problems: what a person is told, by the id of the part of the page that it is about, in
            the order of the page.
        addresses: to choose from, as the typed one looks like a slip: the likely one first, then
            the one that was typed when mail can go to it.
        enquiry: what can be handed over when there are no problems.
    """

    problems: dict[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    enquiry: Enquiry | None = None


def check(typed: Typed, channel: str) -> Checked:
    """Return what is wrong, or the enquiry. An address is never changed without being asked.

    Args:
        typed: into the form.
        channel: where.
    """
    found = Checked()
    _note(found, "about", about_problem(typed.about), LONGEST_ABOUT)
    email = _email(typed, found)
    _note(found, "name", name_problem(typed.name), LONGEST_NAME)
    _note(found, "organisation", organisation_problem(typed.organisation), LONGEST_NAME)
    if not typed.consent:
        found.problems["consent"] = form_wording("consent_missing")
    if not found.problems:
        found.enquiry = Enquiry(
            channel=channel,
            about=typed.about,
            email=email,
            name=typed.name,
            organisation=typed.organisation,
            copy_wanted=typed.copy,
        )
    return found


def _email(typed: Typed, found: Checked) -> str | None:
    """Return the address, or note what is wrong with it or that a choice is to be made."""
    address = valid_email(typed.email)
    usable = (address.address,) if isinstance(address, Email) else ()
    if address.suggestion is not None:
        found.addresses = (address.suggestion, *usable)
        # The choice names the address, so it does not count for one that is typed afterwards.
        if typed.email_choice in found.addresses:
            return typed.email_choice
    if not isinstance(address, Email):
        _note(found, "email", address.problem)
        return None
    if address.suggestion is not None:
        found.problems["email-choice"] = form_wording(
            "email_suggestion", suggestion=address.suggestion
        )
        return None
    return address.address


def _note(found: Checked, part: str, problem: Problem | None, limit: int = 0) -> None:
    if problem is not None:
        found.problems[part] = form_wording(problem, limit=f"{limit:,}")
