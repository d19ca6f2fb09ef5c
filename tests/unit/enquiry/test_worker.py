"""The worker over real SMTP and real databases: what was promised arrives, whatever happens."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.models import MailRow
from actions.enquiry.outbox import Claimed, Outbox
from actions.enquiry.overview import overview
from actions.enquiry.relay import Relay, Tls
from actions.enquiry.smtp import Sender
from actions.enquiry.store import EnquiryStore
from actions.enquiry.worker import Worker
from tests.unit.enquiry.conftest import DESK, NOW
from tests.unit.enquiry.servers import Mailbox, smtp_server

ASKED = Enquiry(
    "web",
    "Why was Zebedee left out of Quibblesworth?",
    email="zebedee@private.example.org",
    name="Zebedee Quillfeather",
    organisation="Quibblers United",
    transcript="You: I live in Quibblesworth Lane",
)
SECRETS = ("zebedee", "quillfeather", "quibbl")


class Clock:
    """A clock that goes on only when told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Workshop:
    """A worker with its surroundings."""

    def __init__(self, engine: Engine, outbox: Outbox | None = None) -> None:
        self.engine = engine
        self.store = EnquiryStore(engine, DESK)
        self.clock = Clock()
        self.desk = DESK
        self.outbox = outbox or Outbox(engine)

    def worker(self, port: int, tls: Tls = Tls.NONE, **options: Any) -> Worker:
        sender = Sender(Relay("127.0.0.1", port, tls, timeout=0.5), DESK.mail_from, 5)
        return Worker(
            self.outbox, self.store, sender, self.desk,
            clock=self.clock, jitter=lambda: 0.0, look_every=0.02, **options,
        )  # fmt: skip

    def row(self) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(select(MailRow.__table__)).one()


@pytest.fixture
def workshop(engine: Engine) -> Workshop:
    return Workshop(engine)


async def test_an_enquiry_and_its_copy_are_sent_once(workshop: Workshop) -> None:
    mailbox = Mailbox()
    done = workshop.store.submit("web:1", replace(ASKED, copy_wanted=True), NOW)
    with smtp_server(mailbox) as port:
        worker = workshop.worker(port)
        assert [await worker.run_once() for _ in range(3)] == [True, True, False]
    assert sorted(to for tos, _ in mailbox.taken for to in tos) == sorted(
        [DESK.enquiries_to, "zebedee@private.example.org"]
    )
    assert all(done.reference in email["Subject"] for email in mailbox.emails)
    stands = overview(workshop.engine, NOW)
    assert (stands.waiting, stands.dead, stands.dead_copies) == (0, 0, 0)


async def test_the_title_of_the_entry_is_told_and_never_stops_an_email(workshop: Workshop) -> None:
    def broken(_entry: str) -> str:
        raise RuntimeError("no content")

    mailbox = Mailbox()
    for number, title in enumerate([lambda _: "A title", broken]):
        asked = replace(ASKED, entry="hubs-join")
        workshop.store.submit(f"web:{number}", asked, NOW)
        with smtp_server(mailbox) as port:
            await workshop.worker(port, title=title).run_once()
    assert "A title (hubs-join)" in str(mailbox.emails[0])
    assert "hubs-join" in str(mailbox.emails[1])


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


class _ErasedWhenClaimed(Outbox):
    """A person has everything erased just when their email is claimed."""

    def claim(self, owner: str, now: datetime, lease: timedelta) -> Claimed | None:
        claimed = super().claim(owner, now, lease)
        if claimed is not None:
            EnquiryStore(self._engine).erase(claimed.reference)
        return claimed


async def test_what_is_erased_meanwhile_is_not_sent(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    workshop = Workshop(engine, _ErasedWhenClaimed(engine))
    workshop.store.submit("web:1", ASKED, NOW)
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        assert await workshop.worker(port).run_once()
        assert not await workshop.worker(port).run_once()
    assert mailbox.emails == []
    assert "dead letter" not in caplog.text


class _AwayWhenSent(Outbox):
    """A database that is away just when an email is through."""

    away = 2

    def sent(self, mail: Claimed, now: datetime) -> bool:
        if self.away:
            self.away -= 1
            raise OperationalError("update", {}, Exception("the database is away"))
        return super().sent(mail, now)


async def test_a_database_that_is_away_after_the_250_causes_no_second_email(
    engine: Engine,
) -> None:
    workshop = Workshop(engine, _AwayWhenSent(engine))
    workshop.store.submit("web:1", ASKED, NOW)
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        worker = workshop.worker(port)
        for _ in range(2):
            with pytest.raises(OperationalError):
                await worker.run_once()
            workshop.clock.now += timedelta(hours=1)
        assert not await worker.run_once()
    assert len(mailbox.emails) == 1
    assert workshop.row().state == "sent"


async def test_two_workers_send_two_hundred_emails_once_each(workshop: Workshop) -> None:
    promised = {
        workshop.store.submit(f"web:{n}", replace(ASKED, about=f"Question {n}?"), NOW).reference
        for n in range(200)
    }
    mailbox, stop = Mailbox(), asyncio.Event()
    with smtp_server(mailbox) as port:
        running = [asyncio.create_task(workshop.worker(port).run(stop)) for _ in range(2)]
        while await asyncio.to_thread(lambda: overview(workshop.engine, NOW).waiting):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        stop.set()
        await asyncio.gather(*running)
    subjects = Counter(str(email["Subject"])[1:10] for email in mailbox.emails)
    assert set(subjects) == promised
    assert set(subjects.values()) == {1}


async def test_stopping_finishes_the_email_that_is_under_way(workshop: Workshop) -> None:
    class Slow(Mailbox):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            started.set()
            await asyncio.sleep(0.2)
            return await super().handle_DATA(server, session, envelope)

    started, mailbox, stop = threading.Event(), Slow(), asyncio.Event()
    workshop.store.submit("web:1", ASKED, NOW)
    with smtp_server(mailbox) as port:
        running = asyncio.create_task(workshop.worker(port).run(stop))
        await asyncio.to_thread(started.wait, 5)
        stop.set()
        await asyncio.wait_for(running, 5)
    assert len(mailbox.emails) == 1
    assert workshop.row().state == "sent"


async def test_nothing_of_a_person_is_in_any_log(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="mail.log")  # the test's own server talks
    caplog.set_level(logging.DEBUG)
    answers = [
        Mailbox(rcpt="451 zebedee@private.example.org is busy"),
        Mailbox(rcpt="550 zebedee@private.example.org is unknown"),
        Mailbox(data="554 Quillfeather is spam"),
        Mailbox(close="data"),
        Mailbox(hang="data"),
        Mailbox(),
    ]
    for number, mailbox in enumerate(answers):
        workshop.store.submit(f"web:{number}", replace(ASKED, copy_wanted=True), NOW)
        with smtp_server(mailbox) as port:
            worker = workshop.worker(port)
            while await worker.run_once():
                pass
    said = caplog.text.lower()
    assert "sent at attempt" in said and "dead letter" in said
    assert not [secret for secret in SECRETS if secret in said]
    with workshop.engine.connect() as connection:
        errors = str(connection.execute(select(MailRow.last_error)).all()).lower()
    assert not [secret for secret in SECRETS if secret in errors]
