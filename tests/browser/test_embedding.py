"""The tag on a page of another site, under the policy that docs/embedding.md gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.pages import Pages
from bot.pages.build import read_build
from bot.pages.embed import embedding
from tests.channels.bare_site import bare_site
from tests.channels.stand_in import built

STRICT = (
    "default-src 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)
PLAIN, PINNED = 0, 1


class Embedded:
    """A page of a council with the chat on it.

    Attributes:
        page: the page.
        heard: what the browser complained of.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        page.on("console", lambda message: self.heard.append(message.text))


@pytest.fixture
def embed(browser: Browser) -> Iterator[Callable[..., Embedded]]:
    """Puts a tag that the command prints on a page of another site, with the policy it prints."""
    with ExitStack() as things:

        def embed_one(dist: Path, tag: int, policy: str = "", spoil: str = "") -> Embedded:
            pages = Pages(built=dist)
            assistant = things.enter_context(bare_site(lambda app: _assistant(app, pages)))
            told = embedding(assistant, read_build(dist))
            html = re.findall("<script .*</script>", told)[tag].replace(
                "sha256-", f"sha256-{spoil}"
            )
            allowed = policy or "; ".join(re.findall(r"(?:script|connect)-src \S+", told))
            policy = f"{STRICT}; {allowed}"
            site = things.enter_context(bare_site(lambda app: _council(app, html, policy)))
            context = browser.new_context()
            things.callback(context.close)
            embedded = Embedded(context.new_page())
            embedded.page.goto(f"{site}/page")
            return embedded

        yield embed_one


def _assistant(app: Sanic, pages: Pages) -> None:
    async def asked(_request: Request) -> HTTPResponse:
        return response.text("yes", headers={"Access-Control-Allow-Origin": "*"})

    app.register_middleware(pages.serve, "request")
    app.add_route(asked, "/asked")


def _council(app: Sanic, html: str, policy: str) -> None:
    async def page(_request: Request) -> HTTPResponse:
        body = f"<!doctype html><title>A council</title><p>Bins</p>{html}"
        return response.html(body, headers={"Content-Security-Policy": policy})

    app.add_route(page, "/page")


@pytest.mark.parametrize("tag", [PLAIN, PINNED])
def test_the_lines_that_are_printed_are_all_that_is_needed(
    embed: Callable[..., Embedded], tmp_path: Path, tag: int
) -> None:
    embedded = embed(built(tmp_path), tag)
    expect(embedded.page.locator("body")).to_contain_text("the panel came")
    assert embedded.heard == []


def test_without_them_the_browser_loads_nothing(
    embed: Callable[..., Embedded], tmp_path: Path
) -> None:
    embedded = embed(built(tmp_path), PLAIN, policy="script-src 'self'")
    expect(embedded.page.locator("body")).to_have_text("Bins")
    assert any("script-src" in line for line in embedded.heard)


def test_a_pinned_loader_that_was_changed_does_not_run(
    embed: Callable[..., Embedded], tmp_path: Path
) -> None:
    embedded = embed(built(tmp_path), PINNED, spoil="AAAA")
    expect(embedded.page.locator("body")).to_have_text("Bins")
    assert any("integrity" in line for line in embedded.heard)


def test_a_panel_that_is_not_the_loaders_own_is_refused(
    embed: Callable[..., Embedded], tmp_path: Path
) -> None:
    embedded = embed(built(tmp_path, expected=b"another panel"), PINNED)
    expect(embedded.page.locator("body")).to_contain_text("the panel was refused")
    expect(embedded.page.locator("body")).not_to_contain_text("the panel came")
