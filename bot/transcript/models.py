"""The tables of conversations on the website, on the store's one history of migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text, UniqueConstraint

from actions.enquiry.moments import Moment
from knowledge.models import Base


class ConversationRow(Base):
    """A conversation that something was said in. ``ended``: the person has had it deleted."""

    __tablename__ = "web_conversation"

    id = Column(String(80), primary_key=True)
    last_active_at = Column(Moment, nullable=False, index=True)
    ended = Column(Boolean, nullable=False)


class MessageRow(Base):
    """A message. ``body`` is sealed with a key that is not in the database.

    ``client_id`` is the sender's own id of it; replies have none. ``answered`` is false only while
    a person's message waits for its replies: whoever makes it true may add them, and nobody else.
    """

    __tablename__ = "web_message"
    __table_args__ = (UniqueConstraint("conversation", "client_id", name="web_message_once"),)

    conversation = Column(
        String(80), ForeignKey("web_conversation.id", ondelete="CASCADE"), primary_key=True
    )
    n = Column(Integer, primary_key=True, autoincrement=False)
    client_id = Column(String(80), nullable=True)
    answered = Column(Boolean, nullable=False)
    body = Column(Text, nullable=False)
    at = Column(Moment, nullable=False)
