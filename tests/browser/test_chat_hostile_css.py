"""Nothing that a website's style sheets say changes how the chat looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import MESSAGES, ChatPage, answer, canned

OpenOn = Callable[..., ChatPage]
_SOURCE = {"title": "A page", "url": "https://example.org/", "checked_on": "2026-11-23"}
_HOSTILE = Path(__file__).parent / "hostile_css"
_SHEETS = sorted(path.stem for path in _HOSTILE.glob("*.css"))
_PROPERTIES = (_HOSTILE / "properties.txt").read_text("utf-8").split()
# Of the element, of all in its shadow, and of what style sheets add before and after them.
_LOOK = """(chat, properties) => [chat, ...chat.shadowRoot.querySelectorAll("*")].flatMap(
  (element) => ["", "::before", "::after"].map((pseudo) => {
    const style = getComputedStyle(element, pseudo || null);
    return [element.localName + (element.className && `.${element.className}`) + pseudo,
      Object.fromEntries(properties.map((name) => [name, style.getPropertyValue(name)]))];
  }))"""
_OVERLAY = "<div style='position: fixed; inset: 0; z-index: 2147483647'>A menu</div>"


def _sheet(name: str) -> str:
    return f"<style>{(_HOSTILE / f'{name}.css').read_text('utf-8')}</style>"


def _look(chat: ChatPage) -> list[tuple[str, dict[str, str]]]:
    """How everything looks, with the keyboard in the box."""
    found: list[tuple[str, dict[str, str]]] = chat.chat.evaluate(_LOOK, _PROPERTIES)
    return found


def _looks(chat: ChatPage) -> list[tuple[str, dict[str, str]]]:
    """Look at the launcher, and at everything in the panel. All of it is done by keyboard."""
    chat.page.keyboard.press("Tab")
    expect(chat.chat).to_be_focused()
    closed = _look(chat)
    chat.page.keyboard.press("Enter")
    expect(chat.replies.first).to_contain_text("automated")
    replies = [
        canned("answer", "Yes.", title="A title", entries=["one"], sources=[_SOURCE]),
        canned("signpost", "Call 999.", choices=[{"title": "Cancel", "id": "one"}]),
    ]
    chat.page.route(MESSAGES, lambda route: answer(route, *replies), times=1)
    chat.ask("Well?")
    chat.refuse_once(500)
    chat.page.keyboard.insert_text("And?")
    chat.page.keyboard.press("Enter")
    expect(chat.error).to_be_attached()
    chat.chat.locator("details").evaluate("details => details.open = true")
    opened = _look(chat)
    chat.chat.locator("details").get_by_text("Write to the team").evaluate(
        "button => button.click()"
    )
    expect(chat.chat.locator("#enquiry-title")).to_be_focused()
    return [*closed, *opened, *_look(chat)]


def _differences(one: Any, other: Any) -> list[str]:
    assert [name for name, _ in one] == [name for name, _ in other]
    return [
        f"{name}: {what} is {given!r}, not {style[what]!r}"
        for (name, style), (_, changed) in zip(one, other, strict=True)
        for what, given in changed.items()
        if given != style[what]
    ]


@pytest.fixture(scope="module")
def clean() -> list[Any]:
    """Where the look on a page without styles is kept for the tests of this module."""
    return []


@pytest.mark.parametrize("name", _SHEETS)
def test_it_looks_the_same(open_on: OpenOn, clean: list[Any], name: str) -> None:
    clean[:] = clean or _looks(open_on())
    assert len(clean) > 300
    hostile = _looks(open_on(head=_sheet(name)))
    assert _differences(clean, hostile) == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_only_the_direction_follows_the_page(open_on: OpenOn, direction: str) -> None:
    chat = open_on(head=f"<style>html {{ direction: {direction} }}</style>")
    chat.launch()
    for part in (chat.dialog, chat.button("Send")):
        assert part.evaluate("part => getComputedStyle(part).direction") == direction
    box = chat.dialog.bounding_box()
    assert box is not None
    assert (box["x"] < 640) is (direction == "rtl")


def test_what_lies_over_it_can_be_put_below_it_and_does_not_stop_the_keyboard(
    open_on: OpenOn,
) -> None:
    """The page decides what is on top: a menu of the whole screen should cover the chat too."""
    top = """chat => {
      const { x, y, width, height } = chat.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2).localName;
    }"""
    chat = open_on(body=_OVERLAY)
    assert chat.chat.evaluate(top) == "div"
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
    chat.page.add_style_tag(content="taskforce-chat { --taskforce-layer: 2147483647 }")
    assert chat.chat.evaluate(top) == "taskforce-chat"


def test_the_panel_of_a_phone_lies_over_everything(open_on: OpenOn) -> None:
    chat = open_on(320, 640, body=_OVERLAY)
    chat.page.keyboard.press("Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.dialog).to_be_visible()
    assert chat.page.evaluate("document.elementFromPoint(160, 320).localName") == "taskforce-chat"


@pytest.mark.parametrize("name", ["no-rings", "everything-is-important"])
def test_the_ring_of_the_launcher_and_of_the_box_is_seen(open_on: OpenOn, name: str) -> None:
    ring = """part => {
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      return `${outlineStyle} ${outlineWidth}`;
    }"""
    chat = open_on(head=_sheet(name))
    chat.page.keyboard.press("Tab")
    assert chat.launcher.evaluate(ring) == "solid 3px"
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    assert chat.box.evaluate(ring) == "solid 3px"
