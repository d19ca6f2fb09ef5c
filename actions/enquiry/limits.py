"""How many enquiries may be handed over in a while: enough for people, too few for a flood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.store import EnquiryStore

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Limit(StrEnum):
    """Which limit is reached; ``enquiry_wording(limit)`` is what a person is told."""

    CONVERSATION = "limit_conversation"
    EMAIL = "limit_email"
    CHANNEL = "limit_channel"
    COPIES = "limit_copies"


@dataclass(frozen=True)
class Numbers:
    """The most enquiries in an hour and in 24 hours."""

    conversation_hour: int = 5
    conversation_day: int = 10
    email_day: int = 10
    channel_hour: int = 200
    copies_day: int = 3


class Limiter:
    """Tells whether one more enquiry may be handed over.

    Args:
        store: what was handed over.
        numbers: the limits.
    """

    def __init__(self, store: EnquiryStore, numbers: Numbers) -> None:
        self._store = store
        self._numbers = numbers

    def reached(self, conversation: str, enquiry: Enquiry, now: datetime) -> Limit | None:
        """Return the limit that stands in the way, or None; ask before ``store.submit``.

        Handing the same thing over again needs no room.

        Args:
            conversation: whose.
            enquiry: what would be handed over.
            now: with a time zone.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
        """
        if self._store.known(conversation, enquiry) is not None:
            return None
        enquiry = enquiry.cleaned()
        count, most = self._store.submitted_since, self._numbers
        hour, day = now - _HOUR, now - _DAY
        if (
            count(hour, conversation=conversation) >= most.conversation_hour
            or count(day, conversation=conversation) >= most.conversation_day
        ):
            return Limit.CONVERSATION
        if enquiry.email and count(day, email=enquiry.email) >= most.email_day:
            return Limit.EMAIL
        if count(hour, channel=enquiry.channel) >= most.channel_hour:
            return Limit.CHANNEL
        return None

    def copies_reached(self, email: str, now: datetime) -> Limit | None:
        """Return the limit when an address gets no more copies today, or None.

        It is for offering a copy or not; the store keeps to this limit itself. It raises as
        :meth:`reached` does.
        """
        sent = self._store.copies_since(now - _DAY, email)
        return Limit.COPIES if sent >= self._numbers.copies_day else None
