"""What a person says, and what a reply looks like to a client."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.edge.admit import Refused, admit
from bot.edge.choices import Choices
from bot.edge.wording import edge_wording

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_ENVELOPE = ("n", "from", "to", "id", "useful", "reference")


@dataclass(frozen=True)
class Said:
    """A message that is let in.

    Attributes:
        text: what is shown as the person's words.
        payload: what Rasa gets.
        id: the client's own id of it.
    """

    text: str
    payload: str
    id: str | None = None

    @property
    def message(self) -> dict[str, Any]:
        """What is kept of it, and shown."""
        id = {"id": self.id} if self.id else {}
        # Of a choice the words are ours: nobody asked them.
        chosen = {"chosen": True} if self.payload.startswith("/") else {}
        return {"from": "person", **id, "text": self.text, **chosen}


def said_in(
    body: dict[str, Any], conversation: str, choices: Choices, longest: int
) -> Said | Refused:
    """Return the message that a body holds, or why it is refused.

    Args:
        body: with ``text`` or ``choice``, and perhaps an ``id``.
        conversation: whose.
        choices: tells which choices are ours.
        longest: the most characters let in.
    """
    id = body.get("id")
    if id is not None and not is_id(id):
        return Refused("not_text", edge_wording("not_text"))
    if "choice" in body:
        chosen = choices.redeem(conversation, body["choice"])
        if chosen is None:
            return Refused("choice_expired", edge_wording("choice_expired"))
        return Said(chosen.title, chosen.payload, id)
    admitted = admit(body.get("text"), longest)
    return admitted if isinstance(admitted, Refused) else Said(admitted, admitted, id)


def is_id(id: object) -> bool:
    """Tell whether it can be a client's id of a message."""
    return isinstance(id, str) and bool(_ID.fullmatch(id))


def reply_of(message: dict[str, Any]) -> dict[str, Any]:
    """Return the reply alone that an assistant's message carries."""
    return {key: value for key, value in message.items() if key not in _ENVELOPE}
