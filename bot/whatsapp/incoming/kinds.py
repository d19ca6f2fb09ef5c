"""What a webhook can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.whatsapp.person import Address


class Kind(StrEnum):
    """What a person sent."""

    TEXT = "text"
    CHOICE = "choice"  # a button or a row of a list
    PICTURE = "picture"
    VIDEO = "video"
    VOICE = "voice"
    FILE = "file"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"  # what we cannot read, or nobody can
    WELCOME = "welcome"  # the chat was opened and nothing said


@dataclass(frozen=True)
class Incoming:
    """A message of a person, which waits for an answer.

    Attributes:
        id: WhatsApp's id of it.
        address: whose.
        kind: what it is.
        at: when it was sent, with a time zone; None when that is not told.
        text: the words of a text, the caption of a picture, or what the button said.
        choice: the id of what was chosen; a text has one when it comes from a template's button.
    """

    id: str
    address: Address
    kind: Kind
    at: datetime | None = None
    text: str = field(default="", repr=False)
    choice: str = field(default="", repr=False)


@dataclass(frozen=True)
class Status:
    """What became of a message of ours.

    Attributes:
        item: as WhatsApp tells it.
    """

    item: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Moved:
    """A person has another phone number or user id from now on."""

    before: Address
    now: Address


@dataclass(frozen=True)
class Notice:
    """Something that nobody answers.

    Attributes:
        what: for the log; no words of a person are in it.
        alert: whether somebody should look at it.
        code: WhatsApp's code of an error.
    """

    what: str
    alert: bool = False
    code: int | None = None


Item = Incoming | Status | Moved | Notice
