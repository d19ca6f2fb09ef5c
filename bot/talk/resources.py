"""What the ways to talk on the website share, made from the settings."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from bot.edge.choices import Choices
from bot.settings import settings
from bot.talk.talk import Talk
from bot.transcript.engine import transcript_engine
from bot.transcript.session import Sessions
from bot.transcript.store import Transcript
from knowledge.feedback.store import FeedbackStore
from knowledge.store import open_engine


def conversation_kept() -> timedelta:
    """Return how long a conversation may be quiet until it is over."""
    return timedelta(minutes=settings().conversation_kept)


@lru_cache(maxsize=1)
def transcript() -> Transcript:
    """Return this process's transcripts."""
    return Transcript(transcript_engine(settings().knowledge_url), conversation_kept())


@lru_cache(maxsize=1)
def talk() -> Talk:
    """Return the conversations of this process."""
    return Talk(transcript(), Choices(settings().signing_secret()))


@lru_cache(maxsize=1)
def sessions() -> Sessions:
    """Return what makes and reads the tokens of sessions."""
    return Sessions(settings().signing_secret())


@lru_cache(maxsize=1)
def feedback_store() -> FeedbackStore:
    """Return where what people say of answers is kept."""
    return FeedbackStore(open_engine(settings().knowledge_url))
