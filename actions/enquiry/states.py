"""What an email in the outbox is for, and how far it is."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """Whom an email is for."""

    ENQUIRY = "enquiry"  # to the Taskforce
    COPY = "copy"  # to the person who asked for one


class State(StrEnum):
    """How far an email is. Only ``waiting`` ones are sent; ``dead`` ones need a person."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
