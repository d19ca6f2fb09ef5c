"""What is put is sent: in order per person, once, through faults; and only ever moves forward."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.whatsapp.offered import Offered
from bot.whatsapp.outgoing import Outgoing
from bot.whatsapp.person import Address
from bot.whatsapp.sending.backoff import pause
from bot.whatsapp.sending.bell import Bell
from bot.whatsapp.sending.keeper import purge
from bot.whatsapp.sending.models import MessageOutRow
from bot.whatsapp.sending.outbox import Outbox
from bot.whatsapp.sending.outcome import Again, Never, Outcome, Pace, Taken, Unsure
from bot.whatsapp.sending.seal import Seal
from bot.whatsapp.sending.worker import Worker
from knowledge.store import migrate
from tests.unit.knowledge.stores import sqlite
from tests.unit.whatsapp.given import AL, JO, NOW, SEAL, reply

LEASE = timedelta(minutes=1)
SECRET = "My name is Jo Bloggs"


class Site:
    """Outgoing messages with a worker, a clock that stands still, and a way that can fail."""

    longest = 20.0

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.outgoing = Outgoing(engine, SEAL)
        self.now = NOW
        self.said: list[tuple[str | None, str]] = []
        self.outcomes: list[Outcome] = []
        self.heard = asyncio.Semaphore(0)
        self.worker = Worker(Outbox(engine, SEAL), self, Bell(), lambda: self.now, lambda: 0.0)

    async def send(self, to: Address, body: dict[str, Any]) -> Outcome:
        words = body["text"]["body"]
        outcome = self.outcomes.pop(0) if self.outcomes else Taken(f"wamid.{len(self.said) + 1}")
        if isinstance(outcome, Taken | Unsure):
            self.said.append((to.phone or to.user_id, words))
            self.heard.release()
        return outcome

    def put(self, *texts: str, to: Address = JO, answers: str | None = None) -> None:
        conversation = "whatsapp:" + sha256(repr(vars(to)).encode()).hexdigest()[:32]
        self.outgoing.put(conversation, to, [reply(t) for t in texts], self.now, answers)

    async def work(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        while await self.worker.run_once():
            pass

    def rows(self) -> list[Any]:
        with self.engine.connect() as connection:
            query = select(MessageOutRow.__table__).order_by(MessageOutRow.n)
            return list(connection.execute(query).all())

    @property
    def words(self) -> list[str]:
        return [words for _to, words in self.said]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """On SQLite alone: what these tests look at is the worker's."""
    made = sqlite(tmp_path)
    migrate(made)
    yield Site(made)
    made.dispose()


@pytest.fixture
def each(engine: Engine) -> Site:
    """On SQLite and on PostgreSQL: what these tests look at is the database's."""
    return Site(engine)


async def test_what_is_put_is_sent_in_order(each: Site) -> None:
    each.put("One", "Two")
    each.put("Three", to=AL)
    each.put("Four")
    await each.work()
    assert [w for to, w in each.said if to == JO.phone] == ["One", "Two", "Four"]
    assert (AL.user_id, "Three") in each.said
    assert {row.state for row in each.rows()} == {"sent"}


async def test_the_same_answer_again_is_put_once(each: Site) -> None:
    each.put("One", "Two", answers="wamid.question")
    each.put("One", "Two", answers="wamid.question")
    each.put("Other", answers="wamid.other")
    each.put("Free")
    each.put("Free")
    await each.work()
    assert each.words == ["One", "Two", "Other", "Free", "Free"]


def test_the_same_answer_at_the_same_moment_is_put_once(each: Site) -> None:
    ready = threading.Barrier(4)

    def put(_n: int) -> None:
        ready.wait()
        each.put("One", "Two", answers="wamid.question")

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(put, range(4))) == [None] * 4
    assert [row.part for row in each.rows()] == [0, 1]


async def test_a_copy_of_the_database_shows_no_words_and_no_number(site: Site) -> None:
    site.put(SECRET)
    stored = str(site.rows())
    assert (
        "Jo" not in stored
        and JO.phone
        and JO.phone not in stored.replace(f"whatsapp:{JO.phone}", "")
    )
    other = Worker(Outbox(site.engine, Seal("another")), site, Bell(), lambda: NOW)
    assert await other.run_once()
    assert (site.said, site.rows()[0].last_error) == ([], "another-secret")


