"""Installs the chats and visits them in turn."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime

from playwright.sync_api import Browser, Error

from tests.load.widget.chats import CHATS, HERE, Chat, NotInstalledError
from tests.load.widget.figures import Figures, spread, table
from tests.load.widget.visit import visit

_NO_MORE_AFTER = 285  # seconds; what was begun by then is ended within six minutes


class Bench:
    """The chats that can be measured, and what was measured."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.rounds = 0
        self._began = time.monotonic()
        self._figures: dict[Chat, Figures] = {}
        self._missing: list[str] = []

    def install(self) -> None:
        """Get the chats and lay out their pages; one that cannot be installed is left out."""
        page = (HERE / "host.html").read_text("utf-8")
        for chat in CHATS:
            _say(f"installing {chat.label}")
            try:
                self.files |= chat.files()
            except NotInstalledError as error:
                self._leave_out(chat, "could not be installed", error)
                continue
            self.files[f"/{chat.name}"] = page.replace("{snippet}", chat.snippet()).encode()
            self._figures[chat] = Figures(chat.label)

    def measure(self, browser: Browser, origin: str, rounds: int) -> None:
        """Visit every chat in every round, each time in another order, while there is time."""
        while self.rounds < rounds and time.monotonic() - self._began < _NO_MORE_AFTER:
            _say(f"round {self.rounds + 1} of {rounds}")
            for chat in _shuffled(list(self._figures)):
                self._visit(browser, origin, chat)
            self.rounds += 1

    def table(self) -> str:
        """Return the comparison; below it how far visits differ, and what was not measured."""
        ours, *others = self._figures.values()
        return "\n\n".join([table(ours, others), spread([ours, *others]), *self._missing])

    def _visit(self, browser: Browser, origin: str, chat: Chat) -> None:
        figures = self._figures[chat]
        try:
            opened = visit(browser, origin, chat, opens=True)
            closed = visit(browser, origin, chat, opens=False) if chat.launcher else opened
        except Error as error:
            if chat.package is None:
                raise
            self._leave_out(chat, "could not be measured", error)
            del self._figures[chat]
            return
        figures.opened.append(opened)
        figures.closed.append(closed)

    def _leave_out(self, chat: Chat, why: str, error: Exception) -> None:
        self._missing.append(f"{chat.label} {why}.")
        _say(f"{chat.label} {why}: {' '.join(str(error).split())}")


def _shuffled(chats: list[Chat]) -> list[Chat]:
    secrets.SystemRandom().shuffle(chats)
    return chats


def _say(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)
