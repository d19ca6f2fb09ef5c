"""Take messages in, each once, and hand out what is to be answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from bot.whatsapp.inbox.models import InboxRow, PersonRow
from bot.whatsapp.inbox.people import is_free, known_as, move
from bot.whatsapp.inbox.seal import Seal
from bot.whatsapp.inbox.states import State
from bot.whatsapp.incoming import Incoming, Moved
from bot.whatsapp.person import Names

# Two messages sent one after the other may arrive the other way round: they are put in order when
# they come within this time.
SETTLE = timedelta(milliseconds=250)
_LOOK_AT = 10  # people to try for; other workers take some of them meanwhile


@dataclass(frozen=True)
class Waiting:
    """A message that is this worker's to answer.

    Attributes:
        once: stands for the message's id.
        conversation: whose.
        at: when it was sent.
        attempts: how often it was begun, this time included.
        message: what came; None when it cannot be opened, as the secret has changed.
    """

    once: str
    conversation: str
    at: datetime
    attempts: int
    message: Incoming | None


class Inbox:
    """What came in. It raises the database's errors as they are; moments have a time zone.

    Args:
        engine: a database that :func:`knowledge.store.migrate` has prepared.
        names: turns people's names into ids.
        seal: seals what waits.
        settle: how long a message waits for one that was sent before it.
    """

    def __init__(
        self, engine: Engine, names: Names, seal: Seal, settle: timedelta = SETTLE
    ) -> None:
        self._engine = engine
        self._names = names
        self._seal = seal
        self._settle = settle

    def take_in(self, items: Iterable[Incoming | Moved], now: datetime) -> int:
        """Write messages down, all of them or none; return how many of them were new.

        When this returns they are on disk and will be answered.
        """
        new = 0
        with self._engine.begin() as connection:
            for item in items:
                if isinstance(item, Moved):
                    move(connection, self._names, item.before, item.now, now)
                else:
                    new += self._add(connection, item, now)
        return new

    def claim(self, owner: str, now: datetime, lease: timedelta) -> str | None:
        """Return the conversation that has waited longest and that nobody answers, or None.

        It is this worker's until ``lease`` has passed; then its worker has died. One conditional
        UPDATE takes it, which works alike in SQLite and PostgreSQL.
        """
        due = (InboxRow.state == State.WAITING.value) & (InboxRow.next_at <= now)
        query = (
            select(InboxRow.conversation)
            .join(PersonRow, PersonRow.conversation == InboxRow.conversation)
            .where(due, is_free(now))
            .group_by(InboxRow.conversation)
            .order_by(func.min(InboxRow.next_at), InboxRow.conversation)
            .limit(_LOOK_AT)
        )
        with self._engine.connect() as connection:
            candidates = connection.execute(query).scalars().all()
        for conversation in candidates:
            taking = update(PersonRow).where(PersonRow.conversation == conversation, is_free(now))
            if self._changed(taking.values(busy_until=now + lease, busy_owner=owner)):
                return str(conversation)
        return None

    def next(self, conversation: str, now: datetime) -> Waiting | None:
        """Return the message of a conversation that is to be answered next, or None.

        The attempt is counted now, so that a message that kills its worker is given up in the end.
        """
        first = (
            select(InboxRow.__table__)
            .where(InboxRow.conversation == conversation, InboxRow.state == State.WAITING.value)
            .order_by(InboxRow.at, InboxRow.n)
            .limit(1)
        )
        with self._engine.connect() as connection:
            row = connection.execute(first).one_or_none()
        if row is None or row.next_at > now:
            return None
        self._changed(_row(row.once).values(attempts=row.attempts + 1))
        return Waiting(
            row.once, conversation, row.at, row.attempts + 1, self._seal.open(row.body or "")
        )

    def done(self, waiting: Waiting, state: State = State.DONE) -> None:
        """Note that a message is done with, or given up; its words are deleted."""
        self._changed(_row(waiting.once).values(state=state.value, body=None))

    def still_at_it(
        self, owner: str, conversations: Iterable[str], now: datetime, lease: timedelta
    ) -> None:
        """Keep conversations that a worker has claimed for longer."""
        mine = update(PersonRow).where(
            PersonRow.busy_owner == owner, PersonRow.conversation.in_(list(conversations))
        )
        self._changed(mine.values(busy_until=now + lease))

    def release(self, conversation: str, owner: str, until: datetime | None = None) -> None:
        """Let go of a conversation.

        Args:
            conversation: which.
            owner: who had it.
            until: nobody is to take it before then.
        """
        mine = update(PersonRow).where(
            PersonRow.conversation == conversation, PersonRow.busy_owner == owner
        )
        self._changed(mine.values(busy_until=until, busy_owner=None))

    def _add(self, connection: Connection, message: Incoming, now: datetime) -> int:
        at = min(message.at or now, now)
        dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
        adding = dialect.insert(InboxRow.__table__).values(
            once=once(message.id),
            conversation=known_as(connection, self._names, message.address, now),
            at=at,
            received_at=now,
            state=State.WAITING.value,
            attempts=0,
            next_at=now + self._settle,
            body=self._seal.close(message),
        )
        adding = adding.on_conflict_do_nothing(index_elements=["once"])
        return int(connection.execute(adding).rowcount)

    def _changed(self, statement: Any) -> int:
        with self._engine.begin() as connection:
            quick = statement.execution_options(synchronize_session=False)
            return int(connection.execute(quick).rowcount)


def once(id: str) -> str:
    """Return what stands for WhatsApp's id of a message, which has no known length."""
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()


def _row(once: str) -> Any:
    return update(InboxRow).where(InboxRow.once == once)
