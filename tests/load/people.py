"""People who talk to a server at the same time, each in a conversation of their own."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

TURNS = 10  # messages in a conversation
_LONGEST_WAIT = 30.0  # seconds for one reply


@dataclass(frozen=True)
class Phase:
    """What one phase of talking gave."""

    people: int
    replies_a_second: float
    median_ms: float
    p95_ms: float
    replies: int
    failures: int


def read_messages(path: Path, count: int) -> list[str]:
    """Return the first ``count`` questions of a JSON Lines file."""
    lines = path.read_text("utf-8").splitlines()[:count]
    return [str(json.loads(line)["text"]) for line in lines if line.strip()]


def talk(url: str, messages: Sequence[str], people: int, seconds: float) -> Phase:
    """Send every message once, in conversations of ten, ``people`` at a time.

    Args:
        url: the address of the server.
        messages: what to say.
        people: how many conversations go on at the same time.
        seconds: the longest time; the conversations that are left then are not begun.
    """
    return asyncio.run(_talk(url, messages, people, seconds))


async def _talk(url: str, messages: Sequence[str], people: int, seconds: float) -> Phase:
    conversations = [messages[at : at + TURNS] for at in range(0, len(messages), TURNS)]
    waits: list[float] = []
    failures = 0
    began = time.perf_counter()

    async def person(session: aiohttp.ClientSession) -> None:
        nonlocal failures
        while conversations:
            sender = uuid.uuid4().hex
            for text in conversations.pop(0):
                if time.perf_counter() - began > seconds:
                    return
                asked = time.perf_counter()
                if await _say(session, url, sender, text):
                    waits.append(time.perf_counter() - asked)
                else:
                    failures += 1

    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=_LONGEST_WAIT),
        connector=aiohttp.TCPConnector(limit=people),
    ) as session:
        await asyncio.gather(*(person(session) for _ in range(people)))
    took = time.perf_counter() - began
    milliseconds = sorted(1000 * wait for wait in waits) or [float("nan")]
    return Phase(
        people=people,
        replies_a_second=len(waits) / took,
        median_ms=statistics.median(milliseconds),
        p95_ms=milliseconds[int(0.95 * (len(milliseconds) - 1))],
        replies=len(waits),
        failures=failures,
    )


async def _say(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> bool:
    """Say one thing; return whether there was a reply (an apology for a fault is none)."""
    body = {"sender": sender, "message": text}
    try:
        async with session.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
            replies = await answer.json(content_type=None)
            if answer.status != 200 or not replies:
                return False
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
    return any((reply.get("custom") or {}).get("kind") != "system" for reply in replies)
