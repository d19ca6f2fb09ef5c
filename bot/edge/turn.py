"""One turn of a conversation: a message in, at least one reply out, always."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.edge.wording import edge_wording
from bot.reply import ReplyKind

logger = logging.getLogger(__name__)
OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class ReplyCollector(CollectingOutputChannel):
    """Collects replies whole: text, buttons and ``custom`` in one message.

    Rasa's own collector sends ``custom`` as a message of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.replies: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one reply (called by Rasa)."""
        custom = message.get("custom") or {}
        if not (message.get("text") or custom):
            return
        self.replies.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                "custom": {"kind": ReplyKind.SYSTEM.value, "entries": [], "sources": [], **custom},
            }
        )


def system_reply(text: str) -> dict[str, Any]:
    """Return a reply of kind ``system`` with this text."""
    custom = {"kind": ReplyKind.SYSTEM.value, "entries": [], "sources": []}
    return {"text": text, "buttons": [], "custom": custom}


async def take_turn(
    on_new_message: OnNewMessage, conversation: str, text: str, channel: str, patience: float
) -> list[dict[str, Any]]:
    """Give a message to Rasa and return its replies; never an empty list.

    An exception, a time-out or an empty turn is logged and becomes an apology with the contact
    address. The message goes on being handled after a time-out; what it says late is dropped.

    Args:
        on_new_message: Rasa's handler.
        conversation: the id of the conversation, given by the server.
        text: the message for Rasa.
        channel: the name of the channel.
        patience: the longest time to wait, in seconds.
    """
    collector = ReplyCollector()
    message = UserMessage(text, collector, conversation, input_channel=channel)
    handling = asyncio.ensure_future(on_new_message(message))
    try:
        await asyncio.wait_for(asyncio.shield(handling), patience)
    except TimeoutError:
        logger.error("a turn took longer than %s seconds", patience)
        handling.add_done_callback(lambda task: task.exception())
        return [system_reply(edge_wording("failed"))]
    except asyncio.CancelledError:
        raise
    except Exception:
        logger.exception("a turn failed")
    if not collector.replies:
        logger.error("a turn gave no reply")
        return [system_reply(edge_wording("failed"))]
    return collector.replies
