"""What actions share: the knowledge store of this process."""

from __future__ import annotations

from functools import lru_cache

from bot.settings import settings
from knowledge.store import KnowledgeStore, open_engine


@lru_cache(maxsize=1)
def knowledge_store() -> KnowledgeStore:
    """Return the store of the live content."""
    return KnowledgeStore(open_engine(settings().knowledge_url))
