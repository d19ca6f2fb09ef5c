"""What is said on WhatsApp alone, from ``wording.yml``."""

from __future__ import annotations

from bot.edge.turn import system_reply
from bot.texts import texts_beside
from bot.whatsapp.answering.seam import Reply


def said(key: str) -> Reply:
    """Return a reply of ours.

    Raises:
        KeyError: when there is no such text.
    """
    return system_reply(texts_beside(__file__)[key].strip())
