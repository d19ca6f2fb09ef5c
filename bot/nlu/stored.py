"""The knowledge store that the components read."""

from __future__ import annotations

from bot.settings import settings
from knowledge.store import KnowledgeStore, open_engine


def knowledge_store() -> KnowledgeStore:
    """Return the store of the settings."""
    return KnowledgeStore(open_engine(settings().knowledge_url))
