"""Two hundred real kills between handing over and delivery: nothing is lost, nothing is two."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from subprocess import Popen

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from actions.enquiry.models import EnquiryRow, MailRow
from actions.enquiry.overview import overview
from tests.unit.enquiry.crash_child import workshop
from tests.unit.enquiry.crashes import Killer, forking
from tests.unit.enquiry.given import DESK
from tests.unit.enquiry.servers import Mailbox, smtp_server

KILLS = 100  # between handing over and delivery, on each database


@pytest.fixture(scope="module")
def forker() -> Iterator[Popen[str]]:
    with forking() as process:
        yield process


def test_kills_lose_nothing_and_double_nothing(
    engine: Engine, forker: Popen[str], capsys: pytest.CaptureFixture[str]
) -> None:
    mailbox = Mailbox()
    url = engine.url.render_as_string(hide_password=False)
    with smtp_server(mailbox) as port:
        killer = Killer(forker, url, port, random.Random(20261127))  # noqa: S311
        while killer.account.between < KILLS:
            killer.kill_one()
        ahead = timedelta(minutes=killer.minutes_ahead + 3)
        _, fresh = workshop(url, port, ahead)
        asyncio.run(_finish(fresh))

    account = killer.account
    with engine.connect() as connection:
        enquiries = connection.execute(select(EnquiryRow.__table__)).all()
        mails = connection.execute(select(MailRow.__table__)).all()
    stands = overview(engine, datetime.now(UTC))
    assert (stands.waiting, stands.dead, stands.dead_copies) == (0, 0, 0)

    # Whoever was told a reference: their enquiry has arrived, under that reference alone.
    arrived = defaultdict(set)
    for email in mailbox.emails:
        if email["To"] == DESK.enquiries_to:
            body = email.get_body(("plain",)).get_content()  # type: ignore[union-attr]
            number = int(re.search(r"Question number (\d+)", body)[1])  # type: ignore[index]
            arrived[number].add(re.match(r"\[(RET-\w+)\]", email["Subject"])[1])  # type: ignore[index]
    assert all(len(references) == 1 for references in account.confirmed.values())
    assert all(arrived[number] == told for number, told in account.confirmed.items())
    # What was written without anybody being told has arrived too, and also under one reference.
    assert all(len(references) == 1 for references in arrived.values())
    assert len(arrived) == len(enquiries) == len({e.conversation for e in enquiries})

    # Every email that was written has arrived; what came twice is the same email, by its id.
    taken = Counter(str(email["Message-ID"]) for email in mailbox.emails)
    assert set(taken) == {mail.message_id for mail in mails}
    doubles = sum(taken.values()) - len(taken)
    kills = sum(account.killed.values())
    assert doubles <= kills
    with capsys.disabled():
        print(
            f"\n  {engine.dialect.name}: {kills} kills {dict(account.killed)}, "
            f"{len(enquiries)} enquiries, {len(mails)} emails, {doubles} came twice"
        )


async def _finish(worker: object) -> None:
    while await worker.run_once():  # type: ignore[attr-defined]
        pass
