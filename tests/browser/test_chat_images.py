"""The pictures in the documentation. They are written when ``UPDATE_IMAGES`` is 1."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage

_IMAGES = Path(__file__).parents[2] / "docs" / "images"


@pytest.mark.skipif(os.environ.get("UPDATE_IMAGES") != "1", reason="UPDATE_IMAGES is not 1")
@pytest.mark.parametrize(("name", "size"), [("desktop", (1280, 900)), ("phone", (320, 640))])
def test_the_pictures_of_an_answer(
    open_chat: Callable[..., ChatPage], name: str, size: tuple[int, int]
) -> None:
    chat = open_chat(*size)
    reply = chat.ask("How much did Aaina Community Hub get?")
    expect(reply).to_contain_text("£100,000")
    _IMAGES.mkdir(parents=True, exist_ok=True)
    chat.page.screenshot(path=_IMAGES / f"answer-{name}.png")
