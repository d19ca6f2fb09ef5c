"""Seal messages, so that a copy of the database shows nothing of what was said."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import InvalidToken

from bot.sealing import sealer
from bot.transcript.session import Session


class Seal:
    """Seals and opens the messages of one conversation.

    Args:
        session: of the person who holds the key.
    """

    def __init__(self, session: Session) -> None:
        self._fernet = sealer(session.key, f"messages of {session.conversation}")

    def close(self, message: dict[str, Any]) -> str:
        """Return a message sealed."""
        return self._fernet.encrypt(json.dumps(message).encode()).decode("ascii")

    def open(self, sealed: str) -> dict[str, Any] | None:
        """Return a message, or None when it was sealed with another key or has been changed."""
        try:
            message: dict[str, Any] = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken:
            return None
        return message


def nameless(session: Session, n: int) -> str:
    """Return 64 hex digits that stand for a message, and that nobody without the key can trace."""
    about = f"feedback on {n} of {session.conversation}"
    return hmac.new(session.key.encode(), about.encode(), hashlib.sha256).hexdigest()
