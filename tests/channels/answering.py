"""What stands in Rasa's place, and a clock, for tests of the web channel."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from rasa.core.channels.channel import UserMessage


@dataclass
class Answering:
    """Answers every message with its own words, when it may.

    Attributes:
        heard: the messages, in order.
        conversations: whose each of them was.
        may: cleared to hold the answers up.
        custom: what else a reply says of itself.
    """

    heard: list[str] = field(default_factory=list)
    conversations: list[str] = field(default_factory=list)
    may: threading.Event = field(default_factory=threading.Event)
    custom: dict[str, Any] = field(
        default_factory=lambda: {"kind": "answer", "entries": ["aaina-grant"], "sources": []}
    )

    async def __call__(self, message: UserMessage) -> None:
        """Handle a message, as Rasa does."""
        self.heard.append(str(message.text))
        self.conversations.append(str(message.sender_id))
        await asyncio.to_thread(self.may.wait)
        assert message.output_channel is not None
        await message.output_channel.send_response(
            str(message.sender_id),
            {
                "text": f"You said: {message.text}",
                "custom": self.custom,
                "buttons": [{"title": "Who chairs it?", "payload": '/choose{"entry": "chair"}'}],
            },
        )


class Clock:
    """The time, which a test can move on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> datetime:
        """Return the moment now."""
        return datetime.now(UTC) + timedelta(seconds=self.ahead)
