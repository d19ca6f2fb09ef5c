"""What is personal is hidden from Rasa, and shown to the person again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions.enquiry.enquiry import Draft
from actions.enquiry.store import EnquiryStore
from bot.edge.named import name_in
from bot.edge.private import PrivateWords
from knowledge.store import migrate, open_engine

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DRAFT = Draft("web:1", "web", about="Who pays <b>you</b>?", email="kit@example.org", asks="email")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'store.db'}")
    migrate(engine)
    return engine


@pytest.fixture
def store(engine: Engine) -> EnquiryStore:
    return EnquiryStore(engine)


@pytest.fixture
def private(store: EnquiryStore) -> PrivateWords:
    return PrivateWords(lambda: store, days=30, clock=lambda: NOW)


def asking(store: EnquiryStore, asks: str) -> None:
    store.save_draft(replace(DRAFT, asks=asks), NOW, timedelta(hours=1))


def handoff(text: str, url: str = "") -> dict[str, Any]:
    return {"text": text, "custom": {"kind": "handoff", "links": [{"title": "x", "url": url}]}}


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("my email is kit@example.org", "my email is [email]"),
        ("ring 07700 900123 about Race Forward", "ring [phone] about Race Forward"),
        ("what happened in 2024?", "what happened in 2024?"),
        ("is it 0800 138 1625", "is it 0800 138 1625"),
        ('/choose{"entry": "race-forward"}', '/choose{"entry": "race-forward"}'),
    ],
)
async def test_identifiers_never_reach_rasa(private: PrivateWords, typed: str, seen: str) -> None:
    assert await private.hide("web:1", typed, "turn") == seen


async def test_what_was_hidden_is_set_aside_only_while_an_enquiry_is_written(
    private: PrivateWords, store: EnquiryStore
) -> None:
    await private.hide("web:1", "kit@example.org", "turn")
    assert store.aside("turn", NOW) is None

    asking(store, "email")
    assert await private.hide("web:1", "it is kit@example.org", "turn") == "it is [email]"
    assert store.aside("turn", NOW) == "it is kit@example.org"

    await private.forget("turn")
    assert store.aside("turn", NOW) is None


async def test_an_address_with_a_slip_is_hidden_too(
    private: PrivateWords, store: EnquiryStore
) -> None:
    asking(store, "email")

    assert await private.hide("web:1", "kit@example", "turn") == "[email]"
    assert store.aside("turn", NOW) == "kit@example"


async def test_a_name_is_hidden_when_it_was_asked_for(
    private: PrivateWords, store: EnquiryStore
) -> None:
    asking(store, "name")

    assert await private.hide("web:1", "I'm Kit O'Neill-Lee", "turn") == "[name]"
    assert store.aside("turn", NOW) == "Kit O'Neill-Lee"
    assert await private.hide("web:1", "i want to die", "other") == "i want to die"


async def test_the_persons_own_words_are_put_into_our_reply_once(
    private: PrivateWords, store: EnquiryStore
) -> None:
    store.save_draft(replace(DRAFT, about="is <email> safe?"), NOW, timedelta(hours=1))
    reply = handoff("“<about>” to <email>, for <days> days", "mailto:x@example.org?body=<about>")

    await private.reveal("web:1", [reply])

    assert reply["text"] == "“is <email> safe?” to kit@example.org, for 30 days"
    assert reply["custom"]["links"][0]["url"] == (
        "mailto:x@example.org?body=is%20%3Cemail%3E%20safe%3F"
    )


async def test_other_replies_are_left_alone(private: PrivateWords, store: EnquiryStore) -> None:
    asking(store, "email")
    reply = {"text": "<about>", "custom": {"kind": "answer"}}

    await private.reveal("web:1", [reply])

    assert reply["text"] == "<about>"


async def test_a_closed_draft_goes_with_its_last_reply(
    private: PrivateWords, store: EnquiryStore
) -> None:
    asking(store, "closed")

    await private.reveal("web:1", [handoff("Without an email address ...")])

    assert store.draft("web:1", NOW) is None


async def test_without_a_database_the_conversation_goes_on_and_still_hides() -> None:
    def away() -> EnquiryStore:
        raise OperationalError("select", {}, Exception("the database is away"))

    private = PrivateWords(away, days=30)

    assert await private.hide("web:1", "I am at kit@example.org", "turn") == "I am at [email]"
    with pytest.raises(OperationalError):
        await private.reveal("web:1", [handoff("<about>")])


async def test_two_messages_at_once_do_not_mix(private: PrivateWords, store: EnquiryStore) -> None:
    asking(store, "about")

    await private.hide("web:1", "ring 07700 900123", "one")
    assert await private.hide("web:1", "Please tell me about Dudley", "two") == (
        "Please tell me about Dudley"
    )

    assert store.aside("one", NOW) == "ring 07700 900123"
    assert store.aside("two", NOW) is None


async def test_a_long_message_is_cut_in_a_link(private: PrivateWords, store: EnquiryStore) -> None:
    store.save_draft(replace(DRAFT, about="ਕੀ " * 300), NOW, timedelta(hours=1))
    reply = handoff("", "mailto:x@example.org?body=<about>")

    await private.reveal("web:1", [reply])

    assert 1_000 < len(reply["custom"]["links"][0]["url"]) < 1_900


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kit Lee", "Kit Lee"),
        ("kit", "kit"),
        ("priya sharmaratnam", "priya sharmaratnam"),
        ("my name is Kit Lee.", "Kit Lee"),
        ("Mohammed Ali Khan is my name", "Mohammed Ali Khan"),
        ("I'm Dr O'Neill-Jones", "Dr O'Neill-Jones"),
        ("Will Smith", "Will Smith"),
        ("Can Yilmaz", "Can Yilmaz"),
        ("Do Thi Hoa", "Do Thi Hoa"),
        ("My Linh Tran", "My Linh Tran"),
        ("José Álvarez", "José Álvarez"),
        ("王小明", "王小明"),
        ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"),
    ],
)
def test_names_are_read(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "name",
    [
        *("Friends of the Park", "Black Police Association", "Change Grow Live", "unity hub"),
        *("Help Refugees", "West Midlands Police"),
    ],
)
def test_names_of_organisations_are_read(name: str) -> None:
    assert name_in(name, of_organisation=True) == name


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "help", "no", "skip", "quit", "who will see it?", "can I leave it out", "12"),
        *("i want to die", "I Want To Die", "hes got a gun", "wanna end myself", "never mind"),
        *("took an overdose", "pomocy ktos mnie bije", "ਮਦਦ ਕਰੋ", "He Is Hitting Me"),
    ],
)
def test_other_messages_are_no_names(text: str) -> None:
    assert name_in(text) is None


@given(st.text(max_size=200))
def test_a_name_is_part_of_what_was_typed(text: str) -> None:
    name = name_in(text)

    assert name is None or name in text
