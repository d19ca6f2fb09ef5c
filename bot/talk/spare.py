"""Replies that could not be kept: remembered for a while, so that they can be told again."""

from __future__ import annotations

from collections import OrderedDict

from bot.talk.turn import Message

_MOST = 500


class Spare:
    """Remembers the replies of a few turns in memory, by conversation and id of the message."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._replies: OrderedDict[tuple[str, str], tuple[Message, ...]] = OrderedDict()

    def put(self, conversation: str, id: str | None, replies: tuple[Message, ...]) -> None:
        """Remember the replies to a message, if it has an id."""
        if id is None:
            return
        self._replies[conversation, id] = replies
        while len(self._replies) > self._most:
            self._replies.popitem(last=False)

    def take(self, conversation: str, id: str | None) -> tuple[Message, ...] | None:
        """Return the replies to a message and forget them; None when there are none."""
        return self._replies.pop((conversation, id), None) if id else None

    def forget(self, conversation: str) -> None:
        """Forget a conversation."""
        for key in [key for key in self._replies if key[0] == conversation]:
            del self._replies[key]