def test_choices_and_messages_are_put_together_or_not_at_all(engine: Engine) -> None:
    outgoing = Outgoing(engine, SEAL)
    outgoing.put("whatsapp:jo", JO, [reply("Which?", ("The grant",))], NOW, "wamid.1")
    outgoing.put("whatsapp:jo", JO, [reply("Which?", ("The hub",))], NOW, "wamid.1")
    assert Offered(engine).redeem("whatsapp:jo", "the grant") == "/choose{1}"
    assert Offered(engine).redeem("whatsapp:jo", "the hub") is None
    with pytest.raises(ValueError, match="address"):
        outgoing.put("whatsapp:jo", Address(None, None), [reply()], NOW)


async def test_the_pair_limit_is_waited_for_and_the_order_kept(site: Site) -> None:
    site.outcomes = [Again("graph-131056", Pace.PAIR)] * 2
    site.put("One")
    site.put("Two")
    site.put("Other", to=AL)
    await site.work()  # One fails, Other fails
    assert site.words == []
    await site.work(timedelta(seconds=0.9))
    assert site.words == []
    await site.work(timedelta(seconds=0.2))
    assert [w for to, w in site.said if to == JO.phone] == ["One", "Two"]


async def test_the_pair_limit_is_not_tried_for_ever(site: Site) -> None:
    site.outcomes = [Again("graph-131056", Pace.PAIR)] * 6
    site.put("One")
    site.put("Two")
    for seconds in (0, 1, 4, 16, 64, 256):
        await site.work(timedelta(seconds=seconds))
    assert site.words == ["Two"]
    assert [row.state for row in site.rows()] == ["dead", "sent"]


async def test_throttling_and_a_bad_gateway_pass(site: Site) -> None:
    site.outcomes = [Again("graph-130429"), Again("http-429"), Again("http-502")]
    site.put("One")
    for _ in range(4):
        await site.work(timedelta(minutes=1))
    assert site.words == ["One"]


async def test_a_message_is_not_sent_after_the_day_is_over(site: Site) -> None:
    site.outcomes = [Again("http-502")] * 2
    site.put("One")
    await site.work()
    await site.work(timedelta(hours=23, minutes=50))
    assert site.words == [] and site.rows()[0].last_error == "too-late"


async def test_outside_the_window_nothing_is_tried_again(site: Site) -> None:
    site.outcomes = [Never("graph-131047")]
    site.put("One", "Two")
    await site.work()
    await site.work(timedelta(hours=1))
    assert site.words == ["Two"]
    dead = site.rows()[0]
    assert (dead.state, dead.attempts, dead.last_error) == ("dead", 1, "graph-131047")


