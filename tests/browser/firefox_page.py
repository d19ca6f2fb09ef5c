"""A page in Firefox as a person meets it, for tests."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

from tests.browser.bidi import Bidi, BidiError

_KEYS = {
    "Tab": "\ue004", "Enter": "\ue006", "Escape": "\ue00c", "Backspace": "\ue003",
    "Shift": "\ue008", "Control": "\ue009", "ArrowUp": "\ue013", "ArrowDown": "\ue015",
}  # fmt: skip
_IN_VIEW = """() => {
  const found = (%s)();
  found.scrollIntoView({ block: "nearest", behavior: "instant" });
  return found;
}"""


class FirefoxPage:
    """A tab with an empty profile of its own.

    Attributes:
        trouble: the errors in its console, and its exceptions.
    """

    def __init__(self, bidi: Bidi, width: int, height: int) -> None:
        self.trouble: list[str] = []
        self._bidi = bidi
        self._profile: str = bidi.send("browser.createUserContext")["userContext"]
        created = bidi.send("browsingContext.create", type="tab", userContext=self._profile)
        self.id: str = created["context"]
        viewport = {"width": width, "height": height}
        self._send("browsingContext.setViewport", viewport=viewport)

    def run_first(self, function: str) -> None:
        """Run this JavaScript function in every page from now on, before its own scripts."""
        self._bidi.send("script.addPreloadScript", functionDeclaration=function, contexts=[self.id])

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self._send("browsingContext.navigate", url=url, wait="complete")

    def run(self, function: str, *arguments: Any) -> Any:
        """Run a JavaScript function, whatever the page's policy, and return what it gives.

        Raises:
            BidiError: when it throws.
        """
        wrapped = f"async all => JSON.stringify(await ({function})(...JSON.parse(all)) ?? null)"
        told = self._call(wrapped, {"type": "string", "value": json.dumps(arguments)})
        return json.loads(told["value"])

    def wait_until(self, function: str, *arguments: Any, within: float = 15) -> None:
        """Wait until a JavaScript function gives something true.

        Raises:
            AssertionError: when it does not within so many seconds.
        """
        whether = f"async (...all) => Boolean(await ({function})(...all))"  # of an element, too
        latest = time.monotonic() + within
        while not self.run(whether, *arguments):
            assert time.monotonic() < latest, f"not true within {within} s: {function}"
            time.sleep(0.05)

    def click(self, find: str) -> None:
        """Press the mouse on the middle of the element that a JavaScript function returns."""
        found = self._call(_IN_VIEW % find)
        element = {"type": "element", "element": {"sharedId": found["sharedId"]}}
        self._act("pointer", [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ])  # fmt: skip

    def type(self, text: str) -> None:
        """Type, into whatever has the focus."""
        self._press_in_turn(*text)

    def press(self, keys: str) -> None:
        """Press a key, such as ``Tab``, or some together, such as ``Shift+Tab``.

        Keys go to the page, never to Firefox's own window. So Tab does not go round: after the
        last stop nothing has the focus, and where a shadow root ends the page, the next Tab comes
        back to that stop.
        """
        pressed = [_KEYS.get(key, key) for key in keys.split("+")]
        down = [{"type": "keyDown", "value": key} for key in pressed]
        self._act("key", down + [{"type": "keyUp", "value": key} for key in reversed(pressed)])

    def screenshot(self) -> bytes:
        """Return what can be seen, as a PNG image."""
        return base64.b64decode(self._send("browsingContext.captureScreenshot")["data"])

    def close(self) -> None:
        """Close it, and delete its profile."""
        self._bidi.send("browser.removeUserContext", userContext=self._profile)

    def _press_in_turn(self, *keys: str) -> None:
        ways = ("keyDown", "keyUp")
        self._act("key", [{"type": way, "value": key} for key in keys for way in ways])

    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": device, "id": device, "actions": actions}
        self._send("input.performActions", actions=[source])

    def _call(self, function: str, *arguments: dict[str, Any]) -> dict[str, Any]:
        told = self._bidi.send(
            "script.callFunction", functionDeclaration=function, arguments=list(arguments),
            target={"context": self.id}, awaitPromise=True, userActivation=False,
        )  # fmt: skip
        if told["type"] != "success":
            raise BidiError(told["exceptionDetails"]["text"])
        result: dict[str, Any] = told["result"]
        return result

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        return self._bidi.send(method, context=self.id, **parameters)
