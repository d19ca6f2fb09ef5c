"""What actions share: the live entries."""

from __future__ import annotations

from functools import lru_cache

from bot.settings import settings
from knowledge.cache import EntryCache
from knowledge.store import KnowledgeStore, open_engine


@lru_cache(maxsize=1)
def live_entries() -> EntryCache:
    """Return the entries of the live content."""
    return EntryCache(KnowledgeStore(open_engine(settings().knowledge_url)))
