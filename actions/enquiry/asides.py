"""Keep beside the conversation what must not be written into its record, for one turn."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from actions.enquiry.models import AsideRow
from actions.enquiry.text import clean_body
from actions.enquiry.upsert import put

_A_TURN = timedelta(minutes=5)  # a turn takes seconds; after a crash nothing stays for long


class Asides:
    """One text a conversation. Database errors are raised as they are.

    Args:
        engine: a database that :func:`knowledge.store.migrate` has prepared.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set_aside(self, conversation: str, text: str, now: datetime) -> None:
        """Keep a text, cleaned, in the place of the last one, for five minutes at most."""
        values = {
            "conversation": conversation,
            "text": clean_body(text),
            "expires_at": now + _A_TURN,
        }
        put(self._engine, AsideRow, "conversation", values)

    def aside(self, conversation: str, now: datetime) -> str | None:
        """Return the text of a conversation; None when there is none (any more)."""
        query = select(AsideRow.text).where(
            AsideRow.conversation == conversation, AsideRow.expires_at > now
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def forget_aside(self, conversation: str) -> None:
        """Delete the text of a conversation, if there is one."""
        with self._engine.begin() as connection:
            connection.execute(delete(AsideRow).where(AsideRow.conversation == conversation))
