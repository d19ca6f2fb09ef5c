"""What becomes of a form that is sent: kept once, within the limits, and never lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from actions.enquiry.store import Submitted
from tests.channels.form_site import CONTACT, FILLED, Site, age, form_site, reference


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


def test_a_copy_that_is_wanted_too_late_is_told(site: Site) -> None:
    site.send()
    again = site.send(copy="yes")
    assert "You have sent this message before" in site.follow(again).words


@pytest.mark.parametrize("added", ["name", "organisation"])
def test_what_is_added_to_a_message_that_was_sent_is_not_dropped_in_silence(
    site: Site, added: str
) -> None:
    first = site.send(name="", organisation="")
    assert "What you added" not in site.follow(first).words
    again = site.follow(site.send(**{"name": "", "organisation": "", added: "The Choir"}))
    assert "What you added was not sent" in again.words
    assert "write a new message" in again.words and site.only().reference in again.words
    assert getattr(site.only(), added) is None
    assert "What you added" not in site.follow(site.send(name="", organisation="")).words


def test_two_tabs_at_the_same_moment_are_one_enquiry(site: Site) -> None:
    sent = [{**FILLED, "token": site.get().token} for _ in range(4)]
    with ThreadPoolExecutor(4) as tabs:
        answers = list(tabs.map(site.post, sent))
    assert len({reference(site, answer) for answer in answers}) == 1
    assert site.kept() == 1


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


def test_a_slow_database_keeps_nobody_else_waiting(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, submit, waiting = site.get().token, site.store.submit, Event()

    def slowly(*told: Any) -> Submitted:
        waiting.set()
        time.sleep(1.5)
        return submit(*told)

    monkeypatch.setattr(site.store, "submit", slowly)
    with ThreadPoolExecutor(1) as other:
        sending = other.submit(site.post, {**FILLED, "token": token})
        assert waiting.wait(5)
        began = time.monotonic()
        assert site.get().status == 200
        assert time.monotonic() - began < 1
        assert sending.result().status == 303


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
