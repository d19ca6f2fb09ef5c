"""The hostile texts are many, and the watch over them sees and hears."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.chat_page import ChatPage
from tests.browser.hostile import TEXTS, Watch


def test_there_are_many_and_each_is_another() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 100


def test_the_watch_hears_and_sees_what_is_not_text(browser: Browser, assistant_url: str) -> None:
    bad = "<img src='https://evil.example/' onerror=ran()><a href=' javascript:ran()'>Press</a>"
    with browser.new_context(bypass_csp=True) as context:
        watch = Watch(ChatPage(context.new_page(), assistant_url))
        watch.open()
        assert watch.harm() == []
        script = "(chat, bad) => { chat.shadowRoot.querySelector('ol').innerHTML = bad; }"
        watch.chat.chat.evaluate(script, bad)
        harm = [line.partition(": ")[0] for line in watch.harm()]
        assert harm == ["an element", "an attribute", "a link", "a request", "a script ran"]
