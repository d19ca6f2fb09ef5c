"""The form at ``/enquiry``: every way through it, without a browser."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy.exc import OperationalError

from tests.channels.form_site import FILLED, Answer, Site, form_site

CONTACT = "raceequalitiestaskforce@wmca.org.uk"
HOSTILE = "</textarea><script>alert(1)</script>\"'&amp;"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with form_site(tmp_path_factory.mktemp("form")) as running:
        yield running


@pytest.fixture
def site(running: Site) -> Site:
    """The running site, with no enquiries."""
    with running.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM enquiry")
    return running


def age(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """Let tokens be made this long ago."""
    made = int(time.time()) - hours * 3600
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: made)


def reference(site: Site, answer: Answer) -> str:
    found = re.search(r"RET-[A-Z0-9]{5}", site.follow(answer).words)
    assert found
    return found[0]


def test_the_page_says_who_reads_it_what_is_kept_and_what_to_do_in_an_emergency(
    site: Site,
) -> None:
    answer = site.get()
    assert answer.status == 200
    assert answer.title.startswith("Write to the Taskforce’s team")
    for words in ("answers by email", "45 days after it was sent", "no more about yourself", "999"):
        assert words in answer.words
    assert answer.problems == {}


@pytest.mark.parametrize("path", ["/enquiry", "/enquiry/sent", "/enquiry?about=x"])
def test_no_page_may_load_or_keep_anything(site: Site, path: str) -> None:
    answer = site.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    for word in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert word in policy
    assert "script" not in policy and "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert "style=" not in answer.page and "<script" not in answer.page


def test_the_page_can_be_asked_for_without_its_body(site: Site) -> None:
    answer = site.get(method="HEAD")
    assert (answer.status, answer.page) == (200, "")


def test_what_is_sent_is_kept_and_gets_a_reference(site: Site) -> None:
    answer = site.send(copy="yes", email=" pat@example.org ")
    assert answer.status == 303
    assert answer.headers["cache-control"] == "no-store"
    row = site.only()
    assert row.about == "Who can join a hub?\n\nI run a choir."
    assert (row.email, row.name, row.organisation) == ("pat@example.org", "Pat", "The Choir")
    assert row.channel == "web-form" and row.copy_wanted and row.transcript is None
    page = site.follow(answer)
    assert page.status == 200
    assert row.reference in page.words and "We do not know how soon" in page.words
    assert "A copy is on its way" in page.words
    assert "pat@example.org" not in page.page + answer.headers["location"]
    assert site.follow(answer).page == page.page


@pytest.mark.parametrize(
    ("changes", "part", "words"),
    [
        ({"about": ""}, "about", "Please write"),
        ({"about": " \r\n "}, "about", "Please write"),
        ({"about": "a" * 4001}, "about", "up to 4,000 characters"),
        ({"email": ""}, "email", "Please give an email address"),
        ({"email": "pat"}, "email", "does not look like"),
        ({"email": "pat@example.org, kit@example.org"}, "email", "one email address only"),
        ({"email": "Pat <pat@example.org>"}, "email", "without a name"),
        ({"email": "pät@example.org"}, "email", "Please give another one"),
        ({"email": f"{'a' * 60}@{'b.' * 120}org"}, "email", "too long"),
        ({"name": "n" * 101}, "name", "up to 100 characters"),
        ({"organisation": "o" * 101}, "organisation", "up to 100 characters"),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(
    site: Site, changes: dict[str, str], part: str, words: str
) -> None:
    typed = {**FILLED, "copy": "yes", **changes}
    answer = site.post({**typed, "token": site.get().token})
    assert answer.status == 422
    assert answer.title.startswith("Error: ")
    assert list(answer.problems) == [part] and words in answer.problems[part]
    assert "without an address" not in answer.words
    tag = answer.tag(part)
    assert 'aria-invalid="true"' in tag and f"{part}-error" in tag
    assert words in answer.page.partition(f'id="{part}-error"')[2].partition("</p>")[0]
    assert answer.message == typed["about"]
    for name in ("email", "name", "organisation"):
        assert f'value="{typed[name].replace("<", "&lt;").replace(">", "&gt;")}"' in answer.page
    assert " checked" in answer.tag("copy") and " checked" in answer.tag("consent")
    assert site.kept() == 0


def test_nothing_filled_lists_every_problem_in_the_order_of_the_page(site: Site) -> None:
    answer = site.post({"token": site.get().token})
    assert list(answer.problems) == ["about", "email", "consent"]
    assert "autofocus" in answer.page.partition('role="alert"')[2].partition(">")[0]
    assert 'aria-invalid="false"' in answer.tag("name")
    positions = [answer.page.index(f' id="{part}"') for part in answer.problems]
    assert positions == sorted(positions)


def test_4000_characters_of_several_bytes_can_be_sent(site: Site) -> None:
    assert site.send(about="😀" * 3999 + "a").status == 303
    assert len(site.only().about) == 4000


def test_a_likely_slip_is_asked_about_and_never_changed_silently(site: Site) -> None:
    slip = {**FILLED, "email": "pat@gamil.com", "token": site.get().token}
    asked = site.post(slip)
    assert asked.status == 422
    assert asked.problems == {"email-choice": "Did you mean pat@gmail.com?"}
    assert 'value="pat@gamil.com"' in asked.tag("email")
    assert "checked" not in asked.tag("email-choice") + asked.tag("email-choice-typed")
    # A choice is about the addresses that were shown, not about one typed afterwards.
    other = site.post({**slip, "email": "kit@gamil.com", "email_choice": "pat@gmail.com"})
    assert other.status == 422 and site.kept() == 0


@pytest.mark.parametrize("chosen", ["pat@gmail.com", "pat@gamil.com"])
def test_the_chosen_address_is_used(site: Site, chosen: str) -> None:
    assert site.send(email="pat@gamil.com", email_choice=chosen).status == 303
    assert site.only().email == chosen


def test_a_choice_is_kept_while_another_field_is_wrong(site: Site) -> None:
    answer = site.send(email="pat@gamil.com", email_choice="pat@gamil.com", about="")
    assert list(answer.problems) == ["about"]
    assert " checked" in answer.tag("email-choice-typed")


def test_an_address_that_cannot_be_used_can_be_mended_by_a_tick(site: Site) -> None:
    asked = site.send(email="pat@example,org")
    assert list(asked.problems) == ["email"]
    assert 'type="checkbox"' in asked.tag("email-choice")
    assert site.send(email="pat@example,org", email_choice="pat@example.org").status == 303
    assert site.only().email == "pat@example.org"


def test_without_a_yes_nothing_is_kept(site: Site) -> None:
    fields = {**FILLED, "token": site.get().token}
    del fields["consent"]
    assert list(site.post(fields).problems) == ["consent"]
    assert site.kept() == 0


def test_sending_again_is_one_enquiry_with_one_reference(site: Site) -> None:
    fields = {**FILLED, "token": site.get().token}
    with ThreadPoolExecutor(4) as clicks:
        answers = list(clicks.map(site.post, [fields] * 4))
    answers.append(site.post(fields))  # a replay
    answers.append(site.send())  # back, to a form that the browser loaded anew
    assert len({reference(site, answer) for answer in answers}) == 1
    assert site.kept() == 1
    # Another message from the same form is another enquiry.
    assert site.post({**fields, "about": "And where?"}).status == 303
    assert site.kept() == 2


def test_the_same_words_of_another_person_are_another_enquiry(site: Site) -> None:
    site.send()
    site.send(email="kit@example.org")
    assert site.kept() == 2


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


def test_limits_are_told_and_what_was_typed_is_kept(tmp_path: Path) -> None:
    with form_site(tmp_path, email_day=1) as site:
        assert site.send().status == 303
        answer = site.send(about="And another thing")
        assert answer.status == 429
        assert "Several enquiries were passed on with this email address" in answer.words
        assert answer.message == "And another thing"
        assert site.send().status == 303  # the first one again needs no room
        assert site.kept() == 1


def test_a_copy_that_is_not_sent_is_told(tmp_path: Path) -> None:
    with form_site(tmp_path, copies_day=0) as site:
        page = site.follow(site.send(copy="yes"))
        assert "We could not send you a copy" in page.words


@pytest.mark.parametrize(
    "error", [OperationalError("INSERT", ("Pat", FILLED["email"]), Exception()), ValueError("Pat")]
)
def test_when_nothing_can_be_written_the_words_come_back(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise error

    token = site.get().token
    with monkeypatch.context() as broken:
        broken.setattr(site.store, "submit", fail)
        answer = site.post({**FILLED, "token": token})
    assert answer.status == 503
    assert "Your message was not sent" in answer.words
    assert answer.message == FILLED["about"] and 'value="Pat"' in answer.tag("name")
    assert f"mailto:{CONTACT}?subject=" in answer.page
    assert "&amp;body=Who%20can%20join%20a%20hub%3F" in answer.page
    assert type(error).__name__ in caplog.text
    assert "Pat" not in caplog.text and "pat@" not in caplog.text
    assert site.post({**FILLED, "token": answer.token}).status == 303


def test_a_link_can_bring_a_message_along(site: Site) -> None:
    answer = site.get("/enquiry?about=Who%20can%20join%3F%0A%3C/textarea%3E%26")
    assert answer.message == "Who can join?\n</textarea>&"
    assert "came with the link" in answer.words
    assert answer.page.count("</textarea>") == 1
    assert len(site.get("/enquiry?about=" + "a" * 5000).message) == 4000
    assert site.get("/enquiry?about=%ff%00").status == 200


@pytest.mark.parametrize("name", ["about", "email", "email_choice", "name", "organisation"])
def test_nothing_typed_becomes_a_part_of_the_page(site: Site, name: str) -> None:
    answer = site.send(**{name: HOSTILE, "token": ""})
    assert "<script" not in answer.page
    assert answer.page.count("</textarea>") == 1


def test_a_line_break_at_the_start_is_kept(site: Site) -> None:
    assert site.send(about="\r\n\r\nHello", consent="yes", email="").message == "\r\n\r\nHello"


def test_a_body_that_is_far_too_big_is_refused(site: Site) -> None:
    answer = site.post({**FILLED, "about": "a" * 300_000})
    assert answer.status == 413
    assert "far too long" in answer.words and answer.title.startswith("Error: ")
    # What is only too long for the team comes back to be shortened.
    long = site.send(about="a" * 200_000)
    assert long.status == 422 and len(long.message) == 200_000


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


@pytest.mark.parametrize("query", ["", "?is=", "?is=forged", "?is=WyJSRVQtMjIyMjIiXQ.a.b"])
def test_nobody_makes_a_page_with_a_reference_of_their_own(site: Site, query: str) -> None:
    answer = site.get(f"/enquiry/sent{query}")
    assert answer.status == 404
    assert "RET-" not in answer.words and CONTACT in answer.words


def test_a_page_with_a_reference_is_not_shown_for_ever(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        age(earlier, hours=11)
        late = site.send()
    assert site.follow(late).status == 200
    with monkeypatch.context() as earlier:
        age(earlier, hours=13)
        too_late = site.send()
    assert site.follow(too_late).status == 404


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
