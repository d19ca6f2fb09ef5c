"""Drives Debian's Firefox, by WebDriver BiDi: https://w3c.github.io/webdriver-bidi/."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.assistant import started
from tests.browser.bidi import Bidi, Event
from tests.browser.firefox_page import FirefoxPage

_STARTS_WITHIN = 60  # seconds
# Nothing leaves the machine: what is not on it goes to a proxy that is not there.
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1, localhost",
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
}


class Firefox:
    """A running Firefox."""

    def __init__(self, url: str) -> None:
        self._pages: dict[str, FirefoxPage] = {}
        self._bidi = Bidi(url, self._heard)
        self._bidi.send("session.new", capabilities={})
        self._bidi.send("session.subscribe", events=["log.entryAdded"])

    def page(self, width: int = 1280, height: int = 900) -> FirefoxPage:
        """Return a new tab with an empty profile of its own."""
        page = FirefoxPage(self._bidi, width, height)
        self._pages[page.id] = page
        return page

    def close(self) -> None:
        """End the session."""
        self._bidi.send("session.end")
        self._bidi.close()

    def _heard(self, event: Event) -> None:
        entry = event["params"]
        page = self._pages.get(entry["source"].get("context", ""))
        if page and entry["level"] == "error":
            page.trouble.append(entry["text"])


def firefox_path() -> str | None:
    """Return where Firefox is; None when there is none."""
    return shutil.which("firefox-esr")


@contextmanager
def running_firefox(folder: Path) -> Iterator[Firefox]:
    """Run Firefox without a screen, with a new profile in this folder, until the block ends."""
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), "utf-8")
    command = [
        str(firefox_path()), "--headless", "--no-remote", "--profile", str(folder),
        "--remote-debugging-port", "0",
    ]  # fmt: skip
    told = folder / "WebDriverBiDiServer.json"
    environment = {**os.environ, "HOME": str(folder)}
    with started(command, folder, folder / "log", environment) as process:
        latest = time.monotonic() + _STARTS_WITHIN
        while not told.exists() or not told.read_text("utf-8"):
            assert process.poll() is None, "Firefox has ended"
            assert time.monotonic() < latest, "Firefox did not start"
            time.sleep(0.1)
        port = json.loads(told.read_text("utf-8"))["ws_port"]
        firefox = Firefox(f"ws://127.0.0.1:{port}/session")
        try:
            yield firefox
        finally:
            firefox.close()
