"""The worker when a mail server fails: nothing is lost, and what is stuck is seen."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.enquiry.overview import overview
from actions.enquiry.relay import Tls
from tests.unit.enquiry.given import DESK, NOW
from tests.unit.enquiry.servers import Mailbox, smtp_server
from tests.unit.enquiry.workshop import ASKED, Workshop


@pytest.mark.parametrize(
    ("mailbox", "error"),
    [
        (Mailbox(rcpt="451 4.3.0 Later"), "rcpt-451"),
        (Mailbox(data="452 4.3.1 Full"), "data-452"),
        (Mailbox(close="data"), "disconnected-data"),
        (Mailbox(hang="data"), "timeout-data"),
        (None, "unreachable-connect"),
    ],
    ids=["451", "452", "close", "hang", "refused"],
)
async def test_after_a_temporary_fault_it_is_sent_when_the_fault_is_gone(
    workshop: Workshop, mailbox: Mailbox | None, error: str
) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    if mailbox is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        await workshop.worker(port).run_once()
    else:
        with smtp_server(mailbox) as port:
            await workshop.worker(port).run_once()
    row = workshop.row()
    assert (row.state, row.last_error, row.lease_until) == ("waiting", error, None)
    good = Mailbox()
    with smtp_server(good) as port:
        assert not await workshop.worker(port).run_once()
        workshop.clock.now += timedelta(minutes=1)
        assert await workshop.worker(port).run_once()
    [email] = good.emails
    assert email["Message-ID"] == row.message_id
    assert workshop.row().state == "sent"


async def test_a_server_that_is_down_for_a_day_loses_nothing(workshop: Workshop) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    with smtp_server(Mailbox(rcpt="450 Down")) as port:
        worker = workshop.worker(port)
        for _ in range(24 * 60):
            await worker.run_once()
            workshop.clock.now += timedelta(minutes=10)
            if workshop.clock.now > NOW + timedelta(days=1):
                break
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        workshop.clock.now += timedelta(hours=1)
        await workshop.worker(port).run_once()
    assert len(mailbox.emails) == 1


async def test_after_two_days_it_is_a_dead_letter(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    with smtp_server(Mailbox(rcpt="450 Down")) as port:
        worker = workshop.worker(port)
        while workshop.row().state == "waiting":
            assert await worker.run_once()
            workshop.clock.now += timedelta(hours=1)
    assert workshop.clock.now - NOW < timedelta(days=3)
    assert overview(workshop.engine, NOW).dead == 1
    assert [r.levelname for r in caplog.records if "dead letter" in r.message] == ["ERROR"]


async def test_a_permanent_refusal_is_a_dead_letter_at_once(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    with smtp_server(Mailbox(rcpt="550 5.1.1 zebedee unknown")) as port:
        await workshop.worker(port).run_once()
    assert (workshop.row().state, workshop.row().last_error) == ("dead", "rcpt-550")
    assert "is a dead letter: rcpt-550" in caplog.text


async def test_a_relay_without_encryption_is_told_as_a_matter_of_settings(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        await workshop.worker(port, tls=Tls.STARTTLS).run_once()
    assert mailbox.emails == []
    assert workshop.row().state == "waiting"
    [record] = [r for r in caplog.records if r.name == "actions.enquiry.worker"]
    assert record.levelname == "ERROR"
    assert "(tls-missing: check the mail settings), again in 60 s" in record.getMessage()


async def test_a_mailbox_that_was_set_wrong_is_mended_by_the_setting_and_a_retry(
    workshop: Workshop,
) -> None:
    reference = workshop.store.submit("web:1", ASKED, NOW).reference
    with smtp_server(Mailbox(rcpt="550 5.1.1 Unknown")) as port:
        await workshop.worker(port).run_once()
    workshop.desk = replace(DESK, enquiries_to="right@service.example.org")
    assert workshop.outbox.retry(reference, NOW) == 1
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        await workshop.worker(port).run_once()
    [(recipients, email)] = mailbox.taken
    assert recipients == [email["To"]] == ["right@service.example.org"]
    assert workshop.row().recipient == "right@service.example.org"


async def test_an_email_that_kills_its_workers_is_given_up(workshop: Workshop) -> None:
    workshop.store.submit("web:1", ASKED, NOW)
    for n in range(60):  # claimed by workers that die
        workshop.outbox.claim(f"w{n}", workshop.clock.now, timedelta(minutes=1))
        workshop.clock.now += timedelta(minutes=1)
    with smtp_server(Mailbox()) as port:
        await workshop.worker(port).run_once()
    assert (workshop.row().state, workshop.row().last_error) == ("dead", "too-many-attempts")
