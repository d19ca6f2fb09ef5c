"""Asking and reading."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.chat_page import MESSAGES, ChatPage, answer, canned

_AAINA = "How much did Aaina Community Hub get?"


def test_it_says_that_it_is_automated_and_what_becomes_of_the_words(chat: ChatPage) -> None:
    greeting = chat.replies.first
    expect(greeting).to_contain_text("automated assistant, not a person")
    expect(greeting).to_contain_text("checked, published pages")
    expect(greeting).to_contain_text("This chat is kept until you delete it")
    note = "Automated assistant. In an emergency call 999."
    expect(chat.box).to_have_accessible_description(note)


def test_a_question_is_asked_by_keyboard_and_the_answer_has_its_sources(chat: ChatPage) -> None:
    reply = chat.ask(_AAINA)
    expect(reply).to_contain_text("£100,000")
    expect(chat.questions).to_contain_text([_AAINA])
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("")
    source = reply.get_by_role("listitem").filter(has=chat.page.get_by_role("link")).first
    link = source.get_by_role("link")
    expect(link).to_have_attribute("href", re.compile(r"^https://"))
    expect(link).to_have_accessible_name(re.compile(r"\(opens in a new tab\)$"))
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(source).to_contain_text(re.compile(r"checked on \d{1,2} [A-Z][a-z]+ 20\d\d", re.I))


def test_shift_and_enter_starts_a_new_line(chat: ChatPage) -> None:
    sent = chat.sent()
    chat.box.press_sequentially("one")
    chat.box.press("Shift+Enter")
    chat.box.press_sequentially("two")
    expect(chat.box).to_have_value("one\ntwo")
    assert sent == []


def test_dates_are_in_words(chat: ChatPage) -> None:
    dates = {"title": "Page", "url": "https://example.org/", "checked_on": "2026-11-23"}
    sources = [dates, {**dates, "published": "2024-02-08"}, {**dates, "published": "2024-02"}]
    chat.answer_with(canned("answer", "Yes.", sources=sources))
    expect(chat.ask("Which?").locator(".dates")).to_have_text(
        [
            "Checked on 23 November 2026",
            "Published 8 February 2024, checked on 23 November 2026",
            "Published February 2024, checked on 23 November 2026",
        ]
    )


def test_emails_and_helplines_can_be_followed(chat: ChatPage) -> None:
    chat.answer_with(
        canned(
            "signpost", "One.\n\nCall 0300 123 1100.\n\nEmail raceequalitiestaskforce@wmca.org.uk."
        )
    )
    reply = chat.ask("Well?")
    expect(reply.locator("p:not(.who)")).to_have_text(
        ["One.", "Call 0300 123 1100.", "Email raceequalitiestaskforce@wmca.org.uk."]
    )
    hrefs = [link.get_attribute("href") for link in reply.get_by_role("link").all()]
    assert hrefs == ["tel:03001231100", "mailto:raceequalitiestaskforce@wmca.org.uk"]


def test_a_suggested_question_is_asked(chat: ChatPage) -> None:
    sent = chat.sent()
    chat.button("What is Race Forward?").click()
    chat.wait_for_reply(1)
    expect(chat.questions).to_contain_text(["What is Race Forward?"])
    expect(chat.box).to_be_focused()
    assert sent == [{"text": "What is Race Forward?"}]


def test_a_choice_is_chosen(chat: ChatPage) -> None:
    sent = chat.sent()
    offered = [{"title": "The grant", "id": "one"}, {"title": "The hub", "id": "two"}]
    chat.answer_with(
        canned("clarify", "Which of these do you mean?", choices=offered),
        canned("answer", "It is in Walsall.", title="The hub"),
    )
    chat.ask("aaina")
    chat.button("The hub").press("Enter")
    expect(chat.wait_for_reply(2)).to_contain_text("It is in Walsall.")
    expect(chat.box).to_be_focused()
    assert sent == [{"text": "aaina"}, {"choice": "two"}]


def test_a_choice_of_the_real_assistant_is_shown_by_its_title(chat: ChatPage) -> None:
    chat.ask("I want to talk to someone")
    chat.button("Cancel").click()
    chat.wait_for_reply(2)
    expect(chat.questions).to_contain_text(["I want to talk to someone", "Cancel"])


def test_where_help_is_given_is_said_in_words(chat: ChatPage) -> None:
    chat.answer_with(canned("signpost", "Call 999 now."))
    expect(chat.ask("help").get_by_role("heading")).to_have_text("Who can help")


def test_waiting_is_told(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route))
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    # What is typed and entered while waiting stays in the box.
    chat.box.fill("And then?")
    chat.box.press("Enter")
    answer(held[0], canned("answer", "Yes."))
    expect(chat.wait_for_reply(1)).to_contain_text("Yes.")
    expect(chat.page.locator("li.typing")).to_have_count(0)
    expect(chat.box).to_have_value("And then?")
    assert len(held) == 1


def test_closed_and_opened_again_it_is_where_it_was(chat: ChatPage) -> None:
    for question in ("What is Race Forward?", _AAINA, "Who has chaired the Taskforce?"):
        chat.ask(question)
    scroller = chat.page.locator(".scroller")
    scroller.evaluate("scroller => scroller.scrollTop = 120")
    chat.box.fill("half a quest")
    chat.button("Minimise").click()
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    chat.launcher.click()
    expect(chat.box).to_have_value("half a quest")
    assert scroller.evaluate("scroller => scroller.scrollTop") == 120


def test_an_answer_that_comes_while_it_is_closed_is_counted(chat: ChatPage) -> None:
    held: list[Route] = []
    chat.page.route(MESSAGES, lambda route: held.append(route))
    chat.box.fill("Well?")
    chat.box.press("Enter")
    expect(chat.page.locator("li.typing")).to_be_visible()
    chat.button("Minimise").click()
    answer(held[0], canned("answer", "Yes."), canned("handoff", "Shall we go on?"))
    expect(chat.launcher).to_have_accessible_name("Ask the assistant 2 new messages")
    expect(chat.chat.locator("span[role=status]")).to_have_text("2 new messages")
    chat.launcher.click()
    expect(chat.replies.last).to_contain_text("Shall we go on?")
    chat.button("Minimise").click()
    expect(chat.launcher).to_have_accessible_name("Ask the assistant")


def test_a_line_in_another_language_is_marked_as_such(chat: ChatPage) -> None:
    """WCAG 2.2, 3.1.2: a screen reader changes its voice."""
    reply = chat.ask("Dzień dobry, czy mówicie po polsku? Potrzebuję pomocy")
    paragraphs = reply.locator("p:not(.who)")
    expect(paragraphs.first).to_have_attribute("lang", "pl")
    chat.answer_with(canned("answer", "Tylko po angielsku.\n\nIn English.", language="pl"))
    second = chat.ask("Well?").locator("p:not(.who)").nth(1)
    assert second.get_attribute("lang") is None
