"""Wake a worker from any thread."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell:
    """Rings in the event loop that waits for it; before anybody waits, ringing does nothing."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def ring(self) -> None:
        """Wake who waits (any thread)."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(self._rung.set)

    def clear(self) -> None:
        """Forget that it has rung (event loop)."""
        self._loop = asyncio.get_running_loop()
        self._rung.clear()

    async def wait(self, stop: asyncio.Event, longest: float) -> None:
        """Wait until it rings, ``stop`` is set, or so many seconds have passed."""
        self._loop = asyncio.get_running_loop()
        waits = [asyncio.create_task(event.wait()) for event in (self._rung, stop)]
        try:
            await asyncio.wait(waits, timeout=longest, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
