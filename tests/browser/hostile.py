"""Texts that want to be more than text, and a watch that tells whether they were."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml
from playwright.sync_api import Request

from tests.browser.chat_page import ChatPage

_GROUPS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "hostile.yml").read_text("utf-8")
)
ADDRESSES = _GROUPS["addresses"]
MARKUP = _GROUPS["markup"]
NAMES = _GROUPS["names"]
TEXTS = [text for group in _GROUPS.values() for text in group]
ALL = "\n\n".join(TEXTS)
PARAGRAPHS = re.split(r"\n{2,}", ALL)

_HARM = """(chat, before) => {
  const ours = "a button details dialog div fieldset form h2 h3 h4 input label legend li ol p " +
    "span summary textarea ul";
  const active = /^on|^(style|src|srcset|srcdoc|action|formaction|ping|is|nonce)$/;
  const told = (what, elements) => elements.map((element) => `${what}: ${element.outerHTML}`);
  const all = [...chat.shadowRoot.querySelectorAll("*")];
  const scroller = chat.shadowRoot.querySelector("dialog[open] .scroller");
  return [
    ...told("an element", all.filter((e) => !ours.split(" ").includes(e.localName))),
    ...told("an attribute", all.filter((e) => e.getAttributeNames().some((n) => active.test(n)))),
    ...told("a link", all.filter((e) => e.href && !/^(https?|mailto|tel):$/.test(e.protocol))),
    ...(document.querySelectorAll("body, body *").length > before ? ["elsewhere in the page"] : []),
    ...("ran" in {} || Object.keys(Object.prototype).length ? ["every object has it"] : []),
    ...(scroller && scroller.scrollWidth > scroller.clientWidth ? ["it is too wide"] : []),
  ];
}"""


class Watch:
    """Watches what becomes of a page with the chat on it.

    Its content security policy must be off (``bypass_csp``): it would stop what the chat let
    through.

    Args:
        chat: the chat, not opened yet.
    """

    def __init__(self, chat: ChatPage) -> None:
        self.chat = chat
        self._heard: list[str] = []
        self._elements = 0
        chat.page.expose_function("ran", lambda: self._heard.append("a script ran"))
        chat.page.on("request", self._note)

    def visit(self) -> None:
        """Open the page."""
        self.chat.visit()
        self.begin()

    def begin(self) -> None:
        """Note what the page has in it before any text comes."""
        count = "document.querySelectorAll('body, body *').length"
        self._elements = self.chat.page.evaluate(count)

    def open(self) -> None:
        """Open the page and the chat."""
        self.visit()
        self.chat.launch()

    def harm(self) -> list[str]:
        """Return what has happened that should not, one line each."""
        # What an element tries to load or run, it does a moment later.
        self.chat.page.wait_for_timeout(100)
        found: list[str] = self.chat.chat.evaluate(_HARM, self._elements)
        return found + self._heard

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that a selector finds, exactly as they are."""
        script = "root => [...root.querySelectorAll(%s)].map((e) => e.textContent)"
        told: list[str] = self.chat.in_chat(script % json.dumps(selector))
        return told

    def _note(self, request: Request) -> None:
        if not request.url.startswith(self.chat.url.rstrip("/") + "/"):
            self._heard.append(f"a request: {request.url}")
