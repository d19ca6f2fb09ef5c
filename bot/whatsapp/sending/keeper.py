"""Delete what was kept of outgoing messages, now and then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.engine import Engine

from bot.whatsapp.offered import Offered
from bot.whatsapp.sending.models import MessageOutRow
from bot.whatsapp.sending.outbox import GONE
from bot.whatsapp.sending.states import State

logger = logging.getLogger(__name__)

_EVERY = 10 * 60  # seconds
# Meta sends a webhook again for up to 7 days: until then it must be known what was answered.
KEPT = timedelta(days=8)
WORDS_KEPT = timedelta(hours=1)  # of a message that Graph has taken
OFFERED_KEPT = timedelta(days=1)  # buttons older than a day's conversation


def purge(engine: Engine, now: datetime) -> int:
    """Delete what is old enough; return how many rows that were.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
    """
    old = delete(MessageOutRow).where(MessageOutRow.put_at < now - KEPT)
    # Their status never came; what they say is not needed any more.
    silent = update(MessageOutRow).where(
        MessageOutRow.state == State.SENT.value,
        MessageOutRow.put_at < now - WORDS_KEPT,
        MessageOutRow.sealed.isnot(None),
    )
    with engine.begin() as connection:
        quick = {"synchronize_session": False}
        connection.execute(silent.values(**GONE).execution_options(**quick))
        messages = int(connection.execute(old).rowcount)
    return messages + Offered(engine).purge(now, OFFERED_KEPT)


def _now() -> datetime:
    return datetime.now(UTC)


async def keep_tidy(
    engine: Engine, stop: asyncio.Event, clock: Callable[[], datetime] = _now
) -> None:
    """Purge at once and then every ten minutes, until ``stop`` is set."""
    while not stop.is_set():
        try:
            if gone := await asyncio.to_thread(purge, engine, clock()):
                logger.info("cleared away on WhatsApp: %d rows", gone)
        except Exception as error:
            logger.error("WhatsApp's outbox cannot be cleared: %s", type(error).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _EVERY)
