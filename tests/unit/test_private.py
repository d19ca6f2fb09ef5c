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
    assert await private.hide("web:1", typed) == seen


async def test_what_was_hidden_is_set_aside_only_while_an_enquiry_is_written(
    private: PrivateWords, store: EnquiryStore
) -> None:
    await private.hide("web:1", "kit@example.org")
    assert store.aside("web:1", NOW) is None

    asking(store, "email")
    assert await private.hide("web:1", "it is kit@example.org") == "it is [email]"
    assert store.aside("web:1", NOW) == "it is kit@example.org"

    await private.reveal("web:1", [])
    assert store.aside("web:1", NOW) is None


async def test_an_address_with_a_slip_is_hidden_too(
    private: PrivateWords, store: EnquiryStore
) -> None:
    asking(store, "email")

    assert await private.hide("web:1", "kit@example") == "[email]"
    assert store.aside("web:1", NOW) == "kit@example"


async def test_a_name_is_hidden_when_it_was_asked_for(
    private: PrivateWords, store: EnquiryStore
) -> None:
    asking(store, "name")

    assert await private.hide("web:1", "I'm Kit O'Neill-Lee") == "[name]"
    assert store.aside("web:1", NOW) == "Kit O'Neill-Lee"
    assert await private.hide("web:1", "i want to die") == "i want to die"


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

    assert await private.hide("web:1", "I am at kit@example.org") == "I am at [email]"
    with pytest.raises(OperationalError):
        await private.reveal("web:1", [handoff("<about>")])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kit Lee", "Kit Lee"),
        ("my name is Kit Lee.", "Kit Lee"),
        ("I'm Dr O'Neill-Jones", "Dr O'Neill-Jones"),
        ("Friends of the Park", "Friends of the Park"),
        ("it's called Unity Hub", "Unity Hub"),
        ("Will Smith", "Will Smith"),
        ("José Álvarez", "José Álvarez"),
        ("王小明", "王小明"),
    ],
)
def test_names_are_read(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "help",
        "i want to die",
        "no",
        "skip",
        "who will see it?",
        "can I leave it out",
        "12",
    ],
)
def test_other_messages_are_no_names(text: str) -> None:
    assert name_in(text) is None


@given(st.text(max_size=200))
def test_a_name_is_part_of_what_was_typed(text: str) -> None:
    name = name_in(text)

    assert name is None or name in text
