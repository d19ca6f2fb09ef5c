"""Read the enquiries that were handed over, for sending, for counting and for those they name."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.mailbox import same_mailbox
from actions.enquiry.models import EnquiryRow, MailRow
from actions.enquiry.states import Purpose


@dataclass(frozen=True)
class Kept:
    """An enquiry as it is kept; ``created_at`` is in UTC."""

    id: str
    reference: str
    conversation: str
    created_at: datetime
    enquiry: Enquiry


class Records:
    """Reads enquiries. Database errors are raised as they are.

    Args:
        engine: a database that :func:`knowledge.store.migrate` has prepared.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enquiry(self, reference: str) -> Kept | None:
        """Return the enquiry with a reference (as we write it), or None."""
        query = select(EnquiryRow).where(EnquiryRow.reference == reference)
        with Session(self._engine) as session:
            row = session.execute(query).scalar_one_or_none()
            return kept(row) if row is not None else None

    def last_of(self, conversation: str) -> Kept | None:
        """Return what a conversation has handed over last, or None."""
        query = (
            select(EnquiryRow)
            .where(EnquiryRow.conversation == conversation)
            .order_by(EnquiryRow.created_at.desc())
            .limit(1)
        )
        with Session(self._engine) as session:
            row = session.execute(query).scalar_one_or_none()
            return kept(row) if row is not None else None

    def known(self, conversation: str, enquiry: Enquiry) -> str | None:
        """Return the reference when a conversation has handed the same thing over, or None."""
        fingerprint = enquiry.cleaned().fingerprint(conversation)
        query = select(EnquiryRow.reference).where(EnquiryRow.fingerprint == fingerprint)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def known_on_channel(self, conversation: str, enquiry: Enquiry, since: datetime) -> str | None:
        """Return the reference when ``submit`` with ``same_since`` would find it kept, or None.

        Args:
            conversation: whose; what it handed over itself counts however old it is.
            enquiry: what would be handed over.
            since: how far to look back, with a time zone.
        """
        query = select(EnquiryRow.reference).where(
            EnquiryRow.fingerprint == enquiry.cleaned().fingerprint(None),
            or_(EnquiryRow.created_at >= since, EnquiryRow.conversation == conversation),
        )
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def submitted_since(
        self,
        since: datetime,
        *,
        conversation: str | None = None,
        email: str | None = None,
        channel: str | None = None,
    ) -> int:
        """Return how many enquiries were handed over since a moment, of those that are still kept.

        Args:
            since: with a time zone; the moment itself counts.
            conversation: only of this conversation.
            email: only with an address of this one's mailbox, in any case and with any tag.
            channel: only from this channel.
        """
        query = select(func.count()).select_from(EnquiryRow).where(EnquiryRow.created_at >= since)
        if conversation is not None:
            query = query.where(EnquiryRow.conversation == conversation)
        if email is not None:
            query = query.where(same_mailbox(EnquiryRow.email, email))
        if channel is not None:
            query = query.where(EnquiryRow.channel == channel)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def copies_since(self, since: datetime, email: str) -> int:
        """Return how many copies a mailbox was promised since a moment (with a time zone).

        Its addresses count as one, whatever their case and tag.
        """
        query = (
            select(func.count())
            .select_from(MailRow)
            .join(EnquiryRow)
            .where(
                MailRow.purpose == Purpose.COPY.value,
                same_mailbox(MailRow.recipient, email),
                EnquiryRow.created_at >= since,
            )
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())


def kept(row: Any) -> Kept:
    """Return a row of the table of enquiries as :class:`Kept`."""
    told = {field.name: getattr(row, field.name) for field in fields(Enquiry)}
    return Kept(row.id, row.reference, row.conversation, row.created_at, Enquiry(**told))
