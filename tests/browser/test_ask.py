"""Ask on a page without scripts and without cookies: the same conversation, for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.ask_page import AskPage
from tests.browser.form_page import FAINT, FAULTS, SMALL_TARGETS, TOO_WIDE, WITH_ROOM

OpenAsk = Callable[..., AskPage]
_LOOKS = (FAULTS, TOO_WIDE, SMALL_TARGETS)
_UNCLEAR = "Tell me about the grant"


def test_a_question_is_answered_with_its_source_and_dates(ask: AskPage) -> None:
    ask.ask("How much did Aaina get?")

    assert ask.asked == ["How much did Aaina get?"]
    reply = ask.replies.last
    expect(reply).to_contain_text("£100,000")
    expect(reply.get_by_role("heading", level=3)).to_contain_text("Aaina")
    source = reply.get_by_role("link").first
    expect(source).to_have_attribute("href", re.compile("^https://"))
    expect(reply.locator(".dates").first).to_have_text(
        re.compile(r"^published .*20\d\d, checked \d+ \w+ 20\d\d$")
    )


def test_the_whole_conversation_is_seen_and_the_newest_part_first(ask: AskPage) -> None:
    ask.ask("How much did Aaina get?")
    ask.ask("When was that?")

    assert ask.asked == ["How much did Aaina get?", "When was that?"]
    expect(ask.replies).to_have_count(2)
    latest = ask.page.locator("#latest")
    expect(latest).to_contain_text("When was that?")
    expect(latest).to_be_in_viewport()
    expect(latest).to_be_focused()
    expect(ask.box).to_have_value("")


def test_a_reload_and_a_double_click_do_not_ask_twice(ask: AskPage) -> None:
    ask.ask("How much did Aaina get?")
    ask.page.reload()
    ask.box.fill("When was that?")
    ask.page.get_by_role("button", name="Ask", exact=True).dblclick()
    ask.page.wait_for_url("**/ask#latest")
    expect(ask.replies).to_have_count(2)
    ask.page.reload()

    assert ask.asked == ["How much did Aaina get?", "When was that?"]


def test_a_choice_is_a_button_and_shown_as_its_title(ask: AskPage) -> None:
    ask.ask("Who is in charge of money?")
    choices = ask.replies.last.get_by_role("button")
    title = choices.first.inner_text()
    ask.press(title)

    assert ask.asked[-1] == title
    expect(ask.replies).to_have_count(2)


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(ask: AskPage) -> None:
    long = "Who? " * 250
    ask.ask("How much did Aaina get?")
    ask.ask(long)

    expect(ask.page).to_have_title(re.compile("^Error: "))
    expect(ask.box).to_have_value(long)
    expect(ask.box).to_have_attribute("aria-invalid", "true")
    expect(ask.box).to_have_accessible_description(re.compile("too long"))
    expect(ask.page.get_by_role("alert")).to_contain_text("too long")
    assert ask.asked == ["How much did Aaina get?"]
    ask.ask("When was that?")
    assert ask.asked == ["How much did Aaina get?", "When was that?"]


def test_help_comes_first(ask: AskPage) -> None:
    ask.ask("I am going to kill myself tonight")
    expect(ask.replies.last).to_contain_text("116 123")
    expect(ask.replies.last).to_have_class(re.compile("signpost"))
    expect(ask.replies.last).to_be_in_viewport()
    ask.ask("I am going to kill myself tonight. " * 40)

    expect(ask.page.locator("main > *").first).to_have_id("help")
    expect(ask.page.locator("#help")).to_contain_text("116 123")


def test_starting_again_deletes_the_conversation(ask: AskPage) -> None:
    ask.ask("How much did Aaina get?")
    token = ask.page.locator("input[name=token]").first.get_attribute("value")
    ask.press("Start again")

    assert ask.asked == []
    ask.ask("say that again please")
    expect(ask.replies.last).not_to_contain_text("£100,000")
    assert ask.page.locator("input[name=token]").first.get_attribute("value") != token


def test_the_question_goes_along_to_the_team(ask: AskPage) -> None:
    ask.ask("How much did Aaina get?")
    ask.page.get_by_role("link", name="Write to the team").click()

    expect(ask.page.get_by_label("Your message")).to_have_value("How much did Aaina get?")


def test_other_scripts_run_their_own_way_and_nothing_typed_is_html(ask: AskPage) -> None:
    ask.ask("<b>مرحبا</b> <script>alert(1)</script>")

    asked = ask.page.locator(".asked p")
    expect(asked).to_have_attribute("dir", "auto")
    expect(asked).to_have_text("<b>مرحبا</b> <script>alert(1)</script>")


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_it_fits_the_screen(open_ask: OpenAsk, size: tuple[int, int]) -> None:
    ask = open_ask(*size)
    for message in ("How much did Aaina get?", "Who is in charge of money?", "w" * 400, "w" * 1200):
        for look in _LOOKS:
            assert ask.page.evaluate(look) == []
        ask.ask(message)
    for look in _LOOKS:
        assert ask.page.evaluate(look) == []
    ask.page.evaluate(WITH_ROOM)
    assert ask.page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_edges_stand_out(open_ask: OpenAsk, scheme: str) -> None:
    ask = open_ask(color_scheme=scheme)
    ask.ask("Who is in charge of money?")
    ask.page.mouse.move(0, 0)
    assert ask.page.evaluate(FAINT) == []
    ask.ask("w" * 1200)
    assert ask.page.evaluate(FAINT) == []
