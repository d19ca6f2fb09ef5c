"""What is not taken is tried again, where that helps, and never for ever."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.whatsapp.sending.backoff import pause
from bot.whatsapp.sending.outbox import Outbox
from bot.whatsapp.sending.outcome import Again, Never, Pace, Unsure
from tests.unit.whatsapp.given import AL, JO, NOW, SEAL
from tests.unit.whatsapp.sender import LEASE, SECRET, Site


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


def test_pauses_grow_and_are_bounded() -> None:
    pairs = [pause(Pace.PAIR, n, 0) for n in range(1, 7)]
    assert [p and p.total_seconds() for p in pairs] == [1, 4, 16, 64, 256, None]
    busy = [pause(Pace.BUSY, n, 0) for n in (1, 2, 3, 50)]
    assert [p and p.total_seconds() for p in busy] == [2, 4, 8, 600]
    assert pause(Pace.BUSY, 1, 1) == timedelta(seconds=3)
    assert pause(Pace.SLOW, 1, 0) == timedelta(minutes=15)


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
