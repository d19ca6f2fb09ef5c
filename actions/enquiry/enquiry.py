"""An enquiry, and the draft that it grows from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from actions.enquiry.problems import Problem
from actions.enquiry.text import clean_body, clean_line

LONGEST_ABOUT = 4000  # characters
LONGEST_NAME = 100  # characters, of a person or an organisation


@dataclass(frozen=True)
class Enquiry:
    """What a person hands over.

    Attributes:
        channel: where it was written, such as ``web``.
        about: the question, in the person's words; may have several lines.
        topic: a topic of the knowledge base that it belongs to.
        entry: the id of the entry that was shown last.
        email: where the answer goes, as :func:`actions.enquiry.address.valid_email` gave it.
        transcript: the conversation, only with the person's yes.
        copy_wanted: whether the person wants a copy by email.
    """

    channel: str
    about: str
    topic: str | None = None
    entry: str | None = None
    email: str | None = None
    name: str | None = None
    organisation: str | None = None
    transcript: str | None = None
    copy_wanted: bool = False

    def cleaned(self) -> Enquiry:
        """Return it without characters that a database, a header or a reader trips over.

        Nothing is cut: what is too long is for :func:`problems` to tell before.
        """
        return replace(
            self,
            channel=clean_line(self.channel)[:40] or "unknown",
            about=clean_body(self.about),
            topic=_line(self.topic),
            entry=_line(self.entry),
            email=_line(self.email),
            name=_line(self.name),
            organisation=_line(self.organisation),
            transcript=clean_body(self.transcript or "") or None,
        )

    def fingerprint(self, conversation: str | None) -> str:
        """Return 64 hex digits, the same when the same thing is handed over again.

        Case and spacing of the question do not count, nor does what is told beside it.

        Args:
            conversation: whose; None makes it the same for everybody on the channel.
        """
        about = " ".join(clean_body(self.about).split()).casefold()
        # Of different lengths, so that no conversation can be called like a channel.
        whose = ["channel", self.channel] if conversation is None else [conversation]
        parts = [*whose, about, (self.email or "").casefold()]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Draft:
    """What a person has told so far. ``asks`` is what was asked for last, such as ``email``."""

    conversation: str
    channel: str
    about: str | None = None
    topic: str | None = None
    entry: str | None = None
    email: str | None = None
    name: str | None = None
    organisation: str | None = None
    transcript_wanted: bool = False
    copy_wanted: bool = False
    asks: str | None = None

    def cleaned(self) -> Draft:
        """Return it with its texts cleaned, as :meth:`Enquiry.cleaned` does."""
        return replace(
            self,
            channel=clean_line(self.channel)[:40] or "unknown",
            about=clean_body(self.about or "") or None,
            topic=_line(self.topic),
            entry=_line(self.entry),
            email=_line(self.email),
            name=_line(self.name),
            organisation=_line(self.organisation),
        )

    def enquiry(self, transcript: str | None = None) -> Enquiry:
        """Return the enquiry that this draft makes.

        Args:
            transcript: the conversation; left out unless the person wanted it to go along.
        """
        return Enquiry(
            channel=self.channel,
            about=self.about or "",
            topic=self.topic,
            entry=self.entry,
            email=self.email,
            name=self.name,
            organisation=self.organisation,
            transcript=transcript if self.transcript_wanted else None,
            copy_wanted=self.copy_wanted,
        )


def about_problem(text: str) -> Problem | None:
    """Return what is wrong with a question, or None; a letter or digit must be in it."""
    cleaned = clean_body(text)
    if not any(char.isalnum() for char in cleaned):
        return Problem.ABOUT_MISSING
    return Problem.ABOUT_TOO_LONG if len(cleaned) > LONGEST_ABOUT else None


def name_problem(text: str) -> Problem | None:
    """Return what is wrong with a person's name, or None; it may be empty."""
    return Problem.NAME_TOO_LONG if len(clean_line(text)) > LONGEST_NAME else None


def organisation_problem(text: str) -> Problem | None:
    """Return what is wrong with the name of an organisation, or None; it may be empty."""
    return Problem.ORGANISATION_TOO_LONG if len(clean_line(text)) > LONGEST_NAME else None


def _line(text: str | None) -> str | None:
    return clean_line(text or "") or None
