"""Run the sending of enquiries beside Rasa's server."""

from __future__ import annotations

from typing import Any

from actions.enquiry.service import MailService
from bot.settings import Settings
from knowledge.store import open_engine


class Mail:
    """Starts and stops with the server (Sanic listeners).

    Args:
        settings: of this process.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._service: MailService | None = None

    async def start(self, _app: Any, _loop: Any) -> None:
        """Start sending."""
        self._service = MailService(self._settings, open_engine(self._settings.knowledge_url))
        await self._service.start()

    async def stop(self, _app: Any, _loop: Any) -> None:
        """Finish what is under way, and stop."""
        if self._service is not None:
            await self._service.stop()
