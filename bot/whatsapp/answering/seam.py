"""What answering needs of the rest of the house."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.whatsapp.person import Address

Reply = dict[str, Any]
# Gives a conversation's message to Rasa and returns the replies; never none.
Answer = Callable[[str, str], Awaitable[list[Reply]]]


class Offers(Protocol):
    """Knows the choices that were offered (:class:`bot.whatsapp.offered.Offered`)."""

    def redeem(self, conversation: str, said: object) -> str | None:
        """Return the payload of a choice by its id, number or title, or None."""


class Out(Protocol):
    """Sends what is put there (:class:`bot.whatsapp.outgoing.Outgoing`)."""

    def put(
        self,
        conversation: str,
        to: Address,
        replies: Sequence[Reply],
        now: datetime,
        answers: str | None = None,
    ) -> None:
        """Write down replies that are to be sent."""

    def seen(self, message_id: str, now: datetime) -> None:
        """Mark a message as read."""

    def status(self, status: dict[str, Any], now: datetime) -> None:
        """Note what became of a message of ours."""
