"""What a website hears of the chat: what happens, and never a word of what people write."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.chat_page import MESSAGES, ChatPage, answer, canned

OpenOn = Callable[..., ChatPage]
_LISTEN = """<script>
  window.heard = [];
  for (const name of ["ready", "open", "close", "question", "reply", "error"])
    document.addEventListener(`taskforce-chat:${name}`, ({ detail, target }) =>
      window.heard.push([name, detail, target.localName]));
</script>"""


def _heard(chat: ChatPage) -> list[Any]:
    """The events so far, each with its detail."""
    heard: list[Any] = chat.page.evaluate("window.heard")
    assert all(target == "taskforce-chat" for _, _, target in heard)
    return [[name, detail] for name, detail, _ in heard]


def test_the_page_hears_what_happens_and_never_a_word(open_on: OpenOn) -> None:
    chat = open_on(head=_LISTEN)
    assert _heard(chat) == [["ready", {}]]
    chat.launch()
    choices = [{"title": "The secret hub", "id": "secret-id"}]
    chat.page.route(
        MESSAGES,
        lambda route: answer(
            route,
            canned("answer", "A secret answer.", entries=["aaina-grant"], title="Secret"),
            canned("clarify", "Which secret?", choices=choices),
        ),
        times=1,
    )
    chat.ask("My secret question")
    chat.refuse_once(429)
    chat.button("The secret hub").click()
    expect(chat.error).to_be_visible()
    chat.button("Minimise").click()
    expect(chat.launcher).to_be_focused()
    assert _heard(chat) == [
        ["ready", {}],
        ["open", {}],
        ["question", {}],
        ["reply", {"kind": "answer", "entries": ["aaina-grant"]}],
        ["reply", {"kind": "clarify", "entries": []}],
        ["question", {}],
        ["error", {"code": "limit"}],
        ["close", {}],
    ]
    assert "secret" not in json.dumps(_heard(chat)).lower()


def test_the_page_hears_of_a_panel_that_did_not_load(open_on: OpenOn) -> None:
    chat = open_on(head=_LISTEN)
    chat.page.route("**/panel-*.js", lambda route: route.abort())
    chat.launcher.click()
    expect(chat.chat.get_by_role("button")).to_contain_text("The chat did not load")
    assert _heard(chat)[1:] == [["error", {"code": "not_loaded"}]]


def test_a_conversation_that_is_restored_is_not_told_again(open_on: OpenOn) -> None:
    chat = open_on(head=_LISTEN)
    chat.launch()
    chat.ask("What is Race Forward?")
    chat.page.reload()
    expect(chat.questions).to_have_count(1)
    assert _heard(chat) == [["ready", {}], ["open", {}]]
