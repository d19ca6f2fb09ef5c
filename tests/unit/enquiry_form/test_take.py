"""What an answer to each question of the form changes."""

from __future__ import annotations

import pytest

from actions.enquiry.enquiry import Draft
from actions.enquiry_form import take
from actions.enquiry_form.said import Said
from actions.enquiry_form.step import Step, step_in

DRAFT = Draft("web:1", "web", about="Who pays?", email="kit@example.org", asks="consent")
EMPTY = Draft("web:1", "web", asks="about")


def said(text: str, intent: str = "nlu_fallback", **more: object) -> Said:
    more.setdefault("seen", text)
    more.setdefault("step", step_in(text))
    return Said(text=text, intent=intent, **more)  # type: ignore[arg-type]


def test_a_message_becomes_what_the_enquiry_is_about() -> None:
    taken = take.about(said("Please come to our school in Tipton."), EMPTY)

    assert taken is not None
    assert taken.draft.about == "Please come to our school in Tipton."
    assert taken.slots == {take.ABOUT: True}


@pytest.mark.parametrize(
    "left",
    [
        said("hello", "greet"),
        said("you lot are useless", "abuse"),
        said("who chairs it?", "ask_knowledge", answered=True),
        said("he is at the door with a knife", "emergency"),
        said("he is at the door with a knife", "emergency", again=True),
        said("I was spat at on the bus", "hate_crime"),
        said("is this private", "enquiry_privacy"),
    ],
)
def test_what_is_no_message_to_the_team_is_left_to_other_rules(left: Said) -> None:
    assert take.about(left, EMPTY) is None


@pytest.mark.parametrize("intent", ["hate_crime", "discrimination"])
def test_what_somebody_went_through_is_kept_once_help_was_shown(intent: str) -> None:
    taken = take.about(said("I was spat at on the bus", intent, again=True), EMPTY)

    assert taken is not None
    assert taken.draft.about == "I was spat at on the bus"


def test_a_long_message_is_taken_even_where_an_answer_is_known() -> None:
    long = "Who chairs the Taskforce, and " + "could we meet them about our plans " * 3

    assert take.about(said(long, "ask_knowledge", answered=True), EMPTY) is not None


def test_a_question_that_was_answered_can_be_sent_after_all() -> None:
    pressed = said("", "enquiry_step", step=Step.USE_QUESTION, question="who chairs it?")

    taken = take.about(pressed, EMPTY)

    assert taken is not None
    assert taken.draft.about == "who chairs it?"


@pytest.mark.parametrize("text", ["...", "?!", "👍"])
def test_a_message_without_words_is_asked_for_again(text: str) -> None:
    taken = take.about(said(text), EMPTY)

    assert taken is not None
    assert taken.slots == {take.ABOUT: None}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kit@example.org", "kit@example.org"),
        ("it's Kit.Lee@EXAMPLE.org.", "Kit.Lee@example.org"),
        ("my email is kit@example.org thanks", "kit@example.org"),
        ("<kit@example.org>", "kit@example.org"),
    ],
)
def test_an_address_is_read_out_of_a_message(text: str, address: str) -> None:
    taken = take.email(said(text), EMPTY)

    assert taken is not None
    assert (taken.draft.email, taken.slots) == (address, {take.EMAIL: True})


@pytest.mark.parametrize(
    "text", ["kit@example", "a@example.org, b@example.org", "@kit", "kit at x.org"]
)
def test_what_is_no_address_is_asked_for_again(text: str) -> None:
    taken = take.email(said(text), EMPTY)

    assert taken is not None
    assert (taken.draft.email, taken.slots) == (None, {take.EMAIL: None})


def test_a_message_without_an_address_is_left_to_other_rules() -> None:
    assert take.email(said("why do you need it?"), EMPTY) is None


