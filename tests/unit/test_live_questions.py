"""The page of all answers is made once a version, and nobody waits for a slow database."""

from __future__ import annotations

import threading
from typing import Any

from bot.questions.live import LiveQuestions
from knowledge.schema import Entry
from knowledge.store import LiveEntry
from tests.factories import entry


class Store:
    """Counts how often it is read, and lets a reader wait."""

    def __init__(self) -> None:
        self.live: str | None = "one"
        self.reads = 0
        self.open = threading.Event()
        self.open.set()
        self.entered = threading.Event()

    def version(self) -> str | None:
        self.entered.set()
        self.open.wait(10)
        return self.live

    def live_entries(self) -> list[LiveEntry]:
        self.reads += 1
        made = entry(title=f"Title of {self.live}")
        return [LiveEntry(Entry.model_validate(made), ())]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(live: LiveQuestions) -> str:
    page = live.page()
    assert page is not None
    return page.body.decode()


def make() -> tuple[LiveQuestions, Any, Clock]:
    store, clock = Store(), Clock()
    return LiveQuestions(store, clock), store, clock  # type: ignore[arg-type]


def test_a_version_is_rendered_once_and_looked_for_each_second() -> None:
    live, store, clock = make()
    live.warm_up()
    for clock.now in (0.5, 1.0, 2.0):
        assert "Title of one" in shown(live)
    assert store.reads == 1
    store.live = "two"
    clock.now = 2.5
    assert "Title of one" in shown(live)
    clock.now = 3.0
    assert "Title of two" in shown(live)
    assert store.reads == 2


def test_a_store_that_was_emptied_shows_what_was_live_last() -> None:
    live, store, clock = make()
    live.warm_up()
    store.live, clock.now = None, 5.0
    assert "Title of one" in shown(live)


def test_nobody_waits_while_somebody_looks() -> None:
    live, store, clock = make()
    live.warm_up()
    clock.now = 5.0
    store.open.clear()
    store.entered.clear()
    looking = threading.Thread(target=live.page)
    looking.start()
    assert store.entered.wait(5)
    got: list[str] = []
    other = threading.Thread(target=lambda: got.append(shown(live)))
    other.start()
    other.join(2)
    waited = other.is_alive()
    store.open.set()
    looking.join()
    other.join()
    assert not waited
    assert "Title of one" in got[0]
