"""Fork processes that hand enquiries over and send them, for a test that kills them.

It is warm: everything is imported and read once, and each child is a fork. A line of input is
``<database> <SMTP port> <first question> <minutes that the clock is ahead>``. Children write
``pid <n>``, then for each question ``begin <question>``, ``confirmed <question> <reference>`` and
``through <question>``; when one has ended, ``ended <status>`` follows.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from datetime import UTC, datetime, timedelta

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.letter import _templates
from actions.enquiry.outbox import Outbox
from actions.enquiry.relay import Relay, Tls
from actions.enquiry.smtp import Sender
from actions.enquiry.states import Purpose
from actions.enquiry.store import EnquiryStore
from actions.enquiry.worker import Worker
from knowledge.gaps.redact import redact
from knowledge.store import open_engine
from tests.unit.enquiry.given import DESK


def question(number: int) -> Enquiry:
    """Every third person wants a copy."""
    return Enquiry(
        "web",
        f"Question number {number}, please?",
        email=f"person-{number}@private.example.org",
        copy_wanted=number % 3 == 0,
    )


def workshop(url: str, port: int, ahead: timedelta) -> tuple[EnquiryStore, Worker]:
    """The store and the worker, with a clock that is ahead."""
    engine = open_engine(url)
    store = EnquiryStore(engine, DESK)
    sender = Sender(Relay("127.0.0.1", port, Tls.NONE, timeout=5), DESK.mail_from)
    worker = Worker(
        Outbox(engine), store, sender, DESK, clock=lambda: datetime.now(UTC) + ahead
    )  # fmt: skip
    return store, worker


def say(line: str) -> None:
    """Tell the test, in one write that a kill cannot halve."""
    os.write(1, f"{line}\n".encode())


async def hand_over_and_send(url: str, port: int, first: int, ahead: timedelta) -> None:
    """Go on until killed; begin with the question that the one before may have left half done."""
    store, worker = workshop(url, port, ahead)
    for number in itertools.count(first):
        say(f"begin {number}")
        now = datetime.now(UTC) + ahead
        done = await asyncio.to_thread(store.submit, f"web:{number}", question(number), now)
        say(f"confirmed {number} {done.reference}")
        while await worker.run_once():
            pass
        say(f"through {number}")


def main() -> None:
    """Fork a child for each line of input."""
    redact("warm")
    for purpose, form in itertools.product(Purpose, ("txt", "html")):
        _templates().get_template(f"{purpose.value}.{form}.j2")
    say("ready")
    for line in sys.stdin:
        url, port, first, ahead = line.split()
        pid = os.fork()
        if pid == 0:
            say(f"pid {os.getpid()}")
            arguments = (url, int(port), int(first), timedelta(minutes=int(ahead)))
            try:
                asyncio.run(hand_over_and_send(*arguments))
            finally:
                os._exit(1)  # only a kill is expected to end it
        say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


if __name__ == "__main__":
    main()
