"""The trial page at ``/``: it says what it is, and works with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.settings import ROOT
from knowledge.schema import Content
from tests.browser.form_page import FAINT, FAULTS, SMALL_TARGETS, TOO_WIDE, WITH_ROOM

INDEX = ROOT / "bot" / "widget" / "page" / "index.html"


@pytest.fixture
def open_page(browser: Browser, assistant_url: str) -> Iterator[Any]:
    """Opens the page in a browser of its own; takes its context options."""
    contexts = []

    def open_one(width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(assistant_url)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
@pytest.mark.parametrize("scripts", [True, False])
def test_it_fits_the_screen(open_page: Any, size: tuple[int, int], scripts: bool) -> None:
    page = open_page(*size, java_script_enabled=scripts)
    for look in (FAULTS, TOO_WIDE, SMALL_TARGETS):
        assert page.evaluate(look) == []
    page.evaluate(WITH_ROOM)
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(open_page: Any, scheme: str) -> None:
    assert open_page(color_scheme=scheme).evaluate(FAINT) == []


def test_with_scripts_there_is_a_button_and_without_them_a_page_to_ask_on(open_page: Any) -> None:
    button = 'button[type="button"][data-taskforce-open]'
    page = open_page()
    expect(page.locator(button)).to_be_visible()
    expect(page.locator(".plain")).to_have_count(0)
    plain = open_page(java_script_enabled=False)
    expect(plain.locator(button)).to_be_hidden()
    told = plain.locator(".plain")
    expect(told).to_be_visible()
    expect(told).to_contain_text("The chat needs JavaScript")
    expect(told.locator("a")).to_have_attribute("href", "/ask")


def test_a_link_lies_at_the_bottom_right(open_page: Any) -> None:
    for width in (320, 1280):
        page = open_page(width)
        last, footer = page.locator("footer a").last, page.locator("footer")
        edges = [e.evaluate("e => e.getBoundingClientRect().right") for e in (last, footer)]
        assert abs(edges[0] - edges[1]) < 1


def test_every_page_it_leads_to_has_its_place(assistant_url: str, open_page: Any) -> None:
    page = open_page()
    ids = set(re.findall(r' id="([^"]+)"', page.request.get(f"{assistant_url}/questions").text()))
    links = page.eval_on_selector_all(
        "a", "links => links.map((link) => link.getAttribute('href'))"
    )
    parts = {link.partition("#")[2] for link in links if link.startswith("/questions#")}
    assert len(parts) == 4 and parts <= ids
    assert {link for link in links if link.startswith("/") and "#" not in link} == {
        "/ask",
        "/enquiry",
        "/questions",
    }


def test_it_tells_only_what_reviewed_entries_tell(content: Content) -> None:
    page = INDEX.read_text("utf-8")
    told = re.findall(r'<p data-entry="([^"]+)">(.*?)</p>', page, re.DOTALL)
    assert len(told) >= 9
    for entry, paragraph in told:
        words = " ".join(unescape(re.sub(r"<[^>]+>", "", paragraph)).split())
        for sentence in content.entries[entry].answer:
            words = words.replace(sentence.text, "")
        assert words.strip() == "", entry
