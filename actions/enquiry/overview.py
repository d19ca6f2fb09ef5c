"""How the outbox stands, for health checks and for those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from actions.enquiry.models import EnquiryRow, MailRow
from actions.enquiry.states import Purpose, State


@dataclass(frozen=True)
class DeadLetter:
    """An email that was given up. ``error`` is a code such as ``rcpt-550``."""

    reference: str
    purpose: Purpose
    attempts: int
    error: str


@dataclass(frozen=True)
class Overview:
    """The outbox at one moment.

    Attributes:
        waiting: emails that are still to be sent.
        oldest_waiting: how long the oldest of them has been waiting, or None.
        dead: enquiries that did not reach the Taskforce; each needs a person.
        dead_copies: copies that did not reach the person who wanted one.
    """

    waiting: int
    oldest_waiting: timedelta | None
    dead: int
    dead_copies: int


def overview(engine: Engine, now: datetime) -> Overview:
    """Return how the outbox stands.

    Args:
        engine: a database that :func:`knowledge.store.migrate` has prepared.
        now: with a time zone.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
    """
    counting = select(MailRow.state, MailRow.purpose, func.count()).group_by(
        MailRow.state, MailRow.purpose
    )
    first = (
        select(func.min(EnquiryRow.created_at))
        .join(MailRow, MailRow.enquiry_id == EnquiryRow.id)
        .where(MailRow.state == State.WAITING.value)
    )
    with engine.connect() as connection:
        counts = {(row[0], row[1]): int(row[2]) for row in connection.execute(counting)}
        oldest = connection.execute(first).scalar_one_or_none()
    return Overview(
        waiting=sum(n for (state, _), n in counts.items() if state == State.WAITING.value),
        oldest_waiting=now - oldest if oldest is not None else None,
        dead=counts.get((State.DEAD.value, Purpose.ENQUIRY.value), 0),
        dead_copies=counts.get((State.DEAD.value, Purpose.COPY.value), 0),
    )


def dead_letters(engine: Engine) -> list[DeadLetter]:
    """Return the emails that were given up, oldest first. It raises as :func:`overview` does."""
    query = (
        select(EnquiryRow.reference, MailRow.purpose, MailRow.attempts, MailRow.last_error)
        .join(EnquiryRow, EnquiryRow.id == MailRow.enquiry_id)
        .where(MailRow.state == State.DEAD.value)
        .order_by(EnquiryRow.created_at, MailRow.id)
    )
    with engine.connect() as connection:
        return [
            DeadLetter(r[0], Purpose(r[1]), r[2], r[3] or "") for r in connection.execute(query)
        ]
