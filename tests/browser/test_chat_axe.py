"""axe finds nothing against the chat: in every state, in every look, on a desktop and a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.chat_page import MESSAGES, ChatPage, canned

_SOURCE = {
    "title": "A page with a title so long that it takes more than a single line",
    "url": "https://example.org/a",
    "published": "2024-02-08",
    "checked_on": "2026-11-23",
}
_LINK = {"title": "Open an email with my message", "url": "mailto:someone@example.org"}
_CHOICES = [{"title": "The grant", "id": "one"}, {"title": "The hub", "id": "two"}]
_PLAIN: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
_LOOKS: dict[str, dict[str, Any]] = {
    "light": _PLAIN,
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "right to left": _PLAIN,
}


def _states(chat: ChatPage) -> Iterator[str]:
    """Bring the chat into one state after the other, and name each."""
    yield "greeting"
    chat.button("Minimise").click()
    yield "closed"
    chat.launch()
    yield from _replies(chat)
    yield from _waiting(chat)
    chat.chat.locator("summary").click()
    yield "options"
    chat.page.keyboard.press("Escape")
    chat.option("Delete this chat").click()
    yield "delete?"
    chat.button("Keep it").click()
    chat.option("Write to the team").click()
    yield "enquiry"
    chat.chat.get_by_label("Your email address").fill("pat@gmial.com")
    chat.button("Send to the team").click()
    expect(chat.chat.get_by_role("alert")).to_be_visible()
    yield "enquiry with errors"


def _replies(chat: ChatPage) -> Iterator[str]:
    chat.page.route("**/feedback", lambda route: route.fulfill(status=204))
    chat.answer_with(
        canned("answer", "Yes.", title="A title", sources=[_SOURCE, _SOURCE], entries=["one"]),
        canned("clarify", "Which of these do you mean?", choices=_CHOICES),
        canned("signpost", "Call 0300 123 1100.", sources=[_SOURCE], links=[_LINK]),
    )
    chat.ask("Is it?")
    expect(chat.chat.get_by_role("group", name="Was this useful?")).to_be_visible()
    yield "an answer with sources"
    chat.button("No").click()
    expect(chat.button("Skip")).to_be_visible()
    yield "what was wrong?"
    chat.button("Skip").click()
    expect(chat.chat.get_by_text("Thank you for telling us.")).to_be_visible()
    yield "thanks"
    chat.ask("Which?")
    yield "choices"
    chat.ask("Help")
    yield "help"


def _waiting(chat: ChatPage) -> Iterator[str]:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route), times=1)
    chat.page.route("**/messages?*", lambda route: route.abort(), times=1)
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    yield "waiting"
    held[0].abort()
    expect(chat.button("Try again")).to_be_visible()
    yield "an error"


# So high that nothing has to be scrolled: axe cannot judge what is half out of sight.
@pytest.mark.parametrize("size", [(1280, 900), (320, 2400)])
def test_there_is_nothing_against_it(
    open_chat: Callable[..., ChatPage], size: tuple[int, int]
) -> None:
    chat = open_chat(*size)
    found: list[str] = []
    for state in _states(chat):
        for look, media in _LOOKS.items():
            chat.page.emulate_media(**media)
            _turn(chat.page, "rtl" if look == "right to left" else "ltr")
            found += [f"{state}, {look}: {line}" for line in violations(chat.page)]
        _turn(chat.page, "ltr")
    assert found == []


def test_the_options_cover_no_other_control(open_chat: Callable[..., ChatPage]) -> None:
    chat = open_chat(320, 640)
    chat.ask("What is Race Forward?")
    chat.chat.locator("summary").click()
    chat.button("Minimise").click(timeout=2_000)
    expect(chat.launcher).to_be_focused()


def _turn(page: Page, direction: str) -> None:
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
