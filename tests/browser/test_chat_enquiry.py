"""Handing an enquiry over in the chat, with the real assistant and its mail catcher."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chat_page import ChatPage

_IMAGES = Path(__file__).parents[2] / "docs" / "images"
_MESSAGE = "Could somebody from the Taskforce come to our school fair in Dudley?"


def last_reply(chat: ChatPage, text: str) -> Locator:
    """Return the last reply, once it says this."""
    expect(chat.replies.last).to_contain_text(text, timeout=15_000)
    return chat.replies.last


def press(chat: ChatPage, name: str) -> None:
    """Press a button of the last reply that offers it."""
    chat.page.get_by_role("button", name=name, exact=True).last.click()


def test_a_question_becomes_an_enquiry_and_arrives(chat: ChatPage, assistant_url: str) -> None:
    chat.ask("What is the salary of the chair?")
    press(chat, "Send this question to the team")
    last_reply(chat, "“What is the salary of the chair?”")
    chat.ask("robin.ash@example.org")
    last_reply(chat, "Answer to: robin.ash@example.org")
    press(chat, "Send it")
    told = last_reply(chat, "Your reference is").inner_text()
    reference = re.search(r"RET-\w{5}", told)
    assert reference

    expect(chat.box).to_be_visible()
    chat.page.goto(f"{assistant_url}/dev/mail")
    for _ in range(40):
        if reference[0] in chat.page.content():
            break
        chat.page.wait_for_timeout(250)
        chat.page.reload()
    expect(chat.page.locator("body")).to_contain_text(reference[0])
    expect(chat.page.locator("body")).to_contain_text("robin.ash@example.org")


def test_each_question_of_the_enquiry_is_read_out(chat: ChatPage) -> None:
    chat.ask("I want to talk to someone")

    expect(chat.read_out).to_contain_text("What would you like to ask or tell them?")
    expect(chat.read_out).to_contain_text("Choices: Cancel")


def test_without_an_email_there_is_a_link_to_a_ready_one(chat: ChatPage) -> None:
    chat.ask("I want to talk to someone")
    chat.ask(_MESSAGE)
    press(chat, "I have no email")
    last_reply(chat, "sent and kept nothing")

    link = chat.page.get_by_role("link", name="Open an email with my message")
    expect(link).to_have_attribute("href", re.compile(r"^mailto:[^?]+\?subject=.+&body=Could%20"))


def test_what_a_person_writes_is_shown_as_text(chat: ChatPage) -> None:
    hostile = '<img src=x onerror="window.ran=1"> & <email> please'
    chat.ask("I want to talk to someone")
    chat.ask(hostile)

    last_reply(chat, hostile)
    assert chat.page.evaluate("window.ran") is None


@pytest.mark.skipif(os.environ.get("UPDATE_IMAGES") != "1", reason="UPDATE_IMAGES is not 1")
@pytest.mark.parametrize(("name", "size"), [("desktop", (1280, 900)), ("phone", (320, 640))])
def test_the_pictures_of_an_enquiry(
    open_chat: Callable[..., ChatPage], name: str, size: tuple[int, int]
) -> None:
    chat = open_chat(*size)
    chat.ask("I want to talk to someone")
    chat.ask(_MESSAGE)
    chat.ask("robin.ash@example.org")
    last_reply(chat, "Shall I send it?")
    chat.page.screenshot(path=_IMAGES / f"enquiry-{name}.png")
