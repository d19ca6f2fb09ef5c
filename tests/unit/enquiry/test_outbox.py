"""The outbox: one worker an email, a lease that comes back, and letters that are never lost."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from actions.enquiry.backoff import pause
from actions.enquiry.enquiry import Enquiry
from actions.enquiry.outbox import Outbox
from actions.enquiry.overview import dead_letters, overview
from actions.enquiry.states import Purpose
from actions.enquiry.store import EnquiryStore
from tests.unit.enquiry.given import NOW

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    return Outbox(engine)


def submit(store: EnquiryStore, number: int = 1) -> str:
    return store.submit(f"web:{number}", Enquiry("web", f"Question {number}?"), NOW).reference


def test_an_email_is_one_workers_until_its_lease_runs_out(
    store: EnquiryStore, outbox: Outbox
) -> None:
    reference = submit(store)
    first = outbox.claim("a", NOW, LEASE)
    assert first is not None
    assert (first.reference, first.attempts, first.purpose) == (reference, 1, Purpose.ENQUIRY)
    assert outbox.claim("b", NOW + MINUTE, LEASE) is None
    second = outbox.claim("b", NOW + LEASE, LEASE)
    assert second is not None
    assert (second.message_id, second.attempts) == (first.message_id, 2)
    # The first worker wakes up: it may not put back or give up what is not its own any more.
    assert not outbox.later(first, "rcpt-451", NOW)
    assert not outbox.dead(first, "rcpt-550")
    # But what it has sent is sent.
    assert outbox.sent(first, NOW + LEASE)
    assert not outbox.sent(second, NOW + LEASE)
    assert outbox.claim("c", NOW + timedelta(days=9), LEASE) is None


def test_a_failed_email_comes_back_when_it_is_due(store: EnquiryStore, outbox: Outbox) -> None:
    submit(store)
    claimed = outbox.claim("a", NOW, LEASE)
    assert claimed is not None
    assert outbox.later(claimed, "rcpt-451", NOW + 5 * MINUTE)
    assert outbox.claim("a", NOW + 4 * MINUTE, LEASE) is None
    assert outbox.claim("a", NOW + 5 * MINUTE, LEASE) is not None


def test_a_dead_letter_is_seen_and_starts_anew(
    store: EnquiryStore, outbox: Outbox, engine: Engine
) -> None:
    reference = submit(store)
    claimed = outbox.claim("a", NOW, LEASE)
    assert claimed is not None
    outbox.dead(claimed, "rcpt-550")
    assert overview(engine, NOW).dead == 1
    [letter] = dead_letters(engine)
    assert (letter.reference, letter.error) == (reference, "rcpt-550")
    assert outbox.claim("a", NOW + timedelta(days=9), LEASE) is None
    assert outbox.retry(reference, NOW) == 1
    assert outbox.retry(reference, NOW) == 0
    again = outbox.claim("a", NOW, LEASE)
    assert again is not None and again.attempts == 1


def test_the_overview_tells_how_long_the_oldest_waits(store: EnquiryStore, engine: Engine) -> None:
    assert overview(engine, NOW).oldest_waiting is None
    submit(store, 1)
    submit(store, 2)
    stands = overview(engine, NOW + MINUTE)
    assert (stands.waiting, stands.oldest_waiting, stands.dead) == (2, MINUTE, 0)


def test_many_workers_claim_each_email_once(store: EnquiryStore, outbox: Outbox) -> None:
    for number in range(60):
        submit(store, number)
    claimed: list[str] = []

    def work(owner: str) -> None:
        while (mine := outbox.claim(owner, NOW, LEASE)) is not None:
            claimed.append(mine.message_id)
            outbox.sent(mine, NOW)

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(Counter(claimed).values()) == {1}
    assert len(claimed) == 60


def test_the_pauses_grow_and_end_after_about_two_days() -> None:
    waits = []
    while (wait := pause(len(waits) + 1, 0)) is not None:
        waits.append(wait)
    assert [w // MINUTE for w in waits[:6]] == [1, 5, 15, 60, 60, 60]
    assert timedelta(days=2) <= sum(waits, timedelta()) <= timedelta(days=2, hours=1)
    assert pause(4, 1.0) == 66 * MINUTE
