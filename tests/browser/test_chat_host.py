"""The chat on another website, under the strictest policy: it works, and leaves the site alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.assistant import running_assistant
from tests.browser.chat_page import ChatPage
from tests.browser.website import Website
from tests.channels.bare_site import bare_site

_PANEL = re.compile(r"/widget/panel-\w+\.js$")
_KEPT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie,
  caches: await caches.keys(), databases: await indexedDB.databases(),
})"""
_NOTHING = {"local": [], "session": [], "cookie": "", "caches": [], "databases": []}
_WATCH_SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries()
  .filter((entry) => !entry.hadRecentInput)
  .map((entry) => [entry.value, ...entry.sources.map(({ node }) => node?.className)])))
  .observe({ type: "layout-shift", buffered: true });"""
_SLOW = {
    "offline": False,
    "latency": 700,  # milliseconds: a shift that comes later than 500 after a click counts
    "downloadThroughput": 200_000,
    "uploadThroughput": 80_000,
}
Open = Callable[..., ChatPage]


@pytest.fixture(scope="module")
def websites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Website, Website]]:
    """A website that may use the assistant, and one that may not."""
    sites = (Website(), Website())
    with ExitStack() as things:
        for site in sites:
            site.url = things.enter_context(bare_site(site.put_on))
        folder: Path = tmp_path_factory.mktemp("for-websites")
        assistant = things.enter_context(running_assistant(folder, ALLOWED_ORIGINS=sites[0].url))
        for site in sites:
            site.assistant = assistant.url
        yield sites


@pytest.fixture
def website(websites: tuple[Website, Website]) -> Website:
    """The website that may use the assistant."""
    return websites[0]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def visit(context: BrowserContext, website: Website) -> Open:
    """Goes to the page with a tag; the chat is closed."""

    def visit_one(tag: int = 0, site: Website = website) -> ChatPage:
        chat = ChatPage(context.new_page(), f"{site.url}/{tag}")
        chat.page.on("console", lambda message: chat.trouble.append(message.text))
        chat.visit()
        return chat

    return visit_one


@pytest.mark.parametrize("tag", [0, 1], ids=["plain", "pinned"])
def test_all_of_it_works_under_the_strictest_policy(visit: Open, tag: int) -> None:
    chat = visit(tag)
    chat.launch()
    expect(chat.ask("How much did Aaina Community Hub get?")).to_contain_text("£100,000")
    chat.button("Yes").click()
    expect(chat.replies.last).to_contain_text("Thank you for telling us.")
    with chat.page.expect_download() as download:
        chat.option("Download this chat").click()
    assert "£100,000" in download.value.path().read_text("utf-8")

    chat.option("Write to the team").click()
    chat.button("Send to the team").click()
    expect(chat.error).to_contain_text("There is a problem")
    chat.chat.get_by_label("Your message to the team").fill("Could you come to our school?")
    chat.chat.get_by_label("Your email address").fill("robin.ash@example.org")
    chat.chat.get_by_label("Yes, pass this on").check()
    chat.button("Send to the team").click()
    expect(chat.replies.last).to_contain_text("Your reference is RET-")

    refused = [line for line in chat.trouble if "422" not in line]  # the enquiry without words
    assert (chat.violations(), refused) == ([], [])


def test_a_website_that_is_not_allowed_is_told_kindly(
    visit: Open, websites: tuple[Website, Website]
) -> None:
    chat = visit(site=websites[1])
    chat.launcher.click()
    chat.box.fill("What is Race Forward?")
    chat.box.press("Enter")
    expect(chat.error).to_contain_text("The assistant could not be reached")
    expect(chat.error.get_by_role("link")).to_have_attribute("href", re.compile("^mailto:"))
    expect(chat.box).to_have_value("What is Race Forward?")
    assert chat.violations() == []


def test_nothing_is_kept_before_the_chat_is_opened_and_then_two_keys(
    visit: Open, context: BrowserContext
) -> None:
    chat = visit()
    chat.page.wait_for_load_state("networkidle")
    assert chat.page.evaluate(_KEPT) == _NOTHING
    chat.launch()
    assert chat.page.evaluate(_KEPT) == {**_NOTHING, "session": ["taskforce-chat"]}
    chat.ask("What is Race Forward?")
    both = {"local": ["taskforce-chat"], "session": ["taskforce-chat"]}
    assert chat.page.evaluate(_KEPT) == {**_NOTHING, **both}
    assert context.cookies() == []


def test_one_file_comes_with_the_page_and_one_when_it_is_opened(
    visit: Open, context: BrowserContext, website: Website
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    chat = visit()
    chat.page.wait_for_load_state("networkidle")
    assert asked == [chat.url, f"{website.assistant}/widget.js"]
    del asked[:]

    chat.launch()
    chat.ask("What is Race Forward?")
    files = [url for url in asked if "/webhooks/web/" not in url]
    assert len(files) == 1 and _PANEL.search(files[0])
    assert all(url.startswith(f"{website.assistant}/") for url in asked)


def test_nothing_that_is_shown_moves(visit: Open, context: BrowserContext) -> None:
    context.add_init_script(_WATCH_SHIFTS)
    chat = visit()
    network = context.new_cdp_session(chat.page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", _SLOW)
    chat.launch()
    for at, question in enumerate(("What is Race Forward?", "How much did Aaina get?", "Thanks")):
        chat.box.press_sequentially(question)
        chat.box.press("Enter")
        chat.wait_for_reply(at + 1)
    assert chat.page.evaluate("window.shifts") == []


@pytest.mark.parametrize("spoil", ["change", "lose"])
@pytest.mark.parametrize("tag", [0, 1], ids=["plain", "pinned"])
def test_a_panel_that_is_not_ours_does_not_run_and_the_plain_page_is_offered(
    visit: Open, website: Website, spoil: str, tag: int
) -> None:
    def answer(route: Route) -> None:
        real = route.fetch()
        changed: dict[str, Any] = {"body": "window.ran = 1;" + real.text()}
        route.fulfill(response=real, **(changed if spoil == "change" else {"status": 404}))

    chat = visit(tag)
    chat.page.route(_PANEL, answer)
    chat.launcher.click()
    offer = chat.chat.get_by_role("button")
    expect(offer).to_have_text("The chat did not load. Ask on a plain page instead")
    expect(chat.chat.get_by_role("status")).to_have_text(re.compile("did not load"))
    expect(chat.dialog).to_have_count(0)
    assert chat.page.evaluate("window.ran") is None
    offer.click()
    chat.page.wait_for_url(f"{website.assistant}/ask")
