"""What a website can set and call: the attributes of the tag, the interface, the openers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import MESSAGES, ChatPage

OpenOn = Callable[..., ChatPage]
_SUGGESTIONS = [
    "What is the Taskforce?",
    "What is Race Forward?",
    "Who has chaired the Taskforce?",
    "How do I report a hate crime?",
]


def _suggested(chat: ChatPage) -> list[str]:
    return chat.replies.first.get_by_role("button").all_inner_texts()


# The attributes of the tag


def test_without_attributes_it_has_its_own_words_and_place(open_on: OpenOn) -> None:
    chat = open_on()
    chat.launch()
    expect(chat.dialog).to_have_accessible_name("Ask the assistant")
    assert _suggested(chat) == _SUGGESTIONS
    expect(chat.replies.first.get_by_role("link", name="How this website")).to_have_count(0)
    box = chat.dialog.bounding_box()
    assert box is not None and box["x"] > 640


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_can_lie_at_the_start_of_the_line(open_on: OpenOn, direction: str) -> None:
    head = f"<style>html {{ direction: {direction} }}</style>"
    chat = open_on(attributes='data-position="start"', head=head)
    launcher = chat.launcher.bounding_box()
    chat.launch()
    panel = chat.dialog.bounding_box()
    assert launcher is not None and panel is not None
    for box in (launcher, panel):
        assert (box["x"] < 640) is (direction == "ltr")


def test_the_launcher_and_the_heading_can_have_other_words(open_on: OpenOn) -> None:
    chat = open_on(attributes='data-label="Any <b>questions</b>?" data-heading="Ask us &amp; see"')
    launcher = chat.chat.get_by_role("button", name="Any <b>questions</b>?", exact=True)
    launcher.click()
    expect(chat.dialog).to_have_accessible_name("Ask us & see")
    chat.button("Minimise").click()
    expect(launcher).to_be_focused()


def test_the_greeting_can_lead_to_the_privacy_notice(open_on: OpenOn) -> None:
    chat = open_on(attributes='data-privacy="/privacy#chat"')
    chat.launch()
    link = chat.replies.first.get_by_role("link", name="How this website uses your data")
    address = link.evaluate("link => link.href")
    assert address == chat.page.evaluate("new URL('/privacy#chat', location.origin).href")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("What is Race Forward?|Who pays?", ["What is Race Forward?", "Who pays?"]),
        ("What is Race Forward? | Who pays?|", ["What is Race Forward?", "Who pays?"]),
        ("", []),
    ],
)
def test_other_questions_can_be_suggested(open_on: OpenOn, given: str, shown: list[str]) -> None:
    chat = open_on(attributes=f'data-suggestions="{given}"')
    chat.launch()
    assert _suggested(chat) == shown
    expect(chat.chat.get_by_text("Questions you can ask")).to_have_count(1 if shown else 0)


# Opening, closing and asking


def test_scripts_can_open_close_and_ask(open_on: OpenOn) -> None:
    chat = open_on()
    assert chat.page.evaluate("window.taskforceChat === document.querySelector('taskforce-chat')")
    chat.page.evaluate("taskforceChat.close()")  # before it was ever opened: nothing happens
    chat.page.evaluate("taskforceChat.open()")
    expect(chat.box).to_be_focused()
    chat.page.evaluate("taskforceChat.close()")
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    chat.page.evaluate("taskforceChat.ask('What is Race Forward?')")
    expect(chat.questions).to_contain_text(["What is Race Forward?"])
    expect(chat.replies.nth(1)).to_contain_text("Race Forward")


def test_what_is_asked_while_an_answer_is_awaited_is_not_asked(open_on: OpenOn) -> None:
    chat = open_on()
    chat.page.route(MESSAGES, lambda route: None)
    chat.page.evaluate("void taskforceChat.ask('One?')")
    expect(chat.questions).to_have_count(1)
    chat.page.evaluate("taskforceChat.ask('Two?')")
    expect(chat.questions).to_have_count(1)


_OPENERS = """<button type="button" data-taskforce-open>Ask <b>us</b></button>
<a href="/ask" data-taskforce-open="What is Race Forward?">What is Race Forward?</a>"""


def test_buttons_and_links_of_the_page_open_it_and_ask(open_on: OpenOn) -> None:
    chat = open_on(body=_OPENERS)
    chat.page.get_by_text("us", exact=True).click()
    expect(chat.box).to_be_focused()
    expect(chat.questions).to_have_count(0)
    chat.page.get_by_role("link").first.click()
    expect(chat.questions).to_contain_text(["What is Race Forward?"])
    assert chat.page.url == chat.url


# Where the tag and the element are


def test_the_tag_may_be_in_the_head_if_it_is_deferred(open_on: OpenOn) -> None:
    chat = open_on(in_head=True)
    chat.launch()


def test_the_tag_may_be_there_twice(open_on: OpenOn) -> None:
    chat = open_on(head='<script src="/widget.js" defer data-label="Hm?"></script>')
    expect(chat.chat).to_have_count(1)
    chat.chat.get_by_role("button", name="Hm?").click()  # the first one counts
    expect(chat.dialog).to_have_count(1)


def test_the_page_may_have_put_the_element_where_it_wants_it(open_on: OpenOn) -> None:
    body = (
        '<nav><taskforce-chat lang="en-US"></taskforce-chat></nav><main><a href="#">Bins</a></main>'
    )
    chat = open_on(body=body)
    expect(chat.page.locator("nav > taskforce-chat")).to_have_attribute("lang", "en-US")
    expect(chat.chat).to_have_count(1)
    chat.page.keyboard.press("Tab")  # so it comes first
    expect(chat.launcher).to_be_focused()
    chat.launch()
