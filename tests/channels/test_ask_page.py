"""The page /ask over HTTP: whose conversation it is, and what it says to odd requests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.channels.web_site import Got, WebSite, web_site

CALL = "I am going to kill myself tonight"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with web_site(tmp_path_factory.mktemp("ask")) as site:
        yield site


@pytest.fixture
def site(running: WebSite) -> WebSite:
    running.answering.heard.clear()
    running.clock.ahead = 0
    return running


def fields(got: Got) -> dict[str, str]:
    """The hidden fields of a page."""
    return {
        name: re.findall(rf'name="{name}" value="([^"]+)"', got.text)[-1]
        for name in ("token", "id")
    }


def typed(got: Got) -> str:
    return got.text.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]


def test_the_page_can_do_nothing_but_send_its_form(site: WebSite) -> None:
    got = site.page()

    assert got.status == 200
    policy = got.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert got.headers["cache-control"] == "no-store"
    assert "set-cookie" not in got.headers
    assert "<script" not in got.text
    assert site.rows("web_conversation") == []


def test_the_same_page_sent_again_asks_once(site: WebSite) -> None:
    form = {**fields(site.page()), "text": "Hello"}

    first, again = site.page(form), site.page(form)

    assert first.status == again.status == 200
    assert "You said: Hello" in again.text
    assert site.answering.heard == ["Hello"]


def test_another_choice_on_the_same_page_is_another_message(site: WebSite) -> None:
    got = site.page({**fields(site.page()), "text": "Hello"})
    choice = re.findall(r'name="choice" value="([^"]+)"', got.text)[0]
    form = fields(got)

    site.page({**form, "choice": choice})
    site.page({**form, "choice": choice})
    site.page({**form, "text": "Something else"})

    assert site.answering.heard[1:] == ['/choose{"entry": "chair"}', "Something else"]


def test_the_conversation_can_go_on_in_the_chat(site: WebSite) -> None:
    form = fields(site.page())
    site.page({**form, "text": "Hello"})

    assert [m["from"] for m in site.messages(form["token"])] == ["person", "assistant"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "x" * 5000])
def test_without_a_token_of_ours_what_was_typed_comes_back(site: WebSite, token: str) -> None:
    got = site.page({"token": token, "id": "1", "text": "My <words>"})

    assert got.status == 403
    assert typed(got) == "My <words>"
    assert site.answering.heard == []
    assert site.page({**fields(got), "text": typed(got)}).status == 200


def test_a_page_of_another_site_asks_nothing(site: WebSite) -> None:
    form = {**fields(site.page()), "text": "Hello"}

    got = site.page(form, sec_fetch_site="cross-site")

    assert (got.status, typed(got)) == (403, "Hello")
    assert site.page({**form, "end": "yes"}, sec_fetch_site="cross-site").status == 403
    assert site.answering.heard == []


def test_after_a_long_quiet_what_was_typed_is_kept_for_a_new_conversation(site: WebSite) -> None:
    got = site.page({**fields(site.page()), "text": "My secret"})
    site.clock.ahead = 30 * 60

    over = site.page({**fields(got), "text": "And now"})

    assert (over.status, typed(over)) == (403, "And now")
    assert "My secret" not in over.text
    assert fields(over)["token"] != fields(got)["token"]


def test_a_call_for_help_gets_help_even_when_it_cannot_be_asked(site: WebSite) -> None:
    for form in (
        {"token": "", "id": "1", "text": CALL},
        {**fields(site.page()), "text": f"{CALL} " * 50},
    ):
        got = site.page(form)
        assert got.status in (403, 413)
        assert got.text.index("116 123") < got.text.index("<h1>")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 403),
        (b"text=%ff", 400),
        (b"text=" + b"a" * 300_000, 413),
        (b"&".join(b"a=1" for _ in range(50)), 400),
    ],
    ids=range(4),
)
def test_odd_bodies_get_a_kind_page(site: WebSite, body: bytes, status: int) -> None:
    got = site.page(body)

    assert got.status == status
    assert "<h1>" in got.text


def test_other_kinds_of_bodies_are_refused(site: WebSite) -> None:
    got = site.page(b'{"text": "Hello"}', content_type="application/json")

    assert got.status == 400


def test_only_our_links_are_links(site: WebSite) -> None:
    before = dict(site.answering.custom)
    page = {"title": "Click", "checked_on": "2026-11-23"}
    site.answering.custom |= {
        "sources": [page | {"url": "javascript:alert(1)"}, page | {"url": "https://a.test/?<>"}],
        "links": [{"title": "Click", "url": "data:text/html,x"}],
    }
    try:
        got = site.page({**fields(site.page()), "text": "Hello"})
    finally:
        site.answering.custom = before

    assert "javascript:" not in got.text
    assert "data:" not in got.text
    assert "https://a.test/" in got.text
