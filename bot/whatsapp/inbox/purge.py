"""Delete what was kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.engine import Engine

from bot.whatsapp.inbox.models import InboxRow, PersonRow
from bot.whatsapp.inbox.states import State

# WhatsApp sends a webhook again for up to 7 days: until then it must be known what was answered.
IDS_KEPT = timedelta(days=8)
PEOPLE_KEPT = timedelta(days=30)  # after the last message: then they are greeted anew
STOPPED_KEPT = timedelta(days=365)  # a wish not to hear from us is kept for longer


def purge(engine: Engine, now: datetime) -> int:
    """Delete what is old enough; return how many rows that were.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
    """
    done = InboxRow.state != State.WAITING.value
    old = [
        delete(InboxRow).where(InboxRow.received_at < now - IDS_KEPT, done),
        delete(PersonRow).where(
            PersonRow.heard_at < now - PEOPLE_KEPT, PersonRow.stopped.is_(False)
        ),
        delete(PersonRow).where(PersonRow.heard_at < now - STOPPED_KEPT),
    ]
    with engine.begin() as connection:
        quick = (each.execution_options(synchronize_session=False) for each in old)
        return sum(int(connection.execute(each).rowcount) for each in quick)
