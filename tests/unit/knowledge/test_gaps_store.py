"""The table of questions that were not answered well, on SQLite and on PostgreSQL."""

from __future__ import annotations

import multiprocessing
from datetime import date

import pytest
from sqlalchemy import inspect

from knowledge.gaps.outcome import GapOutcome
from knowledge.gaps.store import Gap, GapStore
from knowledge.models import GapRow
from knowledge.store import KnowledgeStore, open_engine
from tests.factories import content, entry
from tests.unit.knowledge.stores import CountingEncoder

DAY = date(2026, 11, 23)
TIMES = 100


@pytest.fixture
def store(engine):
    return GapStore(engine)


def gap(question="Is the chair paid?", **changes):
    made = {
        "day": DAY,
        "outcome": GapOutcome.DECLINED,
        "question": question,
        "nearest": (("chair", 0.61), ("members", 0.2)),
        "channel": "web",
    }
    return Gap(**{**made, **changes})


def add_many(url: str) -> None:
    """Count one question many times, in a process of its own."""
    engine = open_engine(url)
    for _ in range(TIMES):
        GapStore(engine).add(gap())
    engine.dispose()


def test_what_is_added_is_read(store):
    store.add(gap())
    assert store.gaps() == [gap()]


def test_the_same_question_is_counted(store):
    store.add(gap("Is the chair paid?"))
    store.add(gap("is the CHAIR paid?", nearest=(("pay", 0.9),)))
    (counted,) = store.gaps()
    assert (counted.question, counted.count) == ("Is the chair paid?", 2)
    assert counted.nearest == (("pay", 0.9),)


@pytest.mark.parametrize(
    "other",
    [
        {"day": date(2026, 11, 24)},
        {"outcome": GapOutcome.CLOSEST},
        {"channel": "rest"},
        {"question": "Is the chair paid"},
    ],
)
def test_another_day_outcome_channel_or_question_is_a_row_of_its_own(store, other):
    store.add(gap())
    store.add(gap(**other))
    assert [g.count for g in store.gaps()] == [1, 1]


def test_long_and_foreign_questions(store):
    long = "ਕੀ " * 333
    for _ in range(2):
        store.add(gap(long, channel="c" * 100))
    (kept,) = store.gaps()
    assert (kept.question, kept.count, kept.channel) == (long, 2, "c" * 40)


def test_nothing_tells_who_asked_or_exactly_when(engine):
    columns = {column["name"] for column in inspect(engine).get_columns(GapRow.__tablename__)}
    assert columns == {
        "id",
        "day",
        "outcome",
        "channel",
        "fingerprint",
        "question",
        "nearest",
        "count",
    }


def test_only_since_a_day_or_of_one_outcome(store):
    store.add(gap("a", day=date(2026, 11, 1)))
    store.add(gap("b", outcome=GapOutcome.NOT_USEFUL))
    assert [g.question for g in store.gaps(since=DAY)] == ["b"]
    assert [g.question for g in store.gaps(outcome=GapOutcome.DECLINED)] == ["a"]


def test_old_rows_are_purged(store):
    for day in (date(2026, 5, 1), date(2026, 5, 2), DAY):
        store.add(gap(day=day))
    assert store.purge(date(2026, 5, 2)) == 1
    assert [g.day for g in store.gaps()] == [date(2026, 5, 2), DAY]


def test_a_load_of_content_keeps_the_rows(engine, store, tmp_path):
    store.add(gap())
    live = KnowledgeStore(engine)
    live.load(content(tmp_path / "a").read(), CountingEncoder())
    live.load(content(tmp_path / "b", entry("loan")).read(), CountingEncoder())
    assert store.gaps() == [gap()]


def test_two_processes_count_one_row(engine, store):
    url = engine.url.render_as_string(hide_password=False)
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=add_many, args=(url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert [g.count for g in store.gaps()] == [2 * TIMES]
