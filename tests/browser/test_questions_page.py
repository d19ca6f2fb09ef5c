"""The page of all answers for everyone: without scripts, on small screens, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.form_page import FAINT, FAULTS, TOO_WIDE, WITH_ROOM

OpenPage = Callable[..., Page]
SMALL_TARGETS = """() => [...document.querySelectorAll("a")]
  .filter((link) => link.checkVisibility())
  .filter((link) => !link.matches("p:not(.way) > a"))  // in a sentence
  .map((link) => [link.outerHTML, link.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([html, box]) => `${html.slice(0, 80)} ${box.width} x ${box.height}`)"""
LEVELS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((heading) => Number(heading.localName[1]))"""


@pytest.fixture
def open_page(browser: Browser, assistant_url: str) -> Iterator[OpenPage]:
    """Opens the page in a browser of its own, without scripts; takes its context options."""
    trouble: list[str] = []
    with ExitStack() as contexts:

        def open_one(width: int = 1280, height: int = 900, at: str = "", **options: Any) -> Page:
            options = {"java_script_enabled": False, **options}
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: trouble.append(message.text))
            page.on("requestfailed", lambda request: trouble.append(request.url))
            page.goto(f"{assistant_url}/questions{at}")
            return page

        yield open_one
        assert trouble == []


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_it_fits_the_screen(open_page: OpenPage, size: tuple[int, int]) -> None:
    """320 x 256 is what a 1280 x 1024 screen shows at 400 % zoom."""
    page = open_page(*size)
    for look in (FAULTS, TOO_WIDE, SMALL_TARGETS):
        assert page.evaluate(look) == []
    page.evaluate(WITH_ROOM)
    assert page.evaluate(TOO_WIDE) == []


def test_headings_go_down_one_level_at_a_time(open_page: OpenPage) -> None:
    levels = open_page().evaluate(LEVELS)
    assert levels[0] == 1 and levels.count(1) == 1
    assert levels.count(3) > 100
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) == 1


def test_the_contents_lead_to_every_part_and_back(open_page: OpenPage) -> None:
    page = open_page()
    contents = page.get_by_role("navigation", name="Contents").get_by_role("link")
    assert contents.all_inner_texts() == page.locator(".part > h2").all_inner_texts()
    expect(contents.first).to_have_text("Who can help")
    contents.last.press("Enter")
    part = page.get_by_role("region", name=contents.last.inner_text())
    expect(part.get_by_role("heading", level=2)).to_be_in_viewport()
    part.get_by_role("link", name="Back to contents").press("Enter")
    expect(page.get_by_role("heading", name="Contents")).to_be_in_viewport()


def test_an_answer_has_an_address_of_its_own(open_page: OpenPage) -> None:
    page = open_page(at="#aaina-grant")
    heading = page.locator("#aaina-grant")
    expect(heading).to_be_in_viewport()
    answer = page.get_by_role("article").filter(has=heading)
    expect(answer).to_contain_text("£100,000")
    expect(answer).to_have_css("outline-style", "solid")
    heading.get_by_role("link").press("Enter")
    expect(page).to_have_url(re.compile("/questions#aaina-grant$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(open_page: OpenPage, scheme: str) -> None:
    assert open_page(color_scheme=scheme).evaluate(FAINT) == []


def test_in_forced_colours_answers_keep_their_edges(open_page: OpenPage) -> None:
    page = open_page(forced_colors="active")
    edge, ground = page.locator("article").first.evaluate(
        "e => [getComputedStyle(e).borderTopColor, getComputedStyle(document.body).backgroundColor]"
    )
    assert edge != ground


def test_on_paper_there_are_addresses_and_nothing_to_press(open_page: OpenPage) -> None:
    page = open_page()
    page.emulate_media(media="print")
    for gone in ("Contents", "Back to contents", "Ask the assistant"):
        expect(page.get_by_text(gone, exact=True).first).to_be_hidden()
    source = page.locator(".from li a").first
    shown = source.evaluate("link => getComputedStyle(link, '::after').content")
    assert "https://" in shown
    expect(page.locator("article").first).to_be_visible()
