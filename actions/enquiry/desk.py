"""Where enquiries go, and from which address they are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4


def new_id() -> str:
    """Return 32 hex digits that nobody had before."""
    return uuid4().hex


@dataclass(frozen=True)
class Desk:
    """The addresses of this service.

    Attributes:
        mail_from: what our emails are from; its domain ends every Message-ID.
        enquiries_to: the mailbox that reads enquiries.
        copies_a_day: how many copies one address gets in 24 hours. Anyone can type anyone's
            address, so without a limit we would send unwanted mail for them.
    """

    mail_from: str = "taskforce-assistant@example.org"
    enquiries_to: str = "raceequalitiestaskforce@wmca.org.uk"
    copies_a_day: int = 3

    def new_message_id(self, new: Callable[[], str] = new_id) -> str:
        """Return a Message-ID (RFC 5322, 3.6.4) that is unique in the world."""
        return f"<enq-{new()}@{self.mail_from.rpartition('@')[2]}>"
