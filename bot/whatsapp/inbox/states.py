"""How far a message in the inbox is."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Only ``waiting`` ones are answered; ``dead`` ones could not be, again and again."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"
