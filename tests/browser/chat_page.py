"""The chat as a person meets it in a browser, for tests."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, Request, Route, expect

MESSAGES = "**/webhooks/web/messages"
SESSION = "**/webhooks/web/session"

_WATCH = """
window.seen = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""


class ChatPage:
    """The host page with the chat.

    Attributes:
        page: the page.
        trouble: console errors and exceptions, but for requests that a test made fail.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.trouble: list[str] = []
        self._url = url
        page.add_init_script(_WATCH)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda message: self._heard(message.type, message.text))

    def open(self) -> None:
        """Open the page and wait for the greeting."""
        self.page.goto(f"{self._url}/widget/chat.html")
        expect(self.replies.first).to_contain_text("automated")

    @property
    def box(self) -> Locator:
        """The text box."""
        return self.page.get_by_role("textbox", name="Your question")

    @property
    def replies(self) -> Locator:
        """The replies, with the greeting as the first."""
        return self.page.locator("li.reply")

    @property
    def questions(self) -> Locator:
        """The person's messages."""
        return self.page.locator("li.person")

    @property
    def error(self) -> Locator:
        """Where trouble is told."""
        return self.page.locator(".trouble")

    @property
    def read_out(self) -> Locator:
        """What screen readers read out when it changes."""
        return self.page.locator("taskforce-chat").get_by_role("status")

    def button(self, name: str) -> Locator:
        """Return the button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def ask(self, text: str) -> Locator:
        """Ask by keyboard, wait, and return the reply."""
        before = self.replies.count()
        self.box.focus()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        return self.wait_for_reply(before)

    def wait_for_reply(self, before: int) -> Locator:
        """Wait until there are more replies than before, and return the first new one."""
        reply = self.replies.nth(before)
        expect(reply).to_be_visible(timeout=15_000)
        return reply

    def sent(self) -> list[dict[str, Any]]:
        """Return a list to which the messages sent from now on are added."""
        bodies: list[dict[str, Any]] = []

        def note(request: Request) -> None:
            if request.url.endswith("/messages"):
                bodies.append(json.loads(request.post_data or "{}"))

        self.page.on("request", note)
        return bodies

    def answer_with(self, *replies: dict[str, Any]) -> None:
        """Answer the messages with these, one each, in place of the assistant."""
        waiting = list(replies)

        def answer(route: Route) -> None:
            route.fulfill(json={"replies": [waiting.pop(0)]})

        self.page.route(MESSAGES, answer)

    def refuse_once(self, status: int, body: dict[str, Any] | None = None) -> None:
        """Refuse the next message; 0 breaks the connection. The ones after it go on."""

        def refuse(route: Route) -> None:
            if status:
                route.fulfill(status=status, json=body or {})
            else:
                route.abort()

        self.page.route(MESSAGES, refuse, times=1)

    def in_chat(self, script: str) -> Any:
        """Run a JavaScript function with the chat's shadow root, and return what it returns."""
        return self.page.locator("taskforce-chat").evaluate(f"chat => ({script})(chat.shadowRoot)")

    def violations(self) -> list[str]:
        """Return the breaches of the content security policy so far."""
        seen: list[str] = self.page.evaluate("window.seen")
        return seen

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.trouble.append(text)


def canned(kind: str, text: str, **more: Any) -> dict[str, Any]:
    """Return a reply as the server sends it."""
    return {"kind": kind, "text": text, "entries": [], "sources": [], "choices": [], **more}
