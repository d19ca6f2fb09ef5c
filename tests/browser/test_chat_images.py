"""The pictures in the documentation. They are written when ``UPDATE_IMAGES`` is 1."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage

_IMAGES = Path(__file__).parents[2] / "docs" / "images"
_DESKTOP, _PHONE = (1280, 900), (320, 640)
OpenChat = Callable[..., ChatPage]

pytestmark = pytest.mark.skipif(
    os.environ.get("UPDATE_IMAGES") != "1", reason="UPDATE_IMAGES is not 1"
)


def _picture(chat: ChatPage, name: str) -> None:
    _IMAGES.mkdir(parents=True, exist_ok=True)
    chat.page.mouse.move(0, 0)
    chat.page.screenshot(path=_IMAGES / f"{name}.png")


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("chat-desktop", _DESKTOP, "light"),
        ("chat-phone", _PHONE, "light"),
        ("chat-dark", _DESKTOP, "dark"),
    ],
)
def test_an_answer(open_chat: OpenChat, name: str, size: tuple[int, int], scheme: str) -> None:
    chat = open_chat(*size, color_scheme=scheme)
    reply = chat.ask("How much did Aaina Community Hub get?")
    expect(reply).to_contain_text("£100,000")
    _picture(chat, name)


def test_the_greeting(open_chat: OpenChat) -> None:
    _picture(open_chat(*_DESKTOP), "chat-greeting")


def test_who_can_help(open_chat: OpenChat) -> None:
    chat = open_chat(*_PHONE)
    expect(chat.ask("someone shouted racist abuse at me")).to_contain_text("101")
    _picture(chat, "chat-help")


@pytest.mark.parametrize(("name", "size"), [("desktop", _DESKTOP), ("phone", _PHONE)])
def test_writing_to_the_team(open_chat: OpenChat, name: str, size: tuple[int, int]) -> None:
    chat = open_chat(*size)
    chat.option("Write to the team").click()
    chat.chat.get_by_label("Your message to the team").fill("Could somebody visit our school?")
    chat.button("Send to the team").click()
    expect(chat.chat.get_by_role("alert")).to_be_visible()
    _picture(chat, f"chat-enquiry-{name}")
