"""A burst of webhooks, as Meta sends them: in any order, some twice, and again until a 200."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.unit.whatsapp.webhooks import of, text

_AT_ONCE = 8


@dataclass
class Message:
    """A message of a person.

    Attributes:
        person: whose.
        number: which of theirs, from 0.
        sent: when its first webhook was sent.
        acknowledged: when that was answered with 200.
    """

    person: str
    number: int
    sent: float = 0.0
    acknowledged: float = 0.0
    took: list[float] = field(default_factory=list)

    @property
    def id(self) -> str:
        """WhatsApp's id of it."""
        return f"wamid.{self.person}.{self.number}"

    @property
    def words(self) -> str:
        """What it says."""
        return f"Question {self.number} of person {self.person[-2:]}"


def burst(people: int, each: int, doubled: float, chance: random.Random) -> list[Message]:
    """Return messages of many people, some of them twice, shuffled."""
    messages = [Message(str(447700900900 + n), k) for n in range(people) for k in range(each)]
    webhooks = messages + chance.sample(messages, round(doubled * len(messages)))
    chance.shuffle(webhooks)
    return webhooks


def deliver(
    webhooks: list[Message],
    post: Callable[[Any], int],
    begun: int,
    acknowledged: Callable[[int], None] = lambda _number: None,
) -> list[Message]:
    """Send webhooks; return those that were not acknowledged.

    Args:
        webhooks: what to send.
        post: sends one and returns the status; a broken connection is an OSError.
        begun: when it all began, in seconds of the clock.
        acknowledged: told how many were acknowledged so far.
    """
    so_far = count(1)

    def send(message: Message) -> bool:
        at = str(begun + message.number)
        sent = time.monotonic()
        try:
            if post(of(text(message.words, message.id, message.person, at))) != 200:
                return False
        except OSError:
            return False
        now = time.monotonic()
        message.took.append(now - sent)
        if not message.acknowledged:
            message.sent, message.acknowledged = sent, now
        acknowledged(next(so_far))
        return True

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        done = list(threads.map(send, webhooks))
    return [message for message, went in zip(webhooks, done, strict=True) if not went]


def out_of_order(webhooks: list[Message], answered: dict[str, int]) -> list[tuple[str, str]]:
    """Return pairs of a person's messages that were answered the wrong way round.

    Args:
        webhooks: all of them.
        answered: the place of each message's answer, by its words.
    """
    distinct = {message.words: message for message in webhooks}.values()
    return [
        (one.words, two.words)
        for one in distinct
        for two in distinct
        if one.person == two.person
        and one.number < two.number
        and one.acknowledged < two.sent  # else nobody could know
        and answered[one.words] > answered[two.words]
    ]


def figures(webhooks: list[Message]) -> str:
    """Return how long Meta waited, in words."""
    took = sorted(1000 * t for m in {m.id: m for m in webhooks}.values() for t in m.took)
    p95 = took[int(0.95 * (len(took) - 1))]
    return f"{len(took)} webhooks: median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms"
