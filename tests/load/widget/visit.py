"""One visit with a slow phone to a page with a chat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tests.load.widget.chats import HERE, Chat

SLOW_PHONE = "1.6 Mbit/s down, 150 ms round trip, 4 x slower processor, 360 x 640 touch screen"
_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
_SCREEN: ViewportSize = {"width": 360, "height": 640}
_LONGEST = 30_000  # milliseconds
_QUIET = 1_500  # milliseconds without a request until a visit is over


@dataclass(frozen=True)
class Visit:
    """What one visit gave. Times are in milliseconds after the navigation began.

    Attributes:
        requests: what the chat loaded from its server; the page itself is not counted.
        size: the bytes of these on the wire, headers included.
        outside: requests to other hosts, none of which left the machine.
        launcher: when the launcher was seen.
        box: when the text box could be used; None when the chat was not opened.
        blocked: for how long tasks of the page took more than 50 milliseconds.
        shift: the layout shift.
    """

    requests: int
    size: int
    outside: int
    launcher: float | None
    box: float | None
    blocked: float
    shift: float


@dataclass
class _Traffic:
    """What the browser's network told; the chat's own requests by their id."""

    origin: str
    begun: set[str] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    outside: int = 0

    def sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(self.origin):
            if event["type"] != "Document":
                self.begun.add(event["requestId"])
        elif url.startswith("http"):
            self.outside += 1

    def loaded(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.begun:
            self.sizes[event["requestId"]] = int(event["encodedDataLength"])


def visit(browser: Browser, origin: str, chat: Chat, opens: bool) -> Visit:
    """Go to the page of a chat with an empty cache.

    Args:
        browser: a browser.
        origin: where the site is.
        chat: the chat.
        opens: whether the launcher is pressed, by script, as soon as it is seen.

    Raises:
        playwright.sync_api.TimeoutError: when what was waited for did not come.
    """
    traffic = _Traffic(origin)
    with _slow_phone(browser, traffic) as page:
        watched = {"launcher": chat.launcher, "box": chat.box, "open": opens}
        script = (HERE / "watch.js").read_text("utf-8").rstrip()
        page.add_init_script(f"{script}({json.dumps(watched)})")
        page.goto(f"{origin}/{chat.name}", wait_until="commit", timeout=_LONGEST)
        last = "box" if opens or not chat.launcher else "launcher"
        page.wait_for_function(f"seen.{last} !== null", timeout=_LONGEST, polling=100)
        page.wait_for_load_state("load", timeout=_LONGEST)
        _wait_until_quiet(page, traffic)
        seen = page.evaluate("seen")
    loaded = [size for size in traffic.sizes.values() if size]
    return Visit(len(loaded), sum(loaded), traffic.outside, **seen)


@contextmanager
def _slow_phone(browser: Browser, traffic: _Traffic) -> Iterator[Page]:
    context = browser.new_context(
        viewport=_SCREEN, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    try:
        page = context.new_page()
        cdp = context.new_cdp_session(page)
        cdp.on("Network.requestWillBeSent", traffic.sent)
        cdp.on("Network.loadingFinished", traffic.loaded)
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", _NETWORK)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        yield page
    finally:
        context.close()


def _wait_until_quiet(page: Page, traffic: _Traffic) -> None:
    before = -1
    while before != len(traffic.sizes):
        before = len(traffic.sizes)
        page.wait_for_timeout(_QUIET)
