"""The one thing that an action gives and every channel renders: a reply."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class ReplyKind(StrEnum):
    """What a reply is: the closed set used by dialogue, tests, metrics and channels."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"
    SIGNPOST = "signpost"
    BOUNDARY = "boundary"
    HANDOFF = "handoff"
    SMALLTALK = "smalltalk"
    SYSTEM = "system"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReplySource(_Frozen):
    """A page that a reply rests on, and the day we checked it."""

    title: str
    url: str
    published: str | None = None
    checked_on: date


class Choice(_Frozen):
    """Something a person may choose next: an entry, by its title."""

    title: str
    entry: str


class Reply(_Frozen):
    """A reply, the same for every channel.

    Attributes:
        kind: what it is.
        text: what to say; paragraphs are separated by an empty line.
        title: a heading, where the reply has one.
        short: the text for small screens, where it differs.
        entries: ids of the entries it comes from.
        sources: the pages it rests on.
        choices: what may be chosen next.
    """

    kind: ReplyKind
    text: str
    title: str | None = None
    short: str | None = None
    entries: tuple[str, ...] = ()
    sources: tuple[ReplySource, ...] = ()
    choices: tuple[Choice, ...] = ()
