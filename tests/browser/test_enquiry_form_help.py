"""Help above all else for who needs it, for everyone: by keyboard, small screens, every colour."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.assistant import Assistant
from tests.browser.form_page import FAINT, FAULTS, SMALL_TARGETS, TOO_WIDE, WITH_ROOM, FormPage

OpenForm = Callable[..., FormPage]
_CALL = "I am going to kill myself tonight"
_LOOKS = (FAULTS, TOO_WIDE, SMALL_TARGETS)


def _help(form: FormPage) -> str:
    """Return what the help says, which must be seen before anything else on the page."""
    section = form.page.get_by_role("region", name="If you need help now")
    expect(section).to_be_visible()
    first = form.page.locator("main > *").first
    expect(first).to_have_id("help")
    return section.inner_text()


def test_help_is_above_the_reference_and_the_message_is_sent(
    form: FormPage, assistant: Assistant, name: str
) -> None:
    form.fill(f"{_CALL} {name}", f"{name}@example.org")
    form.send()
    said = _help(form)
    assert "Samaritans" in said and "116 123" in said and "999" in said
    expect(form.page.locator(".reference")).to_have_text(re.compile(r"RET-[A-Z0-9]{5}"))
    expect(form.page.locator("#help")).to_be_in_viewport()
    assert "distress" not in form.page.url
    form.page.reload()
    assert _help(form) == said
    log = assistant.log.read_text("utf-8")
    assert name not in log and "wording for help" not in log


def test_the_focus_is_where_something_is_wrong_and_leads_to_the_help(form: FormPage) -> None:
    form.fill(_CALL, "pat")
    form.send()
    expect(form.summary).to_be_focused()
    assert "116 123" in _help(form)
    assert form.next_stop() == "If you need help now, please read the help above first"
    form.page.keyboard.press("Enter")
    expect(form.page.locator("#help")).to_be_focused()
    expect(form.page.locator("#help-title")).to_be_in_viewport()
    expect(form.field("Your message")).to_have_value(_CALL)


def test_the_sources_open_without_losing_the_form(form: FormPage) -> None:
    form.fill(_CALL, "pat")
    form.send()
    links = form.page.locator("#help").get_by_role("link")
    expect(links).to_have_count(0)
    form.page.get_by_text("Where this comes from").click()
    assert links.count() > 1
    for link in links.all():
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_accessible_name(re.compile("opens in a new tab"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(320, 640), (320, 256), (1280, 900)])
def test_help_fits_and_stands_out(
    open_form: OpenForm, name: str, size: tuple[int, int], scheme: str
) -> None:
    form = open_form(*size, color_scheme=scheme)
    form.fill(_CALL, "pat")
    form.send()
    for email in ("pat", f"{name}@example.org"):
        form.fill(_CALL, email)
        form.send()
        form.page.get_by_text("Where this comes from").click()
        form.page.mouse.move(0, 0)
        for look in (*_LOOKS, FAINT):
            assert form.page.evaluate(look) == []
        form.page.evaluate(WITH_ROOM)
        assert form.page.evaluate(TOO_WIDE) == []
