"""What people say of answers is counted by entry, once a reply, and not kept for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.engine import Engine

from knowledge.feedback.reason import Reason
from knowledge.feedback.store import FeedbackStore, Opinion, by_entry
from knowledge.feedback.table import table

NO = Opinion(
    "a" * 64, date(2026, 11, 27), "web", ("aaina-grant", "aaina-hub"), "answer", False,
    Reason.WRONG, "It was more",
)  # fmt: skip
YES = Opinion("b" * 64, date(2026, 11, 26), "web", ("aaina-grant",), "answer", True)


@pytest.fixture
def store(engine: Engine) -> FeedbackStore:
    return FeedbackStore(engine)


def test_an_opinion_comes_back_as_it_was(store: FeedbackStore) -> None:
    store.put(NO)
    store.put(YES)

    assert store.opinions() == [YES, NO]
    assert store.opinions(since=date(2026, 11, 27)) == [NO]


def test_the_last_word_on_a_reply_counts(store: FeedbackStore) -> None:
    store.put(NO)
    store.put(replace(NO, useful=True, reason=None, comment=None))

    (kept,) = store.opinions()
    assert (kept.useful, kept.reason, kept.comment) == (True, None, None)


def test_old_opinions_are_deleted(store: FeedbackStore) -> None:
    store.put(NO)
    store.put(YES)

    assert store.purge(date(2026, 11, 27)) == 1
    assert store.opinions() == [NO]


def test_the_table_tells_yes_no_and_why_not_by_entry() -> None:
    greeting = replace(YES, reply="c", entries=(), kind="smalltalk")

    lines = table(by_entry([NO, YES, greeting]), comments=True).splitlines()

    assert [line.split() for line in lines] == [
        ["yes", "no", "entry"],
        ["1", "1", "aaina-grant", "(wrong", "1)"],
        ["“It", "was", "more”"],
        ["0", "1", "aaina-hub", "(wrong", "1)"],
        ["“It", "was", "more”"],
        ["1", "0", "(smalltalk)"],
    ]
    assert "more" not in table(by_entry([NO]))
