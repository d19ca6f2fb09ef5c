"""What an answer to each question of the form changes. No database, no Rasa: only the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from actions.enquiry.address import BadEmail, Email, valid_email
from actions.enquiry.enquiry import Draft, about_problem, name_problem, organisation_problem
from actions.enquiry_form.said import Said
from actions.enquiry_form.step import Step
from bot.understanding.parts import is_question

ABOUT, EMAIL, DETAIL, CONSENT = (
    "enquiry_about",
    "enquiry_email",
    "enquiry_detail",
    "enquiry_consent",
)
SLOTS = (ABOUT, EMAIL, DETAIL, CONSENT)
IN_NEED = {"emergency", "distress"}
_NEEDS_HELP = {*IN_NEED, "hate_crime", "discrimination"}
_NOT_A_MESSAGE = {
    *("abuse", "greet", "goodbye", "thanks", "how_are_you", "bot_challenge", "help", "presence"),
    *("affirm", "deny", "repeat", "more", "source", "still", "choose", "data_request", "enquire"),
    *("enquiry_step", "enquiry_privacy"),
}
_NEVER_A_MESSAGE = {"abuse", "choose", "enquiry_step"}
SUGGESTED = "email_suggestion"  # what is asked while an address looks mistyped
_A_QUESTION = 15  # words; what is longer is a message, even where an answer is known
_TALK = 6  # words; small talk that is longer is a message
_ADDRESS = re.compile(r"[^\s,;<>()\[\]\"]+@[^\s,;<>()\[\]\"]+")
_SPELT_OUT = re.compile(r"\S+\s+(?:at|\(at\)|\[at\])\s+\S+(?:\s+dot\s+|\.)\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Taken:
    """The draft after an answer, and the slots of the form that it fills or empties."""

    draft: Draft
    slots: dict[str, bool | None] = field(default_factory=dict)


def _end(slot: str) -> dict[str, bool | None]:
    """Return what ends a form early in Rasa: it must set a slot of its own as well."""
    return {slot: None, "requested_slot": None}


def ended(said: Said, draft: Draft, slot: str) -> Taken | None:
    """Return the end of the form, when the person wants no more of it."""
    if said.step is Step.CANCEL or said.intent in ("cancel", "restart"):
        return Taken(replace(draft, asks="cancel"), _end(slot))
    return None


def about(said: Said, draft: Draft) -> Taken | None:
    """Take what the enquiry is about; None when the message is no such thing."""
    if said.step is Step.USE_QUESTION and said.question:
        # A question that was answered can become the message after all.
        return Taken(replace(draft, about=said.question), {ABOUT: True})
    help_first = said.intent in IN_NEED or (said.intent in _NEEDS_HELP and not said.again)
    words = len(said.text.split())
    talk = said.intent in _NOT_A_MESSAGE and (words <= _TALK or said.intent in _NEVER_A_MESSAGE)
    answered = said.answered and words <= _A_QUESTION and is_question(said.text)
    if help_first or talk or answered or said.step:
        # Help comes first; then the form comes back to what was said.
        return None
    address = email_in(said)
    if isinstance(address, Email) and words <= _TALK:
        # The address came first; what it is about is still to be told.
        return Taken(replace(draft, email=address.address), {EMAIL: True, ABOUT: None})
    if about_problem(said.text):
        return Taken(draft, {ABOUT: None})
    return Taken(replace(draft, about=said.text), {ABOUT: True})


def email(said: Said, draft: Draft) -> Taken | None:
    """Take the address for the answer; None when the message is no address."""
    if said.step is Step.NO_EMAIL:
        return Taken(replace(draft, asks="no_email"), _end(EMAIL))
    if said.step is Step.CHANGE_ABOUT:
        return Taken(replace(draft, about=None, email=None), {ABOUT: None})
    if draft.asks == SUGGESTED and draft.email:
        meant = suggested(draft.email)
        if said.step is Step.USE_SUGGESTION or said.intent == "affirm":
            return Taken(replace(draft, email=meant or draft.email, asks="email"), {EMAIL: True})
        if meant and (said.step is Step.KEEP_EMAIL or said.intent == "deny"):
            return Taken(replace(draft, asks="email"), {EMAIL: True})
        if said.intent == "deny":
            return Taken(replace(draft, email=None, asks="email"), {EMAIL: None})
    return _address(email_in(said), draft)


def suggested(email: str) -> str | None:
    """Return the address that was probably meant by this one; None when it looks right."""
    checked = valid_email(email)
    return checked.suggestion if isinstance(checked, Email) else None


def email_in(said: Said) -> Email | BadEmail | None:
    """Return the address in a message, or why it is none; None when it holds nothing like one."""
    if said.step:
        return None
    addresses = [a.strip(".,;:!?'") for a in _ADDRESS.findall(said.text)]
    if len(addresses) == 1:
        found = valid_email(addresses[0])
        if isinstance(found, Email):
            return found
    if "@" in said.text or _SPELT_OUT.search(said.text):
        return valid_email(said.text)
    return None


def _address(found: Email | BadEmail | None, draft: Draft) -> Taken | None:
    """Take an address; one that looks mistyped is asked about, never changed in silence."""
    if found is None:
        return None
    if isinstance(found, Email) and not found.suggestion:
        return Taken(replace(draft, email=found.address), {EMAIL: True})
    if found.suggestion:
        candidate = found.address if isinstance(found, Email) else found.suggestion
        return Taken(replace(draft, email=candidate, asks=SUGGESTED), {EMAIL: None})
    return Taken(replace(draft, email=None), {EMAIL: None})


def detail(said: Said, draft: Draft) -> Taken | None:
    """Take a name or an organisation; None when the message is no such thing."""
    if said.step is Step.SKIP or said.intent == "deny":
        return Taken(draft, {DETAIL: True})
    if said.step or said.text == said.seen or said.intent in _NEEDS_HELP:
        # What looks like a name never gets into the conversation's record (bot/edge/private.py).
        return None
    if draft.asks == "organisation":
        if organisation_problem(said.text):
            return Taken(draft, {DETAIL: None})
        return Taken(replace(draft, organisation=said.text), {DETAIL: True})
    if name_problem(said.text):
        return Taken(draft, {DETAIL: None})
    return Taken(replace(draft, name=said.text), {DETAIL: True})


def consent(said: Said, draft: Draft) -> Taken | None:
    """Take the yes to passing it on, or what is to be changed before; else None."""
    if said.step is Step.SEND or (said.intent == "affirm" and not said.step):
        return Taken(draft, {CONSENT: True})
    if said.step is Step.CHANGE or said.intent == "deny":
        return Taken(replace(draft, asks="change"), {CONSENT: None})
    if said.step in _CHANGES:
        return _CHANGES[said.step](draft)
    another = _address(email_in(said), draft)
    return Taken(another.draft, {**another.slots, CONSENT: None}) if another else None


_CHANGES = {
    Step.CHANGE_ABOUT: lambda d: Taken(replace(d, about=None), {ABOUT: None}),
    Step.CHANGE_EMAIL: lambda d: Taken(replace(d, email=None), {EMAIL: None}),
    Step.GIVE_NAME: lambda d: Taken(replace(d, name=None, asks="name"), {DETAIL: None}),
    Step.GIVE_ORGANISATION: lambda d: Taken(
        replace(d, organisation=None, asks="organisation"), {DETAIL: None}
    ),
    Step.ADD_TRANSCRIPT: lambda d: Taken(
        replace(d, transcript_wanted=True, asks="consent"), {CONSENT: None}
    ),
    Step.LEAVE_TRANSCRIPT: lambda d: Taken(
        replace(d, transcript_wanted=False, asks="consent"), {CONSENT: None}
    ),
    Step.ADD_COPY: lambda d: Taken(replace(d, copy_wanted=True, asks="consent"), {CONSENT: None}),
    Step.LEAVE_COPY: lambda d: Taken(
        replace(d, copy_wanted=False, asks="consent"), {CONSENT: None}
    ),
}
