"""The files of the chat and of our pages: kept long where their name has a hash, and small."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.pages import Pages
from bot.pages.build import BrokenBuild
from tests.assistant import Assistant
from tests.channels.bare_site import ask, bare_site
from tests.channels.stand_in import PANEL, PANEL_NAME, built

PANEL_PATH = f"/widget/{PANEL_NAME}"
KEPT = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stand-in for the built chat."""
    return built(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def loader(folder: Path) -> bytes:
    """The loader's bytes."""
    return (folder / "widget.js").read_bytes()


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Our real pages, with the stand-in for the built chat."""
    with bare_site(
        lambda app: app.register_middleware(Pages(built=folder).serve, "request")
    ) as url:
        yield url


def pinned(loader: bytes) -> str:
    return f"/widget/widget-{hashlib.sha256(loader).hexdigest()[:10]}.js"


def test_the_loader_is_checked_each_time_and_comes_once(site: str, loader: bytes) -> None:
    first = ask(site, "/widget.js")
    assert (first.status, first.body) == (200, loader)
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = ask(site, "/widget.js", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert again.headers["cache-control"] == "no-cache"
    assert again.headers["vary"] == "Accept-Encoding"
    assert again.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("known", ["W/{}", '"other", {}', "*"])
def test_a_tag_is_known_in_every_way_it_may_be_written(site: str, known: str) -> None:
    tag = ask(site, "/widget.js").headers["etag"]
    assert ask(site, "/widget.js", if_none_match=known.format(tag)).status == 304


def test_another_tag_gets_the_file(site: str) -> None:
    assert ask(site, "/widget.js", if_none_match='"other"').status == 200


def test_what_has_a_hash_in_its_name_is_kept_for_a_year(site: str, loader: bytes) -> None:
    for path, body in ((PANEL_PATH, PANEL), (pinned(loader), loader)):
        answer = ask(site, path)
        assert (answer.status, answer.body) == (200, body)
        assert answer.headers["cache-control"] == KEPT


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "GZIP ; q=1", "*", "deflate,gzip"])
def test_who_takes_gzip_gets_it(site: str, accepted: str) -> None:
    answer = ask(site, PANEL_PATH, accept_encoding=accepted)
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == len(answer.body) < len(PANEL)
    assert gzip.decompress(answer.body) == PANEL
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = ask(site, PANEL_PATH)
    assert answer.headers["etag"] != plain.headers["etag"], "a strong tag names the very bytes"
    assert (
        ask(site, PANEL_PATH, accept_encoding=accepted, if_none_match=answer.headers["etag"]).status
        == 304
    )


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity", "*;q=0", "gzip;q=none"])
def test_who_does_not_take_gzip_gets_the_file_as_it_is(site: str, accepted: str) -> None:
    answer = ask(site, PANEL_PATH, accept_encoding=accepted)
    assert answer.headers["content-encoding"] is None
    assert answer.body == PANEL
    assert answer.headers["vary"] == "Accept-Encoding"


def test_other_sites_may_load_the_chat_and_nothing_else(site: str, loader: bytes) -> None:
    for path in ("/widget.js", PANEL_PATH, pinned(loader)):
        answer = ask(site, path, origin="https://www.council.example")
        assert answer.headers.get_all("access-control-allow-origin") == ["*"]
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
    for path in ("/", "/widget/page.css", "/widget/icon.svg"):
        answer = ask(site, path, origin="https://www.council.example")
        assert answer.status == 200
        assert answer.headers["access-control-allow-origin"] is None
        assert answer.headers["cross-origin-resource-policy"] is None
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/widget.js", PANEL_PATH, "/widget/page.css"])
def test_a_head_is_the_get_without_its_body(site: str, path: str) -> None:
    get, head = ask(site, path), ask(site, path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers.items() == get.headers.items()


@pytest.mark.parametrize(
    "path",
    [
        "/widget/widget-0000000000.js",
        "/widget/panel-ffffffff.js",
        "/widget/widget.js",
        "/widget/manifest.json",
        "/widget/../settings.py",
        "/widget/",
        "/widget.js/",
    ],
)
def test_nothing_else_is_there(site: str, path: str) -> None:
    assert ask(site, path).status == 404


def test_nothing_can_be_sent_to_a_file(site: str) -> None:
    assert ask(site, "/widget.js", "POST").status == 404


def test_the_host_page_may_load_from_us_alone_and_write_no_html(site: str) -> None:
    answer = ask(site, "/")
    assert answer.headers["content-security-policy"].split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ]
    assert answer.headers["cache-control"] == "no-cache"
    assert b'<script src="/widget.js" defer></script>' in answer.body


def test_without_a_build_the_pages_are_served(tmp_path: Path) -> None:
    pages = Pages(built=tmp_path)
    with bare_site(lambda app: app.register_middleware(pages.serve, "request")) as url:
        assert ask(url, "/").status == 200
        assert ask(url, "/widget.js").status == 404


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (PANEL_NAME, "other()", f"{PANEL_NAME} is not what was built"),
        (PANEL_NAME, None, f"{PANEL_NAME} is missing"),
        ("manifest.json", "{", "is no manifest"),
        ("manifest.json", "[]", "is no manifest"),
        ("manifest.json", "{}", "does not name widget.js"),
    ],
)
def test_files_that_do_not_fit_together_are_not_served(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    path = built(tmp_path) / name
    path.unlink() if text is None else path.write_text(text, "utf-8")
    with pytest.raises(BrokenBuild, match=told):
        Pages(built=tmp_path)


def test_the_running_assistant_serves_them(assistant: Assistant) -> None:
    page = ask(assistant.url, "/", accept_encoding="gzip")
    assert (page.status, page.headers["content-encoding"]) == (200, "gzip")
    style = ask(assistant.url, "/widget/page.css", origin="https://www.council.example")
    assert style.status == 200
    assert style.headers["access-control-allow-origin"] is None
