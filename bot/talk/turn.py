"""A turn that is under way, with or without somebody who waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

Message = dict[str, Any]


class Turn:
    """What comes of one message.

    Attributes:
        asked: the person's message as it is kept; None when the conversation is over.
        replied: the replies; none of them when the conversation is over.
    """

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.asked: asyncio.Future[Message | None] = loop.create_future()
        self.replied: asyncio.Future[tuple[Message, ...]] = loop.create_future()

    async def when_asked(self) -> Message | None:
        """Wait until the message is kept. Whoever stops waiting stops nobody else."""
        return await asyncio.shield(self.asked)

    async def when_replied(self) -> tuple[Message, ...]:
        """Wait for the replies, in the same way."""
        return await asyncio.shield(self.replied)

    def finish(self, asked: Message | None, replies: tuple[Message, ...]) -> None:
        """Tell everybody who waits."""
        if not self.asked.done():
            self.asked.set_result(asked)
        if not self.replied.done():
            self.replied.set_result(replies)
