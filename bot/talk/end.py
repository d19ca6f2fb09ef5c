"""End a conversation: delete all that is kept of it."""

from __future__ import annotations

import asyncio
import logging

from rasa.core.agent import Agent
from rasa.shared.core.trackers import DialogueStateTracker

from actions.enquiry.store import EnquiryStore
from bot.talk.talk import Talk
from bot.transcript.session import Session

logger = logging.getLogger(__name__)


async def end(talk: Talk, session: Session, agent: Agent, enquiries: EnquiryStore) -> None:
    """Delete the messages, the assistant's memory and a draft of an enquiry.

    A turn that is under way is finished first. What was handed over to the team stays.

    Raises:
        bot.transcript.hurried.Unkept: when the messages could not be deleted.
        sqlalchemy.exc.SQLAlchemyError: when the draft could not be deleted.
    """
    async with talk.lock(session.conversation):
        talk.forget(session.conversation)
        await forget(agent, session.conversation)
        await talk.hurried.run(talk.transcript.end, session, talk.clock())
        await asyncio.to_thread(enquiries.discard, session.conversation)


async def forget(agent: Agent, conversation: str) -> None:
    """Delete the assistant's memory of a conversation (Rasa's tracker)."""
    async with agent.lock_store.lock(conversation):
        # Of a conversation without events our store keeps nothing.
        await agent.tracker_store.save(DialogueStateTracker(conversation, agent.domain.slots))
