"""What can be done with a conversation: rate, write to the team, save, start again, delete."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Route, expect

from tests.assistant import Assistant
from tests.browser.chat_page import ChatPage, canned

_AAINA = "How much did Aaina Community Hub get?"


def _told(assistant: Assistant, what: str, *values: str) -> list[tuple[object, ...]]:
    """Ask the running assistant's own database."""
    database = Path(assistant.log).parent / "taskforce.db"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
        return store.execute(what, values).fetchall()


def _feedback(assistant: Assistant) -> list[tuple[object, ...]]:
    return _told(assistant, "SELECT useful, reason, comment FROM answer_feedback ORDER BY rowid")


# Was this useful?


def test_a_yes_is_kept_and_thanked_for(chat: ChatPage, assistant: Assistant) -> None:
    chat.ask(_AAINA)
    before = len(_feedback(assistant))
    chat.button("Yes").press("Enter")
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    expect(chat.page.locator(".feedback")).to_be_focused()
    assert [bool(told[0]) for told in _feedback(assistant)[before:]] == [True]


def test_after_a_no_people_may_say_why(chat: ChatPage, assistant: Assistant) -> None:
    chat.ask(_AAINA)
    before = len(_feedback(assistant))
    chat.button("No").press("Enter")
    form = chat.page.get_by_role("form", name="What was wrong? (optional)")
    expect(form).to_be_focused()
    form.get_by_label("It was hard to understand").check()
    form.get_by_label("Anything else?").fill("Write to jo@example.org please")
    form.get_by_role("button", name="Send").click()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    [told] = _feedback(assistant)[before:]
    assert not told[0]
    assert told[1] == "unclear"
    assert "jo@example.org" not in str(told[2])


def test_a_no_alone_is_enough(chat: ChatPage, assistant: Assistant) -> None:
    chat.ask(_AAINA)
    before = len(_feedback(assistant))
    chat.button("No").click()
    chat.button("Skip").click()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    assert [told[:2] for told in _feedback(assistant)[before:]] == [(0, None)]


def test_only_the_last_answer_is_asked_about(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.ask("What is Race Forward?")
    expect(chat.page.get_by_role("group", name="Was this useful?")).to_have_count(1)
    # Neither a greeting nor an apology is asked about.
    chat.ask("Hello")
    expect(chat.replies.last.get_by_role("group", name="Was this useful?")).to_have_count(0)


def test_what_was_told_is_still_told_after_a_reload(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.button("Yes").click()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    chat.page.reload()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")


def test_feedback_that_cannot_be_sent_can_be_tried_again(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.page.route("**/feedback", lambda route: route.abort(), times=1)
    chat.button("Yes").click()
    expect(chat.error).to_contain_text("could not be sent")
    chat.button("Try again").click()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    expect(chat.error).to_be_hidden()


# Write to the team


def _enquiry(chat: ChatPage) -> None:
    chat.option("Write to the team").click()
    expect(chat.page.get_by_role("heading", name="Write to the Taskforce’s team")).to_be_focused()


def test_an_enquiry_is_handed_over_and_its_reference_stays(
    chat: ChatPage, assistant: Assistant, name: str
) -> None:
    _enquiry(chat)
    chat.chat.get_by_label("Your message to the team").fill("Could somebody visit our school?")
    chat.chat.get_by_label("Your email address").fill(f"{name}@example.org")
    chat.chat.get_by_label("Your name (optional)").fill("Robin Ash")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    expect(chat.replies.last).to_contain_text("Your reference is")
    expect(chat.box).to_be_focused()
    expect(chat.read_out).to_contain_text("Your reference is")
    reference = re.search(r"RET-\w{5}", chat.replies.last.inner_text())
    assert reference
    kept = _told(assistant, "SELECT email, name FROM enquiry WHERE reference = ?", reference[0])
    assert kept == [(f"{name}@example.org", "Robin Ash")]
    chat.page.reload()
    expect(chat.replies.last).to_contain_text(reference[0])


def test_what_is_wrong_is_said_beside_the_fields(chat: ChatPage, name: str) -> None:
    _enquiry(chat)
    chat.chat.get_by_label("Your email address").fill("jo")
    chat.button("Send to the team").click()
    summary = chat.chat.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("There is a problem")
    about = chat.chat.get_by_label("Your message to the team")
    email = chat.chat.get_by_label("Your email address")
    for field in (about, email, chat.chat.get_by_label("Yes, pass this on")):
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile("Error: "))
    # Each line leads to its field, and what was typed is still there.
    summary.get_by_role("link").first.press("Enter")
    expect(about).to_be_focused()
    expect(email).to_have_value("jo")
    about.fill("Could somebody visit our school?")
    email.fill(f"{name}@example.org")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    expect(chat.replies.last).to_contain_text("Your reference is")


def test_a_slip_in_an_address_is_asked_about(chat: ChatPage, name: str) -> None:
    _enquiry(chat)
    chat.chat.get_by_label("Your message to the team").fill("Could somebody visit our school?")
    chat.chat.get_by_label("Your email address").fill(f"{name}@gmial.com")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    chat.chat.get_by_role("link", name=f"Did you mean {name}@gmail.com?").press("Enter")
    expect(chat.chat.get_by_label(f"Yes, use {name}@gmail.com")).to_be_focused()
    chat.chat.get_by_label(f"Yes, use {name}@gmail.com").check()
    chat.button("Send to the team").click()
    expect(chat.replies.last).to_contain_text("Your reference is")


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(0, "", "could not be reached"), (503, "down", "Not working"), (500, "", "not working")],
)
def test_an_enquiry_that_cannot_be_sent_is_kept(
    chat: ChatPage, status: int, code: str, words: str, name: str
) -> None:
    def refuse(route: Route) -> None:
        if not status:
            route.abort()
        else:
            error = {"error": {"code": code, "message": "Not working."}} if code else {}
            route.fulfill(status=status, json=error)

    chat.page.route("**/webhooks/web/enquiry", refuse, times=1)
    _enquiry(chat)
    chat.chat.get_by_label("Your message to the team").fill("Could somebody visit our school?")
    chat.chat.get_by_label("Your email address").fill(f"{name}@example.org")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    expect(chat.chat.get_by_role("alert")).to_contain_text(words)
    expect(chat.chat.get_by_role("alert").get_by_role("link").last).to_have_attribute(
        "href", "mailto:raceequalitiestaskforce@wmca.org.uk"
    )
    chat.button("Send to the team").click()
    expect(chat.replies.last).to_contain_text("Your reference is")


