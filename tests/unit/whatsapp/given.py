"""What the tests of outgoing messages begin with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.whatsapp.person import Address
from bot.whatsapp.sending.seal import Seal

SEAL = Seal("a secret of these tests")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
JO = Address("447700900123", None)
AL = Address(None, "GB.13491208655302741918")


def reply(text: str = "Hello.", titles: tuple[str, ...] = (), **custom: Any) -> dict[str, Any]:
    """A reply as a turn gives it; each title is a choice."""
    buttons = [{"title": title, "payload": f"/choose{{{n}}}"} for n, title in enumerate(titles, 1)]
    return {"text": text, "buttons": buttons, "custom": {"kind": "answer", **custom}}
