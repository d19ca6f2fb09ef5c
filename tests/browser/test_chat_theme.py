"""A website's own colours, letters and corners: whatever the accent, all of it can be read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

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


@pytest.mark.parametrize("focused", [False, True], ids=["at rest", "focused"])
def test_the_launcher_stands_out_from_any_page(open_on: OpenOn, focused: bool) -> None:
    chat = open_on()
    if focused:
        chat.page.keyboard.press("Tab")
    inner = "outlineColor" if focused else "borderTopColor"
    pair = chat.launcher.evaluate(
        f"""button => {{
          const {{ {inner}: inner, boxShadow }} = getComputedStyle(button);
          return [inner, boxShadow.match(/rgb\\([^)]*\\)/)[0]];
        }}"""
    )
    for grey in range(256):
        page = _luminance(grey)
        ratios = [
            (max(page, light) + 0.05) / (min(page, light) + 0.05)
            for light in (_luminance(int(colour[4:].split(",")[0])) for colour in pair)
        ]
        assert max(ratios) >= 3, (grey, pair)


def _luminance(grey: int) -> float:
    share = grey / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _style(part: Locator, name: str) -> str:
    found: str = part.evaluate(f"part => getComputedStyle(part).{name}")
    return found


def test_an_accent_for_the_dark_is_used_there_alone(open_on: OpenOn) -> None:
    tokens = "--taskforce-accent: rgb(0, 60, 0); --taskforce-accent-dark: rgb(200, 255, 200)"
    for scheme, colour in (("light", "rgb(0, 60, 0)"), ("dark", "rgb(200, 255, 200)")):
        chat = open_on(head=f"<style>:root {{ {tokens} }}</style>", color_scheme=scheme)
        assert _style(chat.launcher, "backgroundColor") == colour


@pytest.mark.parametrize("where", [":root", "taskforce-chat"])
def test_the_other_tokens_do_what_their_names_say(open_on: OpenOn, where: str) -> None:
    chat = open_on(
        head=f"""<style>{where} {{
          --taskforce-font: Georgia, serif; --taskforce-text-size: 20px; --taskforce-radius: 3px;
          --taskforce-offset-block: 50px; --taskforce-offset-inline: 70px; --taskforce-layer: 7;
        }}</style>"""
    )
    assert _style(chat.chat, "zIndex") == "7"
    assert _place(chat.launcher) == (70, 50)
    chat.launch()
    assert _place(chat.dialog) == (70, 50)
    for part in (chat.button("Send"), chat.box, chat.replies.first):
        assert _style(part, "fontFamily") == "Georgia, serif"
        assert _style(part, "fontSize") == "20px"
        assert _style(part, "borderTopLeftRadius") == "3px"
    assert _style(chat.dialog, "borderTopLeftRadius") == "3px"


def _place(part: Locator) -> tuple[float, float]:
    """How far it is from the end and from the bottom of the window."""
    box = part.bounding_box()
    assert box is not None
    return 1280 - box["x"] - box["width"], 900 - box["y"] - box["height"]


def test_the_text_size_of_the_browser_counts_whatever_the_page_does(open_on: OpenOn) -> None:
    chat = open_on(head="<style>html { font-size: 10px }</style>")
    chat.launch()
    usual = chat.dialog.bounding_box()
    session = chat.page.context.new_cdp_session(chat.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 24}})
    chat.page.reload()
    expect(chat.replies.first).to_contain_text("automated")
    for part in (chat.box, chat.button("Send"), chat.replies.first):
        assert _style(part, "fontSize") == "24px"
    large = chat.dialog.bounding_box()
    assert usual and large and large["width"] == pytest.approx(usual["width"] * 1.5, abs=3)
