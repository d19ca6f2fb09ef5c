"""What an answer to each question of the form changes."""

from __future__ import annotations

from dataclasses import replace

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
        said("is this private", "enquiry_privacy"),
    ],
)
def test_what_is_no_message_to_the_team_is_left_to_other_rules(left: Said) -> None:
    assert take.about(left, EMPTY) is None


@pytest.mark.parametrize("intent", ["emergency", "distress", "hate_crime", "discrimination"])
def test_help_comes_first(intent: str) -> None:
    assert take.help_first(said("jo@example.org and i want to die", intent))


@pytest.mark.parametrize("intent", ["emergency", "distress"])
def test_who_is_in_need_is_not_asked_on(intent: str) -> None:
    assert take.help_first(said("i want to die", intent, again=True))


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


@pytest.mark.parametrize("yes", ["yes please", "Yes.", "Send it", "ok"])
def test_only_a_whole_yes_sends(yes: str) -> None:
    taken = take.consent(said(yes), DRAFT)

    assert taken is not None
    assert taken.slots == {take.CONSENT: True}


@pytest.mark.parametrize(
    "other",
    [
        *("yes i understand but not now", "ok i will think about it", "sure, what happens next"),
        *("ok cool, can i add my friends name", "hello", "please don't send it yet"),
    ],
)
def test_anything_else_is_no_yes(other: str) -> None:
    assert take.consent(said(other, "affirm"), DRAFT) is None


@pytest.mark.parametrize("asks", ["change", "paused", "keep_or_delete"])
def test_a_bare_yes_sends_only_when_that_was_asked(asks: str) -> None:
    assert take.consent(said("yes", "affirm"), replace(DRAFT, asks=asks)) is None


def test_a_second_no_asks_whether_to_delete_it() -> None:
    taken = take.consent(said("no"), replace(DRAFT, asks="change"))

    assert taken is not None and taken.draft.asks == "keep_or_delete"


def test_another_question_is_added_to_the_message() -> None:
    pressed = said("", "enquire", step=Step.START_WITH_QUESTION, question="And who chose them?")

    taken = take.consent(pressed, DRAFT)

    assert taken is not None
    assert taken.draft.about == "Who pays?\n\nAnd who chose them?"
    assert taken.slots == {take.CONSENT: None}


def test_everything_may_come_in_one_message() -> None:
    taken = take.about(said("hi im jo, jo@example.org, want to volunteer"), EMPTY)

    assert taken is not None
    assert taken.draft.about == "hi im jo, jo@example.org, want to volunteer"
    assert taken.draft.email == "jo@example.org"
    assert taken.slots == {take.ABOUT: True, take.EMAIL: True}


def test_a_likely_slip_is_asked_about_wherever_it_stands() -> None:
    taken = take.about(said("jo@gamil.com"), EMPTY)

    assert taken is not None
    assert taken.draft.asks == take.SUGGESTED
    assert taken.slots == {take.ABOUT: None, take.EMAIL: None}


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
