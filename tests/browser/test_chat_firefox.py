"""In Firefox and by keyboard alone: from the launcher to an answer, and to the team."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.browser.bidi import BidiError
from tests.browser.chat_page import LAUNCHER
from tests.browser.firefox import Firefox
from tests.browser.firefox_chat import FirefoxChat

_QUESTION = "How much did Aaina Community Hub get?"
_MESSAGES = "ol.messages > li"


@pytest.fixture
def chat(firefox: Firefox, assistant_url: str) -> Iterator[FirefoxChat]:
    """The chat, opened. No test may break the policy of the page or leave an error."""
    chat = FirefoxChat(firefox.page(), f"{assistant_url}/")
    chat.open()
    yield chat
    assert chat.violations() == []
    assert chat.page.trouble == []
    chat.page.close()


def test_asking_reading_and_choosing(chat: FirefoxChat) -> None:
    assert chat.focused() == "box"
    chat.ask(_QUESTION, "£100,000")
    chat.go_to("Community hub first to benefit", "Shift+Tab")
    assert chat.focused().endswith("(opens in a new tab)")
    assert chat.of_focused("href").startswith("https://")
    chat.go_to("box")
    chat.ask("I want to talk to someone", "What would you like to ask or tell them?")
    chat.go_to("Cancel", "Shift+Tab")
    chat.page.press("Enter")
    chat.wait_for(".person:nth-last-child(2)", "Cancel")
    assert chat.focused() == "box"


def test_what_was_said_and_typed_stays(chat: FirefoxChat) -> None:
    chat.ask(_QUESTION, "£100,000")
    chat.page.type("half a quest")
    said = chat.texts(_MESSAGES)
    assert len(said) == 3
    chat.page.press("Escape")
    assert not chat.is_open()
    assert chat.focused() == LAUNCHER
    assert chat.of_focused("aria-haspopup") == "dialog"
    chat.page.press("Enter")
    assert chat.focused() == "box"
    assert chat.texts(_MESSAGES) == said
    assert chat.violations() == []
    chat.visit()
    chat.wait_for(".reply:last-child", "£100,000")
    assert chat.texts(_MESSAGES) == said
    chat.go_to("box")
    chat.page.type("?")
    chat.page.press("Enter")
    chat.wait_for(".person:nth-last-child(2)", "half a quest?")


def test_writing_to_the_team(chat: FirefoxChat) -> None:
    chat.go_to("Options", "Shift+Tab")
    chat.page.press("Enter")
    chat.go_to("Write to the team")
    chat.page.press("Enter")
    assert chat.focused() == "enquiry-title"
    chat.go_to("Send to the team")
    chat.page.press("Enter")
    chat.wait_for(".summary:focus", "There is a problem")
    chat.page.press("Tab")
    chat.page.press("Enter")
    assert chat.focused() == "about"
    assert chat.of_focused("aria-invalid") == "true"
    assert "about-error" in chat.of_focused("aria-describedby").split()
    chat.page.type("Could somebody come to our school fair in Dudley?")
    chat.go_to("email")
    chat.page.type("robin.ash@example.org")
    chat.go_to("consent")
    chat.page.press(" ")
    chat.go_to("Send to the team")
    chat.page.press("Enter")
    chat.wait_for(".reply:last-child", "Your reference is RET-")
    assert chat.focused() == "box"


def test_asking_on_the_page_without_scripts(firefox: Firefox, assistant_url: str) -> None:
    ask = FirefoxChat(firefox.page(), f"{assistant_url}/ask")
    ask.visit()
    for question, words in ((_QUESTION, "£100,000"), ("And where is it?", "Walsall")):
        ask.go_to("text")
        ask.page.type(question)
        ask.page.press("Tab")
        assert ask.focused() == "Ask"
        ask.page.press("Enter")
        _wait_for_page(ask, question, words)
        assert ask.violations() == []
    assert ask.page.trouble == []
    ask.page.close()


def _wait_for_page(ask: FirefoxChat, *all_words: str) -> None:
    """Wait for the next page, which has these words; a script is lost when the old one goes."""
    told = "(all) => all.every((words) => document.querySelector('main').innerText.includes(words))"
    for _ in range(3):
        with suppress(BidiError):
            return ask.page.wait_until(told, all_words)
    raise AssertionError(f"no page has {all_words}")
