"""Firefox can be driven as a person would use it, under a strict policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.bidi import BidiError
from tests.browser.firefox import Firefox
from tests.browser.firefox_page import FirefoxPage

_PAGE = """<!doctype html><html lang="en"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-it';
  require-trusted-types-for 'script'; trusted-types 'none'">
<p><a href="#top">First</a></p><p id="space"></p><x-chat></x-chat>
<script nonce="it">
document.querySelector("#space").style.height = "3000px";
const root = document.querySelector("x-chat").attachShadow({ mode: "open" });
const box = root.appendChild(document.createElement("input"));
const button = root.appendChild(document.createElement("button"));
button.textContent = "Say it";
button.onclick = (event) => {
  window.said = { text: box.value, byPerson: event.isTrusted };
  console.error("said", box.value);
};
</script>"""
_BUTTON = "() => document.querySelector('x-chat').shadowRoot.querySelector('button')"
_FOCUSED = """() => {
  const focused = document.activeElement;
  return (focused.shadowRoot?.activeElement ?? focused).localName;
}"""


@pytest.fixture
def page(firefox: Firefox, tmp_path: Path) -> Iterator[FirefoxPage]:
    (tmp_path / "page.html").write_text(_PAGE, "utf-8")
    page = firefox.page(360, 640)
    page.run_first("() => { window.early = document.readyState; }")
    page.open((tmp_path / "page.html").as_uri())
    yield page
    page.close()


def test_a_page_tells_what_it_is_asked(page: FirefoxPage) -> None:
    assert page.run("() => [window.early, innerWidth, innerHeight]") == ["loading", 360, 640]
    assert page.run("async (one, other) => [other, one]", 1, "ü") == ["ü", 1]
    assert page.run("() => undefined") is None
    assert page.screenshot().startswith(b"\x89PNG")
    with pytest.raises(BidiError, match="nowhere is not defined"):
        page.run("() => nowhere")
    with pytest.raises(AssertionError, match="not true within"):
        page.wait_until("() => window.never", within=0.1)


def test_a_button_in_a_shadow_root_is_pressed(page: FirefoxPage) -> None:
    page.press("Tab")
    assert page.run(_FOCUSED) == "a"
    page.press("Tab")
    page.type("Grüße, ਸਤ")
    page.wait_until(_BUTTON)
    page.click(_BUTTON)
    page.wait_until("() => window.said")
    assert page.run("() => window.said") == {"text": "Grüße, ਸਤ", "byPerson": True}
    page.press("Shift+Tab")
    page.type("Again")
    page.press("Tab")
    page.press("Enter")
    page.wait_until("() => window.said.text === 'Again'")
    assert page.trouble == ["said Grüße, ਸਤ", "said Again"]