async def test_a_broken_token_is_an_alert_and_not_tried_again(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    site.outcomes = [Never("graph-190", alert=True)]
    site.put(SECRET)
    await site.work()
    [record] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert "graph-190" in record.getMessage()
    assert "Jo" not in caplog.text and "447700900123" not in caplog.text


async def test_after_a_time_out_it_is_tried_once_more_and_no_more(site: Site) -> None:
    site.outcomes = [Unsure("broken-TimeoutError")] * 5
    site.put("One")
    for _ in range(5):
        await site.work(timedelta(minutes=5))
    assert site.words == ["One", "One"]
    assert site.rows()[0].state == "dead"


async def test_a_worker_that_dies_counts_as_a_time_out(each: Site) -> None:
    outbox = Outbox(each.engine, SEAL)
    each.put("One", "Two")
    first = outbox.claim("dead", NOW, LEASE)
    assert first is not None and "One" not in repr(first)
    await each.work()  # nobody else may take it, nor what comes after it
    assert each.words == []
    await each.work(LEASE)
    assert each.words == ["One", "Two"]
    # The first worker wakes up: what is marked stays marked.
    assert not outbox.later(first, "x", NOW) and not outbox.dead(first, "x")
    each.put("Three")
    for _ in range(2):
        assert outbox.claim("dead", each.now, LEASE) is not None
        each.now += LEASE
    await each.work()
    assert each.words == ["One", "Two"] and each.rows()[2].last_error == "unsure"


def test_many_workers_take_each_message_once_and_in_order(each: Site) -> None:
    people = [Address(f"44770090{n:04}", None) for n in range(6)]
    for n in range(4):
        for person in people:
            each.put(str(n), to=person)
    taken: list[tuple[str | None, str]] = []

    def work(owner: str) -> None:
        outbox, idle = Outbox(each.engine, SEAL), 0
        while idle < 20:
            claimed = outbox.claim(owner, NOW, LEASE)
            if claimed is None:
                idle += 1
                continue
            taken.append((claimed.to.phone, claimed.body["text"]["body"]))
            outbox.taken(claimed, None)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(Counter(taken).values()) == 1 and len(taken) == 24
    for person in people:
        assert [w for phone, w in taken if phone == person.phone] == ["0", "1", "2", "3"]


async def test_statuses_only_move_forward_and_delete_the_words(each: Site) -> None:
    each.put(SECRET)
    await each.work()

    def told(status: str, **more: Any) -> tuple[str, bool]:
        each.outgoing.status({"id": "wamid.1", "status": status, **more}, each.now)
        [row] = each.rows()
        return row.state, row.sealed is None

    assert told("sent") == ("sent", False)
    assert told("read") == ("read", True)
    assert told("delivered") == ("read", True)
    assert told("failed", errors=[{"code": 131026}]) == ("read", True)
    assert told("played") == ("read", True)
    for nothing in (None, {}, {"id": 7, "status": "read"}, {"id": "x\x00", "status": "read"}, []):
        each.outgoing.status(nothing, each.now)  # type: ignore[arg-type]
    each.outgoing.status({"id": "wamid.not-ours", "status": "read"}, each.now)
    each.outgoing.status({"id": "wamid.1", "status": ["x"]}, each.now)


async def test_what_failed_later_is_noted_or_sent_again(
    each: Site, caplog: pytest.LogCaptureFixture
) -> None:
    each.put("One")
    each.put("Two", to=AL)
    await each.work()
    failed = {"status": "failed", "errors": [{"code": 131056, "title": "x"}]}
    each.outgoing.status({"id": "wamid.1", **failed}, each.now)
    each.outgoing.status({"id": "wamid.1", **failed}, each.now)
    account = {"status": "failed", "errors": [{"code": 131042}]}
    each.outgoing.status({"id": "wamid.2", **account}, each.now)
    assert [row.state for row in each.rows()] == ["waiting", "dead"]
    assert any(r.levelno == logging.ERROR and "131042" in r.message for r in caplog.records)
    await each.work(timedelta(minutes=1))
    assert each.words == ["One", "Two", "One"]


async def test_nothing_is_kept_longer_than_needed(each: Site) -> None:
    each.put(SECRET)
    each.outcomes = [Taken("wamid.1"), Never("graph-131026")]
    each.put(SECRET, to=AL)
    await each.work()
    assert [row.sealed is None for row in each.rows()] == [False, True]
    purge(each.engine, each.now + timedelta(minutes=61))
    assert all(row.sealed is None for row in each.rows())
    # That it was answered is known for as long as Meta may ask again.
    purge(each.engine, each.now + timedelta(days=7, hours=20))
    assert len(each.rows()) == 2
    purge(each.engine, each.now + timedelta(days=9))
    assert each.rows() == []


async def test_a_ring_wakes_the_worker_at_once(site: Site) -> None:
    bell, stop = Bell(), asyncio.Event()
    worker = Worker(Outbox(site.engine, SEAL), site, bell, lambda: NOW, look_every=30.0)
    site.outgoing = Outgoing(site.engine, SEAL, bell.ring)
    running = asyncio.create_task(worker.run(stop))
    await asyncio.sleep(0.3)
    await asyncio.to_thread(site.put, "One", "Two", "Three")
    async with asyncio.timeout(5):
        for _ in range(3):
            await site.heard.acquire()
    assert site.words == ["One", "Two", "Three"]
    stop.set()
    await asyncio.wait_for(running, 5)


def test_pauses_grow_and_are_bounded() -> None:
    pairs = [pause(Pace.PAIR, n, 0) for n in range(1, 7)]
    assert [p and p.total_seconds() for p in pairs] == [1, 4, 16, 64, 256, None]
    busy = [pause(Pace.BUSY, n, 0) for n in (1, 2, 3, 50)]
    assert [p and p.total_seconds() for p in busy] == [2, 4, 8, 600]
    assert pause(Pace.BUSY, 1, 1) == timedelta(seconds=3)
    assert pause(Pace.SLOW, 1, 0) == timedelta(minutes=15)
