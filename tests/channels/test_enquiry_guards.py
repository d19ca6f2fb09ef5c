"""What the form does not let in: forged, old and foreign forms, programs, bodies that are none."""

from __future__ import annotations

import logging
import time
from http.client import HTTPConnection

import pytest

from tests.channels.form_site import CONTACT, FILLED, Site, age, reference


@pytest.mark.parametrize("token", ["", "forged", "a.b.c", "x" * 5000, "é\x00"])
def test_a_forged_form_comes_back_with_what_was_typed(site: Site, token: str) -> None:
    answer = site.send(token=token, copy="yes")
    assert answer.status == 403
    assert answer.title.startswith("Error: ") and "nothing was sent" in answer.words
    assert answer.message == FILLED["about"] and " checked" in answer.tag("copy")
    assert site.kept() == 0
    assert site.post({**FILLED, "token": answer.token}).status == 303


def test_the_token_of_a_page_that_follows_opens_no_form(site: Site) -> None:
    token = site.send().headers["location"].partition("is=")[2]
    assert site.send(token=token).status == 403
    assert site.get(f"/enquiry/sent?is={site.get().token}").status == 404


def test_an_old_form_comes_back_and_is_still_the_same_form(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        age(earlier, hours=13)
        old = {**FILLED, "token": site.get().token}
    answer = site.post(old)
    assert answer.status == 403
    assert "open for a long time" in answer.words and answer.message == FILLED["about"]
    renewed = {**FILLED, "token": answer.token}
    assert site.post(renewed).status == 303
    again = site.post({**FILLED, "token": site.post(old).token})
    assert reference(site, again) == site.only().reference


def test_a_page_of_another_site_cannot_send_it(site: Site) -> None:
    fields = {**FILLED, "token": site.get().token}
    assert site.post(fields, sec_fetch_site="cross-site").status == 403
    assert site.kept() == 0
    assert site.post(fields, sec_fetch_site="same-origin").status == 303


def test_programs_that_fill_everything_are_thanked_and_nothing_is_kept(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = site.send(homepage="https://example.org/")
    page = site.follow(answer)
    assert page.status == 200
    assert "Thank you" in page.words and "RET-" not in page.words and CONTACT in page.words
    assert site.kept() == 0
    assert "a form was not kept" in caplog.text and "example.org" not in caplog.text
    trap = site.get().page.partition("<div hidden>")[2].partition("</div>")[0]
    assert 'name="homepage"' in trap and 'autocomplete="off"' in trap


def test_a_body_that_is_far_too_big_is_refused(site: Site) -> None:
    answer = site.post({**FILLED, "about": "a" * 300_000})
    assert answer.status == 413
    assert "far too long" in answer.words and answer.title.startswith("Error: ")
    # What is only too long for the team comes back to be shortened.
    long = site.send(about="a" * 200_000)
    assert long.status == 422 and len(long.message) == 200_000


def test_a_body_that_does_not_tell_its_size_is_read_no_further(site: Site) -> None:
    connection = HTTPConnection(site.url.removeprefix("http://"), timeout=15)
    pieces = iter([b"about=", *[b"a" * 50_000] * 8])
    headers = {"content-type": "application/x-www-form-urlencoded", "transfer-encoding": "chunked"}
    connection.request("POST", "/enquiry", pieces, headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b"about=%ff", "application/x-www-form-urlencoded"),
        (b"about=\xff", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(100)), "application/x-www-form-urlencoded"),
        (b'{"about": "x"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"", "text/plain"),
    ],
)
def test_a_body_that_is_no_form_gets_a_kind_page(site: Site, body: bytes, type: str) -> None:
    answer = site.post(body, content_type=type)
    assert answer.status == 400
    assert "Please open the form again" in answer.words and CONTACT in answer.words


def test_a_fault_in_the_page_is_told_and_not_logged_with_its_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("bot.channels.enquiry.form_page", fail)
    answer = site.get("/enquiry?about=secret")
    assert answer.status == 500
    assert "Something went wrong" in answer.words
    assert "RuntimeError" in caplog.text and "secret" not in caplog.text


@pytest.mark.parametrize("field", ["about", "email", "name", "organisation"])
@pytest.mark.parametrize(("piece", "count"), [(" ", 200_000), ("\n", 80_000), ("a\u0301", 30_000)])
def test_no_text_takes_long(site: Site, field: str, piece: str, count: int) -> None:
    token, text = site.get().token, f"a{piece * count}a"
    began = time.monotonic()
    assert site.post({**FILLED, "token": token, field: text}).status in (303, 422)
    assert time.monotonic() - began < 2