def test_a_likely_slip_is_asked_about_and_never_changed_in_silence() -> None:
    asked = take.email(said("kit@gamil.com"), EMPTY)
    assert asked is not None
    assert (asked.draft.email, asked.draft.asks) == ("kit@gamil.com", take.SUGGESTED)
    assert asked.slots == {take.EMAIL: None}

    changed = take.email(said("yes", "affirm"), asked.draft)
    kept = take.email(said("no", "deny"), asked.draft)

    assert changed is not None and changed.draft.email == "kit@gmail.com"
    assert kept is not None and kept.draft.email == "kit@gamil.com"
    assert changed.slots == kept.slots == {take.EMAIL: True}


def test_no_email_ends_the_form() -> None:
    taken = take.email(said("I haven't got an email"), DRAFT)

    assert taken is not None
    assert taken.draft.asks == "no_email"
    assert taken.slots["requested_slot"] is None


@pytest.mark.parametrize("text", ["cancel", "Never mind.", "don't send it", "STOP!"])
@pytest.mark.parametrize("slot", take.SLOTS)
def test_cancelling_works_at_every_question(text: str, slot: str) -> None:
    taken = take.ended(said(text), DRAFT, slot)

    assert taken is not None
    assert taken.draft.asks == "cancel"
    assert taken.slots == {slot: None, "requested_slot": None}


@pytest.mark.parametrize("yes", [said("yes please", "affirm"), said("Send it")])
def test_only_a_yes_sends(yes: Said) -> None:
    taken = take.consent(yes, DRAFT)

    assert taken is not None
    assert taken.slots == {take.CONSENT: True}


@pytest.mark.parametrize("other", [said("hello", "greet"), said("who chairs it", "ask_knowledge")])
def test_anything_else_is_no_yes(other: Said) -> None:
    assert take.consent(other, DRAFT) is None


def test_a_no_asks_what_to_change() -> None:
    taken = take.consent(said("no", "deny"), DRAFT)

    assert taken is not None
    assert taken.draft.asks == "change"
    assert taken.slots == {take.CONSENT: None}


def test_another_address_at_the_end_takes_the_place_of_the_first() -> None:
    taken = take.consent(said("no wait, use sam@example.org"), DRAFT)

    assert taken is not None
    assert taken.draft.email == "sam@example.org"
    assert taken.slots == {take.EMAIL: True, take.CONSENT: None}


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("change my message", "about", None),
        ("wrong email", "email", None),
        ("add our conversation", "transcript_wanted", True),
        ("send me a copy", "copy_wanted", True),
    ],
)
def test_each_part_can_be_changed(text: str, field: str, value: object) -> None:
    taken = take.consent(said(text), DRAFT)

    assert taken is not None
    assert getattr(taken.draft, field) == value


def test_a_name_is_what_the_edge_took_for_one() -> None:
    asked = take.consent(said("give my name"), DRAFT)
    assert asked is not None and asked.draft.asks == "name"

    taken = take.detail(said("Kit Lee", seen="[name]", step=None), asked.draft)

    assert taken is not None
    assert taken.draft.name == "Kit Lee"
    assert take.detail(said("what will you do with it"), asked.draft) is None


def test_every_phrase_of_the_steps_is_read_whatever_its_dress() -> None:
    assert step_in("I haven’t got an e-mail address!") is None
    assert step_in("I HAVEN’T GOT AN EMAIL!!") is Step.NO_EMAIL
    assert step_in("please cancel") is Step.CANCEL
    assert step_in("[name]") is None
    assert step_in("cancel my subscription to the newsletter that I never asked for please") is None


def test_a_statement_is_a_message_even_where_something_is_known_about_it() -> None:
    wish = said("Our group in Tipton wants to help the Taskforce.", "ask_knowledge", answered=True)

    assert take.about(wish, EMPTY) is not None


def test_an_address_may_come_before_the_message() -> None:
    taken = take.about(said("it's kit@example.org"), EMPTY)

    assert taken is not None
    assert taken.draft.email == "kit@example.org"
    assert taken.slots == {take.EMAIL: True, take.ABOUT: None}
