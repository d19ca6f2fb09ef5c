"""The worker of the inbox: it goes on after what goes wrong, and gives up in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.whatsapp.inbox.gate import Gate
from bot.whatsapp.inbox.seal import Seal
from bot.whatsapp.inbox.store import Inbox, Waiting
from bot.whatsapp.inbox.worker import Worker
from bot.whatsapp.incoming import Incoming, Kind
from bot.whatsapp.person import Address, Names
from knowledge.store import migrate
from tests.unit.knowledge.stores import sqlite

ANNA, BEN = Address("447700900001", None), Address("447700900002", None)


class Inn:
    """An inbox, a worker whose clock a test can move, and what it was given."""

    def __init__(self, folder: Path, take: Callable[[Waiting], Awaitable[None]] | None = None):
        self.engine = sqlite(folder)
        migrate(self.engine)
        self.ahead = timedelta(0)
        self.inbox = Inbox(self.engine, Names("s"), Seal("s"), timedelta(0))
        self.took: list[str] = []
        self.fails: dict[str, int] = {}
        self.worker = Worker(self.inbox, take or self._take, self.clock, 0)

    def clock(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def put(self, words: str, who: Address = ANNA) -> None:
        self.inbox.take_in([Incoming(words, who, Kind.TEXT, None, words)], self.clock())
        self.worker.nudge()

    @asynccontextmanager
    async def working(self) -> Any:
        stop = asyncio.Event()
        task = asyncio.create_task(self.worker.run(stop))
        try:
            yield self
        finally:
            stop.set()
            await asyncio.wait_for(task, 10)

    async def until(self, true: Callable[[], bool]) -> None:
        for _ in range(500):
            if true():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(self.took)

    def states(self) -> list[tuple[str, Any]]:
        with self.engine.connect() as connection:
            rows = connection.execute(sql("SELECT state, body FROM whatsapp_inbox ORDER BY n"))
            return [(row.state, row.body) for row in rows]

    async def _take(self, waiting: Waiting) -> None:
        assert waiting.message is not None
        words = waiting.message.text
        self.took.append(words)
        if self.fails.get(words, 0) > 0:
            self.fails[words] -= 1
            raise OSError(words)


async def test_what_comes_in_is_answered_at_once(tmp_path: Path) -> None:
    async with Inn(tmp_path).working() as inn:
        await asyncio.sleep(0.1)
        begun = asyncio.get_running_loop().time()
        inn.put("a")
        await inn.until(lambda: inn.took == ["a"])
        assert asyncio.get_running_loop().time() - begun < 0.9  # not at the next look


async def test_a_fault_is_tried_again_in_order_and_holds_nobody_else_up(tmp_path: Path) -> None:
    inn = Inn(tmp_path)
    inn.fails["a"] = 1
    inn.put("a")
    inn.put("b")
    async with inn.working():
        await inn.until(lambda: inn.took == ["a"])
        inn.put("c", BEN)
        await inn.until(lambda: inn.took == ["a", "c"])
        inn.ahead = timedelta(seconds=2)
        await inn.until(lambda: inn.took == ["a", "c", "a", "b"])


async def test_what_always_fails_is_given_up_and_the_next_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    inn = Inn(tmp_path)
    inn.fails["secret words"] = 99
    inn.put("secret words")
    inn.put("b")
    async with inn.working():
        for tries in range(1, 7):
            await inn.until(lambda tries=tries: inn.took.count("secret words") == tries)
            await asyncio.sleep(0.1)
            inn.ahead += timedelta(minutes=11)
            inn.worker.nudge()
        await inn.until(lambda: "b" in inn.took)

    assert inn.took == ["secret words"] * 6 + ["b"]
    assert inn.states() == [("dead", None), ("done", None)]
    assert "given up after 6 tries" in caplog.text and "secret words" not in caplog.text


async def test_what_a_dead_worker_had_is_taken_over(tmp_path: Path) -> None:
    inn = Inn(tmp_path)
    inn.put("a")
    assert inn.inbox.claim("dead", inn.clock(), timedelta(seconds=15))
    async with inn.working():
        await asyncio.sleep(0.2)
        assert inn.took == []
        inn.ahead = timedelta(seconds=16)
        inn.worker.nudge()
        await inn.until(lambda: inn.took == ["a"])


async def test_stopping_finishes_the_turn_and_leaves_the_rest(tmp_path: Path) -> None:
    begun, may = asyncio.Event(), asyncio.Event()
    took: list[str] = []

    async def slowly(waiting: Waiting) -> None:
        begun.set()
        await may.wait()
        assert waiting.message is not None
        took.append(waiting.message.text)

    inn = Inn(tmp_path, slowly)
    inn.put("a")
    inn.put("b")
    stop = asyncio.Event()
    task = asyncio.create_task(inn.worker.run(stop))
    await begun.wait()
    stop.set()
    may.set()
    await asyncio.wait_for(task, 10)

    assert (took, [state for state, _ in inn.states()]) == (["a"], ["done", "waiting"])
    assert inn.inbox.claim("next", inn.clock(), timedelta(seconds=15))  # nobody has to wait


async def test_a_database_that_is_away_is_waited_for(tmp_path: Path) -> None:
    inn = Inn(tmp_path)
    inn.put("a")
    with inn.engine.begin() as connection:
        connection.execute(sql("ALTER TABLE whatsapp_person RENAME TO away"))
    async with inn.working():
        await asyncio.sleep(0.3)
        with inn.engine.begin() as connection:
            connection.execute(sql("ALTER TABLE away RENAME TO whatsapp_person"))
        await inn.until(lambda: inn.took == ["a"])


async def test_people_are_answered_when_the_gate_stays_shut() -> None:
    gate = Gate()
    with gate:
        await asyncio.wait_for(gate.wait(), 3)
    await asyncio.wait_for(gate.wait(), 0.2)
