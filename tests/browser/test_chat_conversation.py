"""Asking and reading."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.chat_page import MESSAGES, ChatPage, canned

_AAINA = "How much did Aaina Community Hub get?"
_HOSTILE = '<img src=x onerror="window.ran=1"><script>window.ran=1</script>'


def test_it_says_that_it_is_automated(chat: ChatPage) -> None:
    expect(chat.replies.first).to_contain_text("automated assistant")
    note = (
        "Automated assistant. Please give personal details only when it asks. "
        "In an emergency call 999."
    )
    expect(chat.page.get_by_text(note, exact=True)).to_be_visible()
    expect(chat.box).to_have_accessible_description(note)


def test_nothing_is_sent_before_the_first_question_and_nothing_is_stored(chat: ChatPage) -> None:
    sent = chat.sent()
    chat.page.wait_for_load_state("networkidle")
    assert sent == []
    chat.ask(_AAINA)
    assert sent == [{"text": _AAINA}]
    assert chat.page.context.cookies() == []
    assert chat.page.evaluate("localStorage.length + sessionStorage.length") == 0


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


def test_typed_text_is_shown_as_text(chat: ChatPage) -> None:
    chat.ask(_HOSTILE)
    expect(chat.questions).to_contain_text([_HOSTILE])
    assert chat.in_chat("root => root.querySelectorAll('img, script').length") == 0
    assert chat.page.evaluate("window.ran") is None


def test_what_the_server_sends_is_shown_as_text(chat: ChatPage) -> None:
    source = {"title": _HOSTILE, "url": "javascript:window.ran=1", "checked_on": "2026-11-23"}
    choice = {"title": _HOSTILE, "id": "one"}
    chat.answer_with(canned("answer", _HOSTILE, title=_HOSTILE, sources=[source], choices=[choice]))
    reply = chat.ask("Well?")
    expect(reply.get_by_role("heading")).to_have_text(_HOSTILE)
    expect(reply.get_by_role("link")).to_have_count(0)
    assert chat.in_chat("root => root.querySelectorAll('img, script').length") == 0
    assert chat.page.evaluate("window.ran") is None


def test_paragraphs_and_the_email_address(chat: ChatPage) -> None:
    chat.answer_with(canned("decline", "One.\n\nEmail raceequalitiestaskforce@wmca.org.uk."))
    reply = chat.ask("Well?")
    expect(reply.locator("p:not(.who)")).to_have_text(
        ["One.", "Email raceequalitiestaskforce@wmca.org.uk."]
    )
    expect(reply.get_by_role("link")).to_have_attribute(
        "href", "mailto:raceequalitiestaskforce@wmca.org.uk"
    )


def test_a_suggested_question_is_asked(chat: ChatPage) -> None:
    sent = chat.sent()
    chat.button("What is Race Forward?").click()
    chat.wait_for_reply(1)
    expect(chat.questions).to_contain_text(["What is Race Forward?"])
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
    expect(chat.questions.last).to_contain_text("The hub")
    assert sent == [{"text": "aaina"}, {"choice": "two"}]


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
    held[0].fulfill(json={"replies": [canned("answer", "Yes.")]})
    expect(chat.wait_for_reply(1)).to_contain_text("Yes.")
    expect(chat.page.locator("li.typing")).to_have_count(0)
    expect(chat.box).to_have_value("And then?")
    assert len(held) == 1
