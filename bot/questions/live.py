"""The page of all answers as it is now: rendered once for each version of the content."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from bot.pages.stored import Stored
from bot.questions.page import HEADERS, questions_page
from knowledge.store import KnowledgeStore

logger = logging.getLogger(__name__)

_LOOK_EVERY = 1.0  # seconds
_HEADERS = {**HEADERS, "Cache-Control": "public, max-age=300"}


class LiveQuestions:
    """Gives the page; while the database is away, the one that was live last.

    Args:
        store: where the content is.
        clock: seconds that only go forward.
    """

    def __init__(self, store: KnowledgeStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._version: str | None = None
        self._page: Stored | None = None

    def warm_up(self) -> LiveQuestions:
        """Render the page once, so that there is one even if the database goes away later."""
        self.page()
        return self

    def page(self) -> Stored | None:
        """Return the page, or None when there was none yet. It may wait for the database."""
        # One looks; the others need not wait for it when there is something to show.
        if self._lock.acquire(blocking=self._page is None):
            try:
                if self._clock() - self._looked >= _LOOK_EVERY:
                    self._look()
            finally:
                self._lock.release()
        return self._page

    def _look(self) -> None:
        try:
            # Read before the entries: a load in between is seen at the next look.
            version = self._store.version()
            if version is not None and version != self._version:
                page = questions_page(self._store.live_entries()).encode()
                self._page = Stored.of(page, "text/html; charset=utf-8", _HEADERS)
                self._version = version
        except Exception as error:
            logger.error("the page of all answers cannot be renewed: %s", type(error).__name__)
        self._looked = self._clock()
