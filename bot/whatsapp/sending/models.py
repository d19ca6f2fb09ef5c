"""The tables of what goes out on WhatsApp, on the store's one history of migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Text, UniqueConstraint

from actions.enquiry.moments import Moment
from knowledge.models import Base


class MessageOutRow(Base):
    """A message that is due, on its way or done with. ``n`` is the order within a conversation.

    ``answers`` and ``part`` make putting an answer twice one answer. ``sealed``, what
    it says and where it goes, is there only as long as it may have to be sent. ``unsure`` counts
    the attempts of which nobody knows whether they got through. ``last_error`` is a code such as
    ``graph-131047``, never words of a server.
    """

    __tablename__ = "whatsapp_outbox"
    __table_args__ = (
        UniqueConstraint("answers", "part", name="whatsapp_answered_once"),
        Index("whatsapp_outbox_due", "state", "next_at"),
        Index("whatsapp_outbox_order", "conversation", "n"),
    )

    n = Column(Integer, primary_key=True, autoincrement=True)
    conversation = Column(String(80), nullable=False)
    answers = Column(String(255), nullable=True)
    part = Column(Integer, nullable=False)
    sealed = Column(Text, nullable=True)
    state = Column(String(10), nullable=False)
    attempts = Column(Integer, nullable=False)
    unsure = Column(Integer, nullable=False)
    next_at = Column(Moment, nullable=False)
    lease_until = Column(Moment, nullable=True)
    lease_owner = Column(String(40), nullable=True)
    last_error = Column(String(80), nullable=True)
    wamid = Column(String(255), nullable=True, index=True)
    put_at = Column(Moment, nullable=False, index=True)


class OfferedRow(Base):
    """A choice that was offered. ``newest``: it belongs to the newest turn of its conversation."""

    __tablename__ = "whatsapp_offered"
    __table_args__ = (Index("whatsapp_offered_newest", "conversation", "newest"),)

    id = Column(String(40), primary_key=True)
    conversation = Column(String(80), nullable=False)
    payload = Column(Text, nullable=False)
    title = Column(Text, nullable=False)
    reply = Column(Integer, nullable=False)
    number = Column(Integer, nullable=False)
    newest = Column(Boolean, nullable=False)
    at = Column(Moment, nullable=False, index=True)