def test_an_enquiry_that_is_begun_is_there_when_one_comes_back(chat: ChatPage) -> None:
    _enquiry(chat)
    chat.chat.get_by_label("Your message to the team").fill("Could somebody")
    chat.button("Minimise").click()
    chat.launcher.click()
    chat.button("Back to the chat").click()
    expect(chat.box).to_be_focused()
    _enquiry(chat)
    expect(chat.chat.get_by_label("Your message to the team")).to_have_value("Could somebody")


# Save


def test_the_chat_can_be_downloaded(chat: ChatPage, tmp_path: Path) -> None:
    chat.ask(_AAINA)
    with chat.page.expect_download() as downloaded:
        chat.option("Download this chat").click()
    assert downloaded.value.suggested_filename == "race-equalities-taskforce-chat.txt"
    text = Path(downloaded.value.path()).read_text("utf-8")
    assert f"You: {_AAINA}" in text
    assert "£100,000" in text
    assert "https://" in text


def test_the_chat_can_be_emailed(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    link = chat.option("Email this chat to myself")
    href = unquote(link.get_attribute("href") or "")
    assert href.startswith("mailto:?subject=My chat with the assistant")
    assert f"You: {_AAINA}\r\n" in href
    assert "£100,000" in href


def test_there_is_nothing_to_save_or_delete_before_the_first_message(chat: ChatPage) -> None:
    expect(chat.option("Write to the team")).to_be_visible()
    for name in ("Download this chat", "Email this chat to myself", "Delete this chat"):
        expect(chat.chat.locator("details").get_by_text(name)).to_have_count(0)


# Start again, delete


def test_start_again_forgets_what_it_was_about(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.option("Start again").click()
    chat.wait_for_reply(2)
    expect(chat.box).to_be_focused()
    follow_up = chat.ask("And when was that?")
    expect(follow_up).not_to_contain_text("Aaina")


def test_deleting_asks_first_and_then_leaves_nothing(chat: ChatPage, assistant: Assistant) -> None:
    chat.ask(_AAINA)
    before = _told(assistant, "SELECT COUNT(*) FROM web_message")[0][0]
    chat.option("Delete this chat").click()
    expect(chat.page.locator("#clear-ask")).to_be_focused()
    chat.button("Keep it").click()
    expect(chat.questions).to_have_count(1)
    expect(chat.box).to_be_focused()
    chat.option("Delete this chat").click()
    chat.button("Delete it").click()
    expect(chat.questions).to_have_count(0)
    expect(chat.replies).to_have_count(1)
    expect(chat.box).to_be_focused()
    expect(chat.read_out).to_have_text("The chat has been deleted.")
    assert chat.page.evaluate("localStorage.length") == 0
    assert _told(assistant, "SELECT COUNT(*) FROM web_message")[0][0] == before - 2
    expect(chat.ask("And when was that?")).not_to_contain_text("Aaina")


def test_a_chat_that_cannot_be_deleted_is_said_to_be_there(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.page.route("**/webhooks/web/session", lambda route: route.abort(), times=1)
    chat.option("Delete this chat").click()
    chat.button("Delete it").click()
    expect(chat.error).to_contain_text("could not be deleted")
    expect(chat.questions).to_have_count(1)
    chat.button("Try again").click()
    expect(chat.questions).to_have_count(0)


def test_escape_closes_the_options_first(chat: ChatPage) -> None:
    chat.answer_with(canned("answer", "Yes."))
    expect(chat.option("Write to the team")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.chat.locator("summary")).to_be_focused()
    expect(chat.dialog).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()
