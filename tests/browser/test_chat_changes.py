"""When something changes under the person's hands: the screen, the view, the conversation."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.chat_page import MESSAGES, ChatPage, answer, canned

OpenChat = Callable[..., ChatPage]
_AAINA = "How much did Aaina Community Hub get?"
_MODAL = "root => root.querySelector('dialog').matches(':modal')"
_ENDED = {"error": {"code": "session_expired", "message": "This conversation has ended."}}


def _write(chat: ChatPage) -> None:
    chat.option("Write to the team").click()
    expect(chat.page.get_by_role("heading", name="Write to the Taskforce’s team")).to_be_focused()


def _end_the_session(chat: ChatPage) -> None:
    """The next message is told that the conversation is over, as after half an hour."""
    chat.refuse_once(401, _ENDED)


# The screen


def test_the_heading_is_not_broken_within_a_word_on_a_phone(open_chat: OpenChat) -> None:
    heading = open_chat(320, 640).page.locator("#heading")
    lines = "heading => heading.clientHeight / parseFloat(getComputedStyle(heading).lineHeight)"
    assert heading.evaluate(lines) < 2.5


def test_replies_are_read_out_on_a_phone_too(open_chat: OpenChat) -> None:
    chat = open_chat(320, 640)
    chat.answer_with(canned("answer", "Yes."))
    chat.ask("Is it?")
    # What is behind a modal dialog is not read out, so it has to be in the dialog.
    expect(chat.dialog.get_by_role("status")).to_have_text("Assistant: Yes.")
    assert chat.in_chat(_MODAL)


def test_the_page_behind_cannot_be_reached_once_it_is_zoomed(chat: ChatPage) -> None:
    chat.answer_with(canned("answer", "Yes."))
    chat.ask("Is it?")
    chat.box.fill("And is")
    chat.page.set_viewport_size({"width": 320, "height": 256})
    expect(chat.page.locator("taskforce-chat dialog:modal")).to_be_visible()
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("And is")
    chat.page.set_viewport_size({"width": 1280, "height": 900})
    expect(chat.page.locator("taskforce-chat dialog:not(:modal)")).to_be_visible()
    expect(chat.box).to_be_focused()
    expect(chat.launcher).to_be_hidden()
    chat.page.keyboard.press("Escape")
    expect(chat.launcher).to_be_focused()


def test_the_place_is_kept_when_the_screen_is_turned(chat: ChatPage) -> None:
    chat.answer_with(canned("answer", "One.\n\n" * 80))
    chat.ask("Is it?")
    chat.page.locator(".scroller").evaluate("scroller => (scroller.scrollTop = 900)")
    chat.page.wait_for_function(
        "document.querySelector('taskforce-chat').shadowRoot"
        ".querySelector('.scroller').scrollTop > 800"
    )
    chat.page.set_viewport_size({"width": 600, "height": 900})
    expect(chat.page.locator("taskforce-chat dialog:modal")).to_be_visible()
    assert chat.page.locator(".scroller").evaluate("scroller => scroller.scrollTop") > 700


def test_a_low_screen_shows_the_page_that_was_asked_for(open_chat: OpenChat) -> None:
    chat = open_chat(700, 320)
    chat.page.reload()
    chat.page.wait_for_load_state("networkidle")
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_visible()


# The view


def test_what_was_being_typed_is_there_whatever_is_pressed_in_the_form(chat: ChatPage) -> None:
    chat.answer_with(canned("answer", "Yes."), canned("smalltalk", "Hello."))
    chat.ask("Is it?")
    chat.box.fill("And who is")
    _write(chat)
    chat.option("Delete this chat").click()
    chat.button("Keep it").click()
    expect(chat.box).to_have_value("And who is")
    _write(chat)
    chat.option("Start again").click()
    expect(chat.replies.last).to_contain_text("Hello.")
    expect(chat.box).to_have_value("And who is")


def test_a_question_from_the_page_is_shown_when_the_form_was_open(chat: ChatPage) -> None:
    _write(chat)
    chat.refuse_once(500)
    chat.page.evaluate("taskforceChat.ask('Is it?')")
    expect(chat.error).to_contain_text("busy or not working")
    expect(chat.box).to_have_value("Is it?")


def test_an_enquiry_that_fails_is_shown_also_to_those_who_went_back(
    chat: ChatPage, name: str
) -> None:
    held: list[Route] = []
    chat.page.route("**/webhooks/web/enquiry", lambda route: held.append(route), times=1)
    _write(chat)
    chat.chat.get_by_label("Your message to the team").fill("Could somebody visit our school?")
    chat.chat.get_by_label("Your email address").fill(f"{name}@example.org")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    chat.button("Back to the chat").click()
    expect(chat.box).to_be_focused()
    held[0].abort()
    expect(chat.chat.get_by_role("alert")).to_be_focused()
    expect(chat.chat.get_by_role("alert")).to_contain_text("could not be reached")


def test_help_comes_first_when_an_enquiry_calls_for_it(open_chat: OpenChat) -> None:
    chat = open_chat(320, 640)
    _write(chat)
    chat.chat.get_by_label("Your message to the team").fill("I want to kill myself")
    chat.button("Send to the team").click()
    alert = chat.chat.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("There is a problem")
    expect(alert.get_by_role("heading", name="Who can help")).to_be_in_viewport()
    said = alert.inner_text()
    assert said.index("116 123") < said.index("There is a problem")
    expect(alert.get_by_role("link", name="116 123").first).to_have_attribute("href", "tel:116123")


# The conversation


def test_an_answer_of_a_new_conversation_is_asked_about(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.button("Yes").click()
    expect(chat.page.locator(".feedback")).to_have_text("Thank you for telling us.")
    _end_the_session(chat)
    chat.ask("What is Race Forward?")
    expect(chat.page.locator(".divider")).to_be_visible()
    expect(chat.button("Yes")).to_be_visible()


def test_a_reason_cannot_be_told_of_an_answer_of_an_old_conversation(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.button("No").click()
    expect(chat.page.get_by_role("form", name="What was wrong? (optional)")).to_be_visible()
    _end_the_session(chat)
    chat.ask("What is Race Forward?")
    # Its number is that of the new answer now.
    expect(chat.page.get_by_role("form", name="What was wrong? (optional)")).to_have_count(0)


def test_a_choice_of_an_old_conversation_is_asked_in_words(chat: ChatPage) -> None:
    chat.answer_with(canned("clarify", "Which?", choices=[{"title": _AAINA, "id": "old"}]))
    chat.ask("How much?")
    chat.page.unroute(MESSAGES)
    _end_the_session(chat)
    chat.ask("What is Race Forward?")
    sent = chat.sent()
    chat.button(_AAINA).click()
    expect(chat.replies.last).to_contain_text("£100,000")
    assert sent == [{"text": _AAINA}]


def test_the_focus_goes_to_the_thanks_for_this_answer(chat: ChatPage) -> None:
    for question in (_AAINA, "What is Race Forward?"):
        chat.ask(question)
        chat.button("Yes").press("Enter")
        expect(chat.page.locator(".feedback").last).to_be_focused()


def test_an_answer_that_comes_after_the_chat_was_deleted_is_not_shown(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route), times=1)
    chat.box.fill(_AAINA)
    chat.box.press("Enter")
    expect(chat.questions).to_have_count(1)
    chat.option("Delete this chat").click()
    chat.button("Delete it").click()
    expect(chat.read_out).to_have_text("The chat has been deleted.")
    with chat.page.expect_response(MESSAGES):
        answer(held[0], canned("answer", "Too late."))
    chat.page.wait_for_timeout(200)
    expect(chat.replies).to_have_count(1)
    assert chat.page.evaluate("localStorage.length") == 0
    expect(chat.ask("What is Race Forward?")).to_contain_text("Race Forward")


def test_an_answer_of_an_ended_conversation_cannot_be_rated_for_ever(chat: ChatPage) -> None:
    chat.ask(_AAINA)
    chat.page.route("**/feedback", lambda route: route.fulfill(status=401, json=_ENDED))
    chat.button("Yes").click()
    expect(chat.error).to_contain_text("This conversation has ended.")
    expect(chat.button("Try again")).to_have_count(0)


def test_on_a_phone_the_head_stays_whatever_is_wrong_with_an_enquiry(open_chat: OpenChat) -> None:
    """Only the part between the head and the foot scrolls."""
    chat = open_chat(320, 640)
    chat.option("Write to the team").click()
    chat.button("Send to the team").click()
    expect(chat.chat.get_by_role("alert")).to_be_focused()
    expect(chat.button("Minimise")).to_be_in_viewport()
    beyond = "root => root.querySelector('dialog').scrollHeight - innerHeight"
    assert chat.in_chat(beyond) == 0
