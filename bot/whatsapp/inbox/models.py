"""The tables of what comes in on WhatsApp, on the store's one history of migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Text

from actions.enquiry.moments import Moment
from knowledge.models import Base


class PersonRow(Base):
    """A person, by the id of the conversation. Neither number nor name is here.

    ``busy_until``: until then the worker ``busy_owner`` answers this person, or, without an owner,
    nobody does, because something went wrong.
    """

    __tablename__ = "whatsapp_person"

    conversation = Column(String(80), primary_key=True)
    greeted = Column(Boolean, nullable=False)
    stopped = Column(Boolean, nullable=False)
    heard_at = Column(Moment, nullable=False, index=True)
    busy_until = Column(Moment, nullable=True)
    busy_owner = Column(String(40), nullable=True)


class AliasRow(Base):
    """What a person is known by, as a keyed hash."""

    __tablename__ = "whatsapp_alias"

    alias = Column(String(64), primary_key=True)
    conversation = Column(
        String(80),
        ForeignKey("whatsapp_person.conversation", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


class InboxRow(Base):
    """A message that came in. ``once`` is a hash of its id, kept so that it is answered once.

    ``body`` is sealed, and gone as soon as the message is done with. ``at`` is when it was sent.
    """

    __tablename__ = "whatsapp_inbox"
    __table_args__ = (Index("whatsapp_inbox_due", "state", "next_at"),)

    n = Column(Integer, primary_key=True, autoincrement=True)
    once = Column(String(64), nullable=False, unique=True)
    conversation = Column(
        String(80),
        ForeignKey("whatsapp_person.conversation", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )
    at = Column(Moment, nullable=False)
    received_at = Column(Moment, nullable=False, index=True)
    state = Column(String(10), nullable=False)
    attempts = Column(Integer, nullable=False)
    next_at = Column(Moment, nullable=False)
    body = Column(Text, nullable=True)
