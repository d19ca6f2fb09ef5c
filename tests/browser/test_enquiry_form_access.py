"""The form for everyone: by keyboard, on small screens, with zoom, in every kind of colours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.form_page import FAINT, FAULTS, SMALL_TARGETS, TOO_WIDE, WITH_ROOM, FormPage

OpenForm = Callable[..., FormPage]
_FIELDS = ["about", "email", "email-choice", "name", "organisation", "copy"]
_REST = ["its policies page", "consent", "Send to the team"]


def test_what_is_wrong_is_told_first_and_leads_to_its_field(form: FormPage) -> None:
    form.make_every_mistake()
    expect(form.page).to_have_title(re.compile("^Error: "))
    expect(form.summary).to_be_focused()
    expect(form.summary).to_be_in_viewport()
    links = form.summary.get_by_role("link")
    expect(links).to_have_count(5)
    for link, part in zip(
        links.all(), ["about", "email-choice", "name", "organisation", "consent"], strict=True
    ):
        link.press("Enter")
        expect(form.page.locator(f"#{part}")).to_be_focused()
    message = form.field("Your message")
    expect(message).to_have_attribute("aria-invalid", "true")
    expect(message).to_have_accessible_description(re.compile("Please write what you would like"))
    expect(form.field("Your email address")).to_have_value("pat@gamil.com")
    expect(form.field("Yes, pass this on")).to_have_accessible_description(
        re.compile("delete it here .* Please tick the box", re.S)
    )
    choice = form.page.get_by_role("group", name="Did you mean pat@gmail.com?")
    expect(choice).to_have_accessible_description(re.compile("Please choose one address"))
    expect(choice.get_by_role("radio", checked=True)).to_have_count(0)


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_it_fits_the_screen(open_form: OpenForm, name: str, size: tuple[int, int]) -> None:
    """320 x 256 is what a 1280 x 1024 screen shows at 400 % zoom."""
    form = open_form(*size)
    for _ in range(2):
        for look in (FAULTS, TOO_WIDE, SMALL_TARGETS):
            assert form.page.evaluate(look) == []
        form.make_every_mistake()
    form.page.evaluate(WITH_ROOM)
    assert form.page.evaluate(TOO_WIDE) == []
    form.open()
    form.fill("Hello", f"{name}@example.org")
    form.send()
    for look in (FAULTS, TOO_WIDE, SMALL_TARGETS):
        assert form.page.evaluate(look) == []


def test_every_stop_is_seen_on_a_small_screen(open_form: OpenForm) -> None:
    form = open_form(320, 256)
    form.make_every_mistake()
    expect(form.summary).to_be_focused()
    problems = form.summary.get_by_role("link").all_inner_texts()
    expected = [*problems, *_FIELDS, *_REST]
    assert [form.next_stop() for _ in expected] == expected


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_edges_stand_out(open_form: OpenForm, name: str, scheme: str) -> None:
    form = open_form(color_scheme=scheme)
    assert form.page.evaluate(FAINT) == []
    form.make_every_mistake()
    assert form.page.evaluate(FAINT) == []
    form.open()
    form.fill("Hello", f"{name}@example.org")
    form.send()
    form.page.mouse.move(0, 0)
    assert form.page.evaluate(FAINT) == []


def test_in_forced_colours_ticks_and_edges_stay(open_form: OpenForm) -> None:
    form = open_form(forced_colors="active")
    consent = form.field("Yes, pass this on")
    expect(consent).to_have_css("appearance", "auto")
    before = consent.screenshot()
    consent.check()
    assert consent.screenshot() != before
    for part in ("button", "textarea", "input[type=email]", "form"):
        shown = "e => { const s = getComputedStyle(e); return [s.borderTopWidth, s.borderTopColor,"
        shown += " getComputedStyle(document.body).backgroundColor] }"
        width, edge, page = form.page.locator(part).first.evaluate(shown)
        assert width != "0px" and edge != page, part
