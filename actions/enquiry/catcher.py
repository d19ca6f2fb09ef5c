"""Catch email in development: what would be sent is written to a folder, and nothing leaves."""

from __future__ import annotations

import asyncio
import logging
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

logger = logging.getLogger(__name__)

_MOST_KEPT = 200  # emails; what people type into a trial need not stay for ever


class Catcher:
    """An SMTP server on this machine (RFC 5321) that keeps each email as an ``.eml`` file.

    Args:
        folder: where the files go; it is made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: asyncio.Server | None = None
        self._caught = 0

    async def start(self) -> int:
        """Listen on a free port of 127.0.0.1, and return it.

        Raises:
            OSError: when the folder cannot be made.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: SMTP(self, hostname="localhost", loop=loop), "127.0.0.1", 0
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep one email and accept it, or answer that the disk failed (called by aiosmtpd)."""
        try:
            path = await asyncio.to_thread(self._keep, envelope.content)
        except OSError as error:
            logger.error("an email could not be kept: %s", error.strerror)
            return "451 Requested action aborted: error in processing"
        logger.info("an email is in %s", path)
        return "250 OK"

    def _keep(self, content: bytes) -> Path:
        self._caught += 1
        message_id = str(message_from_bytes(content, policy=default)["Message-ID"] or "")
        name = "".join(c for c in message_id if c.isalnum())[:60] or f"without-id-{self._caught}"
        path = self._folder / f"{name}.eml"
        # The whole file or none: readers never see half an email.
        half = path.with_suffix(".half")
        half.write_bytes(content)
        half.replace(path)
        for old in sorted(self._folder.glob("*.eml"), key=_age)[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
        return path


def _age(path: Path) -> int:
    try:
        return -path.stat().st_mtime_ns
    except FileNotFoundError:  # another process deleted it
        return 0
