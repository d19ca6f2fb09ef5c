"""What actions share: the live content."""

from __future__ import annotations

from functools import lru_cache

from bot.settings import settings
from knowledge.cache import EntryCache
from knowledge.store import KnowledgeStore, open_engine


@lru_cache(maxsize=1)
def knowledge_store() -> KnowledgeStore:
    """Return the store of the live content."""
    return KnowledgeStore(open_engine(settings().knowledge_url))


@lru_cache(maxsize=1)
def live_entries() -> EntryCache:
    """Return the entries of the live content."""
    return EntryCache(knowledge_store())
