"""A session: the signed token that says which conversation it is, and opens what is kept of it."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from itsdangerous import BadData, URLSafeTimedSerializer

SESSION_LASTS = 12 * 60 * 60  # seconds


@dataclass(frozen=True)
class Session:
    """One person's right to one conversation.

    Attributes:
        conversation: its id.
        key: what seals and opens its messages; the server keeps no copy.
        opened_at: with a time zone.
    """

    conversation: str
    key: str = field(repr=False)
    opened_at: datetime


class Sessions:
    """Makes and reads the tokens of sessions. Opening one stores nothing.

    Args:
        secret: what they are signed with.
    """

    def __init__(self, secret: str) -> None:
        self._signed = URLSafeTimedSerializer(secret, salt="web-session")

    def open(self) -> str:
        """Return the token of a new conversation."""
        return str(self._signed.dumps([uuid.uuid4().hex, secrets.token_urlsafe(32)]))

    def read(self, token: str) -> Session | None:
        """Return the session of a token, or None when it is not ours or too old."""
        try:
            held, opened_at = self._signed.loads(
                token, max_age=SESSION_LASTS, return_timestamp=True
            )
        except BadData:
            return None
        if not (
            isinstance(held, list) and len(held) == 2 and all(isinstance(h, str) for h in held)
        ):
            return None
        return Session(f"web:{held[0]}", held[1], opened_at)
