"""Whatever is told around the messages, the chat shows it as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chat_page import MESSAGES, SESSION, canned
from tests.browser.hostile import ADDRESSES, ALL, MARKUP, NAMES, PARAGRAPHS, TEXTS, Watch

_SITE = '<!doctype html><html lang="en"><title>A site</title><main><h1>A site</h1></main>'
_EMBED = """options => {
  const script = Object.assign(document.createElement("script"), { src: "/widget.js" });
  Object.assign(script.dataset, options);
  document.body.append(script);
}"""


@contextmanager
def _answered(page: Page, status: int, body: str) -> Iterator[None]:
    """Answer messages with this."""
    page.route(MESSAGES, lambda route: route.fulfill(status=status, body=body))
    yield
    page.unroute(MESSAGES)


def test_what_the_greeting_says(watch: Watch) -> None:
    enquiry = {"kept_days": ALL, "longest": ALL}
    session = {"token": "x", "idle_in": MARKUP[0], "enquiry": enquiry}
    session["greeting"] = canned("smalltalk", ALL)
    watch.chat.page.route(SESSION, lambda route: route.fulfill(status=201, json=session))
    watch.visit()
    watch.chat.launcher.click()
    expect(watch.chat.replies.first).to_contain_text(PARAGRAPHS[0])
    assert watch.texts(".greeting > p[dir]") == PARAGRAPHS
    watch.chat.option("Write to the team").click()
    expect(watch.chat.page.locator("#kept")).to_contain_text(PARAGRAPHS[0])


@pytest.mark.parametrize("status", [200, 400], ids=["streamed", "refused"])
def test_what_an_error_says(watch: Watch, status: int) -> None:
    """Its words, and its code, which may be a name that every object has."""
    watch.open()
    for at, code in enumerate(["unknown", MARKUP[0], *NAMES]):
        words = f"Error {at:02}. {ALL}"
        body = json.dumps({"error": {"code": code, "message": words}}) + "\n"
        with _answered(watch.chat.page, status, body):
            watch.chat.box.fill("Well?")
            watch.chat.box.press("Enter")
            expect(watch.chat.error).to_contain_text(f"Error {at:02}.")
        assert watch.texts(".trouble > p") == [words], code


def test_what_is_wrong_with_an_enquiry(watch: Watch) -> None:
    watch.open()
    fields = ["about", "email", "email-choice", "name", "organisation", "copy", "consent"]
    problems = dict.fromkeys([*fields, *TEXTS], ALL)
    refused = {"error": {"code": "invalid", "message": ALL}, "problems": problems}
    down = {"error": {"code": "down", "message": ALL}}
    waiting = [(422, {**refused, "addresses": TEXTS}), (503, down)]

    def refuse(route: Route) -> None:
        status, body = waiting.pop(0)
        route.fulfill(status=status, json=body)

    watch.chat.page.route("**/enquiry", refuse)
    watch.chat.option("Write to the team").click()
    watch.chat.button("Send to the team").click()
    expect(watch.chat.chat.get_by_role("alert")).to_be_visible()
    assert watch.texts(".summary a") == [ALL] * len(problems)
    assert [text.partition(" ")[2] for text in watch.texts(".error")] == [ALL] * len(fields)
    assert watch.texts("fieldset .tick span")[1:] == [f"No, use {text}" for text in TEXTS[1:]]
    assert watch.harm() == []
    watch.chat.button("Send to the team").click()
    expect(watch.chat.page.locator(".summary ul")).to_have_count(0)
    assert watch.texts(".summary > p")[0] == ALL


def _embedded(watch: Watch, **options: str) -> None:
    """Show a page of the site that has the chat with these attributes."""
    watch.chat.page.route(
        "**/page", lambda route: route.fulfill(content_type="text/html", body=_SITE)
    )
    watch.chat.page.goto(f"{watch.chat.url}/page")
    watch.chat.page.evaluate(_EMBED, options)
    expect(watch.chat.chat).to_be_attached()
    watch.begin()


def test_what_the_attributes_of_the_tag_say(watch: Watch) -> None:
    questions = [text.strip() for text in TEXTS if "|" not in text]
    _embedded(watch, label=ALL, heading=ALL, suggestions="|".join(questions), position=ALL)
    assert watch.texts("button") == [f"{ALL} "]
    watch.chat.chat.locator("button").click()
    expect(watch.chat.replies.first).to_contain_text("automated")
    assert watch.texts("h2") == [ALL]
    # But for the spaces beside a bar.
    shown = watch.texts(".greeting .choice")
    assert [text.strip() for text in shown] == [text.strip() for text in questions]


def test_what_the_address_of_the_privacy_page_is(watch: Watch) -> None:
    session = {"token": "x", "idle_in": 60, "greeting": canned("smalltalk", "I am automated.")}
    watch.chat.page.route(SESSION, lambda route: route.fulfill(status=201, json=session))
    for address in ADDRESSES:
        _embedded(watch, privacy=address)
        watch.chat.chat.evaluate("chat => chat.open()")
        expect(watch.chat.replies.first).to_contain_text("I am automated.")
        assert watch.harm() == [], address
    _embedded(watch, privacy="about/privacy?chat=1")
    link = watch.chat.chat.get_by_role("link", name="How this website uses your data")
    expect(link).to_have_attribute("href", f"{watch.chat.url}/about/privacy?chat=1")
