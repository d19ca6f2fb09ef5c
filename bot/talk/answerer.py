"""Ask Rasa, as every turn does."""

from __future__ import annotations

from typing import Any

from bot.edge.private import PrivateWords
from bot.edge.turn import OnNewMessage, take_turn
from bot.settings import Settings
from bot.talk.talk import Answerer

CHANNEL = "web"


def answerer(on_new_message: OnNewMessage, settings: Settings, private: PrivateWords) -> Answerer:
    """Return what gives a message to Rasa and returns the replies.

    Args:
        on_new_message: Rasa's handler.
        settings: of this process.
        private: hides and shows what is personal.
    """

    async def answer(conversation: str, text: str) -> list[dict[str, Any]]:
        return await take_turn(
            on_new_message, conversation, text, CHANNEL, settings.reply_timeout, private
        )

    return answer
