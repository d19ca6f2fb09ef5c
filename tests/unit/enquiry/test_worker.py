"""The worker over real SMTP and real databases: what was promised is sent, once."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions.enquiry.models import MailRow
from actions.enquiry.outbox import Claimed, Outbox
from actions.enquiry.overview import overview
from actions.enquiry.store import EnquiryStore
from tests.unit.enquiry.given import DESK, NOW
from tests.unit.enquiry.servers import Mailbox, smtp_server
from tests.unit.enquiry.workshop import ASKED, Workshop

SECRETS = ("zebedee", "quillfeather", "quibbl")


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
