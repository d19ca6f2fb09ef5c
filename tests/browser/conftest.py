"""A real Chromium, the chat and the form in it. ``assistant_url`` comes from tests/conftest.py."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.ask_page import AskPage
from tests.browser.chat_page import ChatPage
from tests.browser.firefox import Firefox, firefox_path, running_firefox
from tests.browser.form_page import FormPage
from tests.browser.host_page import HOST_PATH, HTML, host_page
from tests.browser.hostile import Watch

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OpenChat = Callable[..., ChatPage]
OpenForm = Callable[..., FormPage]
OpenOn = Callable[..., ChatPage]
OpenAsk = Callable[..., AskPage]


# For this package only: while Playwright runs, asynchronous tests elsewhere cannot.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or else the one that Playwright installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """The system's Firefox."""
    if firefox_path() is None:
        pytest.skip("there is no Firefox: deploy/firefox.sh installs it as root")
    with running_firefox(tmp_path_factory.mktemp("firefox")) as firefox:
        yield firefox


@pytest.fixture
def open_chat(browser: Browser, assistant_url: str) -> Iterator[OpenChat]:
    """Opens the chat in a browser of its own; takes Playwright's context options.

    With ``opened=False`` only the page is opened. No test may break the content security policy or
    leave an error in the console.
    """
    chats: list[ChatPage] = []
    with ExitStack() as contexts:

        def open_one(
            width: int = 1280, height: int = 900, opened: bool = True, **options: Any
        ) -> ChatPage:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            chat = ChatPage(context.new_page(), assistant_url)
            chats.append(chat)
            chat.visit()
            if opened:
                chat.launch()
            return chat

        yield open_one
        for chat in chats:
            assert chat.violations() == []
            assert chat.trouble == []


@pytest.fixture
def chat(open_chat: OpenChat) -> ChatPage:
    """The chat on a desktop screen."""
    return open_chat()


@pytest.fixture
def watch(browser: Browser, assistant_url: str) -> Iterator[Watch]:
    """A page with the chat and without a policy; whatever the texts, nothing may happen on it."""
    with browser.new_context(bypass_csp=True) as context:
        watch = Watch(ChatPage(context.new_page(), assistant_url))
        yield watch
        assert watch.harm() == []
        assert watch.chat.trouble == []


@pytest.fixture
def open_on(browser: Browser, assistant_url: str) -> Iterator[OpenOn]:
    """Opens a page that another designer made, with the chat closed.

    Takes what `host_page` takes, and Playwright's context options. The page must be left without
    an error in the console.
    """
    opened: list[ChatPage] = []
    with ExitStack() as contexts:

        def open_one(
            width: int = 1280,
            height: int = 900,
            head: str = "",
            body: str = "<p>Bins</p>",
            attributes: str = "",
            in_head: bool = False,
            **options: Any,
        ) -> ChatPage:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            chat = ChatPage(context.new_page(), assistant_url + HOST_PATH)
            opened.append(chat)
            html = host_page(head, body, attributes, in_head)
            chat.page.route(chat.url, lambda route: route.fulfill(body=html, content_type=HTML))
            chat.visit()
            return chat

        yield open_one
        for chat in opened:
            assert chat.trouble == []


@pytest.fixture
def open_form(browser: Browser, assistant_url: str) -> Iterator[OpenForm]:
    """Opens the form in a browser of its own, without scripts; takes its context options."""
    opened: list[FormPage] = []
    with ExitStack() as contexts:

        def open_one(width: int = 1280, height: int = 900, **options: Any) -> FormPage:
            options = {"java_script_enabled": False, **options}
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            form = FormPage(context.new_page(), assistant_url)
            opened.append(form)
            form.open()
            return form

        yield open_one
        for form in opened:
            assert form.trouble == []
            assert form.page.context.cookies() == []


@pytest.fixture
def form(open_form: OpenForm) -> FormPage:
    """The form on a desktop screen."""
    return open_form()


@pytest.fixture
def open_ask(browser: Browser, assistant_url: str) -> Iterator[OpenAsk]:
    """Opens the page /ask in a browser of its own, without scripts; takes its context options."""
    opened: list[AskPage] = []
    with ExitStack() as contexts:

        def open_one(width: int = 1280, height: int = 900, **options: Any) -> AskPage:
            options = {"java_script_enabled": False, **options}
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            ask = AskPage(context.new_page(), assistant_url)
            opened.append(ask)
            ask.open()
            return ask

        yield open_one
        for ask in opened:
            assert ask.trouble == []
            assert ask.page.context.cookies() == []


@pytest.fixture
def ask(open_ask: OpenAsk) -> AskPage:
    """The page /ask on a desktop screen."""
    return open_ask()


@pytest.fixture
def name() -> str:
    """The part before the @ of an address that nobody used before."""
    return f"pat-{uuid4().hex[:12]}"
