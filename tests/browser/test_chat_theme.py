"""A website's own colours, letters and corners: whatever the accent, all of it can be read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import MESSAGES, ChatPage, answer, canned

OpenOn = Callable[..., ChatPage]
_CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
_EXTREMES = (
    "white black yellow lime cyan magenta red blue navy gray silver maroon orange gold teal "
    "rebeccapurple hotpink beige #767676 #777 #7f7f7f #808080 #949494 #3d2b8f #bdb2ff"
)
_BRANDS = "#00703c #1d70b8 #0b0c0c #005eb8 #d4351c #ffdd00 #f47738 #4c2c92 #28a197 #e30613 #009fe3"
# About as light as black and white text need it: the hard ones. And ways to write a colour.
_HARD = "#276fff #1272f9 #e70000 #b04dc0 #008a00 #8a7a00 #c06000"
_WRITTEN = ("oklch(0.7 0.3 150)", "color(display-p3 0 1 0)", "hsl(265 90% 60%)", "lab(54 80 70)")
_SOURCE = {"title": "A page", "url": "https://example.org/", "checked_on": "2026-11-23"}


def _accents() -> list[str]:
    chance = random.Random(20)  # noqa: S311
    any_of_them = [f"#{chance.randrange(1 << 24):06x}" for _ in range(40)]
    return [*_EXTREMES.split(), *_BRANDS.split(), *_HARD.split(), *_WRITTEN, *any_of_them]


def _faint(chat: ChatPage) -> list[str]:
    chat.page.keyboard.press("Shift")  # rings are shown to those who use the keyboard
    faults: list[str] = chat.chat.evaluate(_CONTRAST, _accents())
    return faults


@pytest.fixture(params=["light", "dark"])
def chat(open_on: OpenOn, request: pytest.FixtureRequest) -> ChatPage:
    """The chat, closed, in each colour scheme."""
    return open_on(color_scheme=request.param)


def test_there_are_many_accents() -> None:
    assert len(set(_accents())) >= 80


def test_the_launcher_can_be_read(chat: ChatPage) -> None:
    chat.chat.evaluate("chat => chat.arrived(2)")
    expect(chat.chat.get_by_role("button")).to_contain_text("2 new messages")
    assert _faint(chat) == []


def test_the_conversation_can_be_read(chat: ChatPage) -> None:
    chat.launch()
    links = [{"title": "A form", "url": "https://example.org/form"}]
    choices = [{"title": "Cancel", "id": "one"}]
    replies: list[dict[str, Any]] = [
        canned("signpost", "Call 999.", title="Help", links=links, choices=choices),
        canned("answer", "Email a@example.org.", entries=["one"], sources=[_SOURCE]),
    ]
    chat.page.route(MESSAGES, lambda route: answer(route, *replies), times=1)
    chat.ask("Well?")
    chat.page.route("**/feedback", lambda route: route.fulfill(status=204))
    chat.button("No").click()
    chat.refuse_once(500)
    chat.box.fill("And?")
    chat.box.press("Enter")
    expect(chat.error).to_be_visible()
    chat.option("Delete this chat").click()
    chat.chat.locator("summary").click()
    assert _faint(chat) == []


def test_the_form_can_be_read(chat: ChatPage) -> None:
    chat.launch()
    chat.option("Write to the team").click()
    chat.chat.get_by_label("Your email address").fill("robin.ash@gmial.com")
    chat.button("Send to the team").click()
    expect(chat.error).to_contain_text("There is a problem")
    assert _faint(chat) == []
