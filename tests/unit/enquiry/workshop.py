"""A worker with its surroundings: a real database, a clock of the test, a server on loopback."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.models import MailRow
from actions.enquiry.outbox import Outbox
from actions.enquiry.relay import Relay, Tls
from actions.enquiry.smtp import Sender
from actions.enquiry.store import EnquiryStore
from actions.enquiry.worker import Worker
from tests.unit.enquiry.given import DESK, NOW

ASKED = Enquiry(
    "web",
    "Why was Zebedee left out of Quibblesworth?",
    email="zebedee@private.example.org",
    name="Zebedee Quillfeather",
    organisation="Quibblers United",
    transcript="You: I live in Quibblesworth Lane",
)


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
