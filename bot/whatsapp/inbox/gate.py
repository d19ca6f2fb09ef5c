"""Write down what comes in before answering what is there: WhatsApp waits for the one."""

from __future__ import annotations

import asyncio
from contextlib import suppress

_LONGEST = 1.0  # seconds: however much comes in, people get their answers


class Gate:
    """Closed while webhooks are being written down. All of it is for one event loop."""

    def __init__(self) -> None:
        self._busy = 0
        self._open = asyncio.Event()
        self._open.set()

    def __enter__(self) -> None:
        """Close it, for one webhook."""
        self._busy += 1
        self._open.clear()

    def __exit__(self, *_error: object) -> None:
        """Open it, when this was the last one."""
        self._busy -= 1
        if not self._busy:
            self._open.set()

    async def wait(self) -> None:
        """Wait until it is open, or for a second."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._open.wait(), _LONGEST)
