"""Entries are read once, and a change of the content counts within a second."""

from __future__ import annotations

from knowledge.cache import EntryCache


class Store:
    """Counts what is read from it."""

    def __init__(self) -> None:
        self.live = "one"
        self.reads = 0

    def version(self) -> str:
        return self.live

    def entry(self, entry_id: str) -> str | None:
        self.reads += 1
        return None if entry_id == "unknown" else f"{entry_id} of {self.live}"

    def entry_for_act(self, act: str) -> str:
        self.reads += 1
        return f"{act} of {self.live}"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_entry_is_read_once() -> None:
    store = Store()
    cache = EntryCache(store, Clock())

    assert cache.entry("grant") == cache.entry("grant") == "grant of one"
    assert cache.entry_for_act("emergency") == cache.entry_for_act("emergency")
    assert cache.entry("unknown") is cache.entry("unknown") is None
    assert store.reads == 3


def test_a_change_counts_within_a_second() -> None:
    store, clock = Store(), Clock()
    cache = EntryCache(store, clock)
    cache.entry("grant")
    store.live = "two"

    clock.now = 0.5
    assert cache.entry("grant") == "grant of one"
    clock.now = 1.0
    assert cache.entry("grant") == "grant of two"
