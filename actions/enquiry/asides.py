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
    """One text a turn. Database errors are raised as they are.

    Args:
        engine: a database that :func:`knowledge.store.migrate` has prepared.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def set_aside(self, turn: str, text: str, now: datetime) -> None:
        """Keep what was said in a turn, cleaned, for five minutes at most.

        Args:
            turn: an id that no other turn has: two messages may come at once.
            text: what was said.
            now: with a time zone.
        """
        values = {"turn": turn, "text": clean_body(text), "expires_at": now + _A_TURN}
        put(self._engine, AsideRow, "turn", values)

    def aside(self, turn: str, now: datetime) -> str | None:
        """Return what was said in a turn; None when there is nothing (any more)."""
        query = select(AsideRow.text).where(AsideRow.turn == turn, AsideRow.expires_at > now)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def forget_aside(self, turn: str) -> None:
        """Delete what was said in a turn, if it is there."""
        with self._engine.begin() as connection:
            connection.execute(delete(AsideRow).where(AsideRow.turn == turn))
