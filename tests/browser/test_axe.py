"""The check for accessibility finds faults, also in a shadow root and under a strict policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.axe import violations

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_CLEAN = """<!doctype html><html lang="en"><title>A page</title>
<main><h1>A page</h1><p>With words.</p><button>Press</button></main>
<script src="script.js"></script>"""
_SHADOW = """
const root = document.querySelector("main").appendChild(document.createElement("x-chat"))
  .attachShadow({ mode: "open" });
"""
_WATCH = """
window.seen = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.seen.push(event.violatedDirective));
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH)
    yield page
    assert page.evaluate("window.seen") == []
    context.close()


def _show(page: Page, html: str, script: str = "") -> None:
    def serve(route: Route) -> None:
        is_script = route.request.url.endswith(".js")
        route.fulfill(
            content_type="text/javascript" if is_script else "text/html",
            headers={"Content-Security-Policy": _POLICY},
            body=script if is_script else html,
        )

    page.route("**/*", serve)
    page.goto("http://page.test/")


def test_a_clean_page_has_nothing(page: Page) -> None:
    _show(page, _CLEAN)
    assert violations(page) == []


def test_faults_in_a_page_are_found(page: Page) -> None:
    faults = (
        '<button id="unnamed" style="padding: 1em"></button>'
        '<p id="faint" style="color: #999">Faint</p>'
    )
    _show(page, _CLEAN.replace("</main>", f"{faults}</main>"))
    unnamed, faint = violations(page)
    assert unnamed.startswith("button-name at #unnamed: Fix any of the following: ")
    assert faint.startswith("color-contrast at #faint: ") and "2.84" in faint


def test_faults_in_a_shadow_root_are_found(page: Page) -> None:
    script = (
        _SHADOW
        + """
        root.appendChild(document.createElement("button")).style.padding = "1em";
        const faint = root.appendChild(document.createElement("p"));
        faint.textContent = "Faint";
        faint.style.color = "#999";
        """
    )
    _show(page, _CLEAN, script)
    unnamed, faint = violations(page)
    assert unnamed.startswith("button-name at x-chat → button: ")
    assert faint.startswith("color-contrast at x-chat → p: ")


def test_what_axe_cannot_decide_is_told_until_it_is_explained(page: Page) -> None:
    unsure = '<p id="unsure" style="background: linear-gradient(#fff, #000)">Words</p>'
    _show(page, _CLEAN.replace("</main>", f"{unsure}</main>"))
    [line] = violations(page)
    assert line.startswith("needs review: color-contrast at #unsure: ")
    assert violations(page, explained={"color-contrast"}) == []
