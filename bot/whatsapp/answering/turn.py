"""One turn on WhatsApp: a message of the inbox in, its replies into the outbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.whatsapp.answering.replies import Replier
from bot.whatsapp.answering.seam import Out
from bot.whatsapp.inbox.people import People
from bot.whatsapp.inbox.store import Waiting

logger = logging.getLogger(__name__)

# Later than that, WhatsApp takes no answer, and nobody waits for one.
WINDOW = timedelta(hours=24)


class Turns:
    """Takes turns. Whatever goes wrong is raised; the same message again is answered once.

    Args:
        replier: finds the replies.
        people: what is known of people.
        out: sends them.
        clock: the moment now, with a time zone.
    """

    def __init__(
        self, replier: Replier, people: People, out: Out, clock: Callable[[], datetime]
    ) -> None:
        self._replier = replier
        self._people = people
        self._out = out
        self._clock = clock

    async def take(self, waiting: Waiting) -> None:
        """Answer a message.

        Raises:
            Exception: of any kind, when it could not be answered; nothing was sent then.
        """
        message, conversation = waiting.message, waiting.conversation
        if message is None:
            logger.error("a message on WhatsApp cannot be opened: the secret has changed")
            return
        if self._clock() - waiting.at > WINDOW:
            logger.warning("a message on WhatsApp was older than 24 hours, and was not answered")
            return
        person = await asyncio.to_thread(self._people.get, conversation)
        if not person.stopped:
            self._out.seen(message.id, self._clock())
        done = await self._replier.to(message, conversation, person)
        if done.replies:
            await asyncio.to_thread(
                self._out.put,
                conversation,
                message.address,
                done.replies,
                self._clock(),
                waiting.once,
            )
        if done.person != person:
            await asyncio.to_thread(self._people.put, conversation, done.person)
