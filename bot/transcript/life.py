"""When a conversation is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from bot.transcript.models import ConversationRow, MessageRow
from bot.transcript.session import Session


def is_over(connection: Connection, session: Session, now: datetime, kept: timedelta) -> bool:
    """Tell whether a conversation has ended, or was quiet for longer than ``kept``.

    Of a conversation that nothing is kept of, the age of its session tells: an older one was
    cleared away, or never used.
    """
    query = select(ConversationRow.last_active_at, ConversationRow.ended).where(
        ConversationRow.id == session.conversation
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return session.opened_at <= now - kept
    return bool(row.ended) or row.last_active_at <= now - kept


def still_goes_on(connection: Connection, session: Session, now: datetime, kept: timedelta) -> bool:
    """Note that something is said, which locks the conversation; or tell that it is over.

    What was said in one that was quiet for too long is deleted then and there.
    """
    if is_over(connection, session, now, kept):
        gone = delete(MessageRow).where(MessageRow.conversation == session.conversation)
        connection.execute(gone)
        return False
    _put(connection, session, {"last_active_at": now})
    # Asked again under the lock: it may have been ended meanwhile.
    query = select(ConversationRow.ended).where(ConversationRow.id == session.conversation)
    return not connection.execute(query).scalar_one()


def end_now(connection: Connection, session: Session, now: datetime) -> None:
    """Note that the person has ended a conversation."""
    _put(connection, session, {"last_active_at": now, "ended": True})


def _put(connection: Connection, session: Session, values: dict[str, object]) -> None:
    """Write the row of a conversation, new or changed; it is locked until the transaction ends."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(ConversationRow.__table__).values(
        **{"id": session.conversation, "ended": False, **values}
    )
    connection.execute(adding.on_conflict_do_update(index_elements=["id"], set_=values))
