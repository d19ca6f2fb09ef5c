"""Delete what was kept long enough, now and then."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from actions.enquiry.rights import Rights

logger = logging.getLogger(__name__)

_EVERY = 10 * 60  # seconds: an abandoned draft outlives its time by ten minutes at most


def _now() -> datetime:
    return datetime.now(UTC)


class Keeper:
    """Purges while the service runs.

    Args:
        rights: what deletes.
        keep_sent: how long an enquiry is kept after it was sent.
        clock: the moment now, with a time zone.
    """

    def __init__(
        self, rights: Rights, keep_sent: timedelta, clock: Callable[[], datetime] = _now
    ) -> None:
        self._rights = rights
        self._keep_sent = keep_sent
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Purge at once and then every ten minutes, until ``stop`` is set."""
        while not stop.is_set():
            try:
                gone = await asyncio.to_thread(self._rights.purge, self._clock(), self._keep_sent)
                if any(gone.values()):
                    logger.info("purged: %s", gone)
            except Exception as error:
                logger.error("purging failed: %s", type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _EVERY)
