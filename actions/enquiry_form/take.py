"""What an answer to each question of the form changes. No database, no Rasa: only the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from actions.enquiry.address import BadEmail, Email, valid_email
from actions.enquiry.enquiry import Draft, about_problem, name_problem, organisation_problem
from actions.enquiry_form.given import email_in, is_address_alone
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
    *("enquiry_step", "enquiry_privacy", "enquiry_status", "cancel"),
}
_NEVER_A_MESSAGE = {"abuse", "choose", "enquiry_step"}
SUGGESTED = "email_suggestion"  # what is asked while an address looks mistyped
_A_QUESTION = 15  # words; what is longer is a message, even where an answer is known
_TALK = 6  # words; small talk that is longer is a message


@dataclass(frozen=True)
class Taken:
    """The draft after an answer, and the slots of the form that it fills or empties."""

    draft: Draft
    slots: dict[str, bool | None] = field(default_factory=dict)


def _end(slot: str) -> dict[str, bool | None]:
    """Return what ends a form early in Rasa: it must set a slot of its own as well."""
    return {slot: None, "requested_slot": None}


def help_first(said: Said) -> bool:
    """Tell whether help must be shown before the form goes on.

    Who is in need is never asked on. What somebody went through is taken once the help was shown.
    """
    return said.intent in IN_NEED or (said.intent in _NEEDS_HELP and not said.again)


def ended(said: Said, draft: Draft, slot: str) -> Taken | None:
    """Return the end of the form, when the person says in so many words that it should end."""
    if said.step is Step.CANCEL or said.intent == "restart":
        return Taken(replace(draft, asks="cancel"), _end(slot))
    return None


def about(said: Said, draft: Draft) -> Taken | None:
    """Take what the enquiry is about; None when the message is no such thing."""
    if said.step in (Step.USE_QUESTION, Step.START_WITH_QUESTION) and said.question:
        # A question that was answered can become the message after all.
        return Taken(replace(draft, about=said.question), {ABOUT: True})
    words = len(said.text.split())
    talk = said.intent in _NOT_A_MESSAGE and (words <= _TALK or said.intent in _NEVER_A_MESSAGE)
    answered = said.answered and words <= _A_QUESTION and is_question(said.text)
    if talk or answered or said.step:
        return None
    if about_problem(said.text):
        return Taken(draft, {ABOUT: None})
    address = email_in(said.text)
    if is_address_alone(said.text):
        # The address came first; what it is about is still to be told.
        taken = _address(address, draft)
        return Taken(taken.draft, {**taken.slots, ABOUT: None}) if taken else None
    told = replace(draft, about=said.text)
    if isinstance(address, Email) and not draft.email:
        taken = _address(address, told)
        return Taken(taken.draft, {**taken.slots, ABOUT: True}) if taken else None
    return Taken(told, {ABOUT: True})


def email(said: Said, draft: Draft) -> Taken | None:
    """Take the address for the answer; None when the message is no address."""
    if said.step is Step.NO_EMAIL:
        return Taken(replace(draft, asks="no_email"), _end(EMAIL))
    if said.step is Step.CHANGE_ABOUT:
        return Taken(replace(draft, about=None, email=None), {ABOUT: None})
    if said.step is Step.START_WITH_QUESTION and said.question:
        return Taken(_with_question(draft, said.question), {EMAIL: None})
    if draft.asks == SUGGESTED and draft.email:
        meant = suggested(draft.email)
        if said.step in (Step.USE_SUGGESTION, Step.YES):
            return Taken(replace(draft, email=meant or draft.email, asks="email"), {EMAIL: True})
        if meant and said.step in (Step.KEEP_EMAIL, Step.NO):
            return Taken(replace(draft, asks="email"), {EMAIL: True})
        if said.step is Step.NO:
            return Taken(replace(draft, email=None, asks="email"), {EMAIL: None})
    return None if said.step else _address(email_in(said.text), draft)


def suggested(email: str) -> str | None:
    """Return the address that was probably meant by this one; None when it looks right."""
    checked = valid_email(email)
    return checked.suggestion if isinstance(checked, Email) else None


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


def _with_question(draft: Draft, question: str) -> Draft:
    """Add another question to the message: the person wants both passed on."""
    return replace(draft, about="\n\n".join(filter(None, (draft.about, question))))


def detail(said: Said, draft: Draft) -> Taken | None:
    """Take a name or an organisation; None when the message is no such thing."""
    if said.step in (Step.SKIP, Step.NO):
        return Taken(draft, {DETAIL: True})
    if said.step or said.text == said.seen:
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
    """Take the yes to passing it on, or what is to be changed before; else None.

    Only the button or a whole message from the reviewed lists is a yes, and a bare "yes" only
    right after "Shall I send it?".
    """
    if said.step is Step.SEND or (said.step is Step.YES and draft.asks == "consent"):
        return Taken(draft, {CONSENT: True})
    if said.step is Step.NO:
        asks = "keep_or_delete" if draft.asks in ("change", "keep_or_delete") else "change"
        return Taken(replace(draft, asks=asks), {CONSENT: None})
    if said.step is Step.START_WITH_QUESTION and said.question:
        return Taken(replace(_with_question(draft, said.question), asks="consent"), {CONSENT: None})
    if said.step in _CHANGES:
        return _CHANGES[said.step](draft)
    another = None if said.step else _address(email_in(said.text), draft)
    return Taken(another.draft, {**another.slots, CONSENT: None}) if another else None


def _changed(slot: str, **fields: object) -> Callable[[Draft], Taken]:
    return lambda draft: Taken(replace(draft, **fields), {slot: None})  # type: ignore[arg-type]


_CHANGES = {
    Step.CHANGE: _changed(CONSENT, asks="change"),
    Step.CHANGE_ABOUT: _changed(ABOUT, about=None),
    Step.CHANGE_EMAIL: _changed(EMAIL, email=None),
    Step.GIVE_NAME: _changed(DETAIL, name=None, asks="name"),
    Step.GIVE_ORGANISATION: _changed(DETAIL, organisation=None, asks="organisation"),
    Step.ADD_TRANSCRIPT: _changed(CONSENT, transcript_wanted=True, asks="consent"),
    Step.LEAVE_TRANSCRIPT: _changed(CONSENT, transcript_wanted=False, asks="consent"),
    Step.ADD_COPY: _changed(CONSENT, copy_wanted=True, asks="consent"),
    Step.LEAVE_COPY: _changed(CONSENT, copy_wanted=False, asks="consent"),
}
