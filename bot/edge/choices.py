"""Buttons carry opaque, signed ids that we issued to that conversation. No other is a choice."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeSerializer


class Choices:
    """Turns Rasa's button payloads into opaque ids, and back.

    Args:
        secret: the key that signs.
    """

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(secret, salt="choice")

    def issue(self, conversation: str, payload: str) -> str:
        """Return the id that stands for a button's payload in this conversation."""
        return str(self._signer.dumps([conversation, payload]))

    def redeem(self, conversation: str, choice: object) -> str | None:
        """Return the message for Rasa that an id stands for; None when it is not ours."""
        if not isinstance(choice, str) or len(choice) > 500:
            return None
        try:
            issued_to, payload = self._signer.loads(choice)
        except (BadData, ValueError, TypeError):
            return None
        return str(payload) if issued_to == conversation else None
