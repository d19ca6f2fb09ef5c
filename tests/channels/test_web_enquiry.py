"""An enquiry by the form in the chat: as on the page, kept once, with a message in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from actions.enquiry.limits import Numbers
from tests.channels.web_site import Got, WebSite, web_site

FILLED = {
    "about": "Who can join a hub?\nI run a choir.",
    "email": "pat@example.org",
    "email_choice": "",
    "name": "Pat",
    "organisation": "The Choir",
    "copy": False,
    "consent": True,
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with web_site(tmp_path_factory.mktemp("web")) as site:
        yield site


@pytest.fixture
def site(running: WebSite) -> WebSite:
    with running.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM enquiry")
    return running


def send(site: WebSite, token: str, id: str = "e-1", **changes: object) -> Got:
    return site.ask("POST", "/enquiry", {"id": id, **FILLED, **changes}, token)


def only(site: WebSite) -> dict[str, Any]:
    (row,) = site.rows("enquiry")
    return row


def test_it_is_kept_and_the_chat_shows_its_reference(site: WebSite) -> None:
    token = site.open()
    site.say(token)

    got = send(site, token)

    assert got.status == 201
    row = only(site)
    assert got.body["reference"] == row["reference"]
    assert (row["about"], row["email"], row["name"]) == (
        FILLED["about"], "pat@example.org", "Pat",
    )  # fmt: skip
    assert (row["channel"], row["transcript"]) == ("web", None)
    message = got.body["message"]
    assert (message["n"], message["kind"], message["from"]) == (3, "handoff", "assistant")
    assert row["reference"] in message["text"]
    assert site.messages(token)[-1] == message


def test_the_same_id_is_the_same_enquiry(site: WebSite) -> None:
    token = site.open()

    with ThreadPoolExecutor(4) as clicks:
        answers = list(clicks.map(lambda _: send(site, token), range(4)))
    answers.append(send(site, token, about="Changed meanwhile"))

    assert len({answer.text for answer in answers}) == 1
    assert only(site)["about"] == FILLED["about"]
    assert len(site.messages(token)) == 1
    assert send(site, token, id="e-2", about="Another question").status == 201
    assert len(site.rows("enquiry")) == 2


def test_a_copy_that_is_wanted_is_told(site: WebSite) -> None:
    got = send(site, site.open(), about="With a copy", email="kit@example.org", copy=True)

    assert "A copy is on its way" in got.body["message"]["text"]
    assert only(site)["copy_wanted"]


def test_what_is_wrong_is_told_by_field(site: WebSite) -> None:
    got = send(
        site, site.open(), about="", email="pat@gamil.com", name="n" * 101, organisation=5,
        consent="yes",
    )  # fmt: skip

    assert (got.status, got.code) == (422, "invalid")
    assert list(got.body["problems"]) == ["about", "email-choice", "name", "consent"]
    assert got.body["addresses"] == ["pat@gmail.com", "pat@gamil.com"]
    assert site.rows("enquiry") == []


def test_an_address_is_changed_only_when_it_is_chosen(site: WebSite) -> None:
    token = site.open()

    got = send(site, token, email="pat@gamil.com", email_choice="pat@gmail.com")

    assert got.status == 201
    assert only(site)["email"] == "pat@gmail.com"


def test_a_call_for_help_is_met_with_help_before_the_reference(site: WebSite) -> None:
    call = "I am going to kill myself tonight"

    refused = send(site, site.open(), about=call, consent=False)
    assert refused.status == 422
    assert refused.body["help"]["kind"] == "signpost"
    assert "116 123" in refused.body["help"]["text"]

    message = send(site, site.open(), about=call).body["message"]
    assert message["kind"] == "handoff"
    assert 0 <= message["text"].index("116 123") < message["text"].index("RET-")
    assert message["sources"][0]["checked_on"]
    assert only(site)["about"] == call


def test_limits_are_those_of_the_form(tmp_path: Path) -> None:
    with web_site(tmp_path, Numbers(conversation_hour=1)) as site:
        token = site.open()
        assert send(site, token).status == 201
        got = send(site, token, id="e-2", about="And another thing")
        assert (got.status, got.code) == (429, "limit")
        assert "try again later" in got.body["error"]["message"]


def test_when_it_cannot_be_kept_the_person_is_told(tmp_path: Path) -> None:
    with web_site(tmp_path) as site:
        token = site.open()
        with site.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE enquiry RENAME TO away")
        got = send(site, token)
        assert (got.status, got.code) == (503, "down")


def test_without_a_transcript_it_is_kept_all_the_same_and_once(tmp_path: Path) -> None:
    with web_site(tmp_path) as site:
        token = site.open()
        with site.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE web_message RENAME TO away")

        first, again = send(site, token), send(site, token)

        assert first.status == again.status == 201
        assert "n" not in first.body["message"]
        assert first.body["reference"] == again.body["reference"] == only(site)["reference"]


@pytest.mark.parametrize("id", [None, "", 5, "x" * 65, "a:b"])
def test_it_needs_an_id(site: WebSite, id: object) -> None:
    got = site.ask("POST", "/enquiry", {**FILLED, "id": id}, site.open())

    assert (got.status, got.code) == (400, "unreadable")


def test_in_a_conversation_that_is_over_nothing_is_sent(site: WebSite) -> None:
    token = site.open()
    site.say(token)
    site.clock.ahead = 30 * 60
    try:
        assert send(site, token).code == "session_expired"
    finally:
        site.clock.ahead = 0
    assert site.rows("enquiry") == []
