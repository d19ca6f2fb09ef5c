"""Messages as people send them: greetings, two questions, checks, times, other languages."""

from __future__ import annotations

import uuid

import pytest

from tests.assistant import Assistant


def reply_to(assistant: Assistant, message: str) -> dict:
    """Return the reply to the first message of a conversation."""
    (reply,) = assistant.say(message, uuid.uuid4().hex)
    return reply


@pytest.mark.parametrize(
    "message",
    [
        "hi there, who was the first chair of the taskforce?",
        "salaam bhai who was first chair of the race taskforce pls",
        "Good morning. Who was the first chair of the Taskforce? Many thanks",
        "WHO WAS THE FIRST CHAIR OF THE TASKFORCE???",
    ],
)
def test_a_greeting_does_not_hide_the_question(assistant: Assistant, message: str) -> None:
    assert "Yetunde Dania" in reply_to(assistant, message)["text"]


def test_both_questions_of_a_message_are_answered(assistant: Assistant) -> None:
    reply = reply_to(assistant, "What is Race Forward? And how much did Aaina get?")
    assert "Race Forward is" in reply["text"]
    assert "£" in reply["text"]
    assert len(reply["custom"]["entries"]) == 2


def test_two_lines_are_two_questions(assistant: Assistant) -> None:
    reply = reply_to(assistant, "who was the first chair of the taskforce\nwhat is the wmca")
    assert "Yetunde Dania" in reply["text"]
    assert "Combined Authority" in reply["text"]


def test_the_part_that_is_not_published_is_named(assistant: Assistant) -> None:
    reply = reply_to(assistant, "Who was the first chair, and what is the chair's salary?")
    assert "Yetunde Dania" in reply["text"]
    assert "salary" in reply["text"]


@pytest.mark.parametrize(
    ("message", "opening"),
    [
        ("Did Andy Street chair the Taskforce?", "No"),
        ("Is the Taskforce independent?", "Yes"),
    ],
)
def test_a_check_is_met_with_a_yes_or_a_no(
    assistant: Assistant, message: str, opening: str
) -> None:
    reply = reply_to(assistant, message)
    assert reply["text"].removeprefix("I am not sure that I understood").lstrip()
    assert any(paragraph.startswith(opening) for paragraph in reply["text"].split("\n\n"))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("what happened in Feb 2024?", "February 2024"),
        ("Good evening, what happened in September 2023", "15 September 2023"),
        ("anything from 2025?", "2025"),
    ],
)
def test_what_happened_in_a_time_is_listed(assistant: Assistant, message: str, told: str) -> None:
    reply = reply_to(assistant, message)
    assert told in reply["text"]
    assert reply["custom"]["sources"]


def test_a_time_in_which_nothing_is_dated_says_so(assistant: Assistant) -> None:
    reply = reply_to(assistant, "what happened in June 2019?")
    assert reply["text"].startswith("Nothing on the published pages")


@pytest.mark.parametrize(
    ("message", "sign"),
    [
        ("Czy możecie mi pomóc znaleźć mieszkanie?", "po angielsku"),
        ("ਕੀ ਤੁਸੀਂ ਮੇਰੀ ਮਦਦ ਕਰ ਸਕਦੇ ਹੋ?", "ਅੰਗਰੇਜ਼ੀ"),
        ("هل يمكنكم مساعدتي؟", "الإنجليزية"),
    ],
)
def test_another_language_is_met_in_that_language(
    assistant: Assistant, message: str, sign: str
) -> None:
    reply = reply_to(assistant, message)
    assert sign in reply["text"]
    assert "raceequalitiestaskforce@wmca.org.uk" in reply["text"]


@pytest.mark.parametrize(
    "message",
    [
        "I am proud to be a Black woman from Handsworth.",
        "It makes me so angry how my parents were treated when they came here.",
        "this is useless, you didn't answer my question",
    ],
)
def test_a_remark_is_never_met_with_a_boundary(assistant: Assistant, message: str) -> None:
    assert reply_to(assistant, message)["custom"]["kind"] != "boundary"


@pytest.mark.parametrize("message", ["/restart", '/choose{"entry": "x"}', "/nlu_fallback"])
def test_a_typed_command_is_only_text(assistant: Assistant, message: str) -> None:
    assert reply_to(assistant, message)["custom"]["kind"] in (
        "decline",
        "smalltalk",
        "clarify",
        "answer",
    )


def test_letters_of_another_alphabet_that_look_the_same_are_read(assistant: Assistant) -> None:
    # The "a" of "Race" and the "o" of "Forward" are Cyrillic; there is a zero-width space.
    reply = reply_to(assistant, "What is R\u0430ce F\u043erward\u200b?")
    assert "Race Forward" in reply["text"]
