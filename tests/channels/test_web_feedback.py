"""What people say of answers: counted, without who, and their question noted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.channels.web_site import WebSite, web_site


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebSite]:
    with web_site(tmp_path_factory.mktemp("web")) as site:
        yield site


@pytest.fixture
def site(running: WebSite) -> WebSite:
    with running.engine.begin() as connection:
        for table in ("answer_feedback", "knowledge_gap"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    running.answering.custom["kind"] = "answer"
    return running


def told(site: WebSite, token: str, **changes: object) -> int:
    body = {"n": 2, "useful": False, **changes}
    return site.ask("POST", "/feedback", body, token).status


def gaps(site: WebSite) -> list[tuple[str, str, int]]:
    assert site.gaps.flush(5)
    return [(row["outcome"], row["question"], row["count"]) for row in site.rows("knowledge_gap")]


def test_what_is_said_is_kept_and_shown_with_the_message(site: WebSite) -> None:
    token = site.open()
    site.say(token)

    assert told(site, token, useful=True) == 204

    (row,) = site.rows("answer_feedback")
    assert (row["entries"], row["kind"], row["channel"]) == ('["aaina-grant"]', "answer", "web")
    assert (row["useful"], row["reason"], row["comment"]) == (1, None, None)
    assert site.messages(token)[1]["useful"] is True
    assert "useful" not in site.messages(token)[0]
    assert gaps(site) == []


def test_the_last_word_counts(site: WebSite) -> None:
    token = site.open()
    site.say(token)

    told(site, token, useful=True)
    told(site, token, reason="unclear")
    told(site, token, reason="wrong", comment="It was 2024")
    told(site, token, reason="wrong", comment="It was 2024")

    (row,) = site.rows("answer_feedback")
    assert (row["useful"], row["reason"], row["comment"]) == (0, "wrong", "It was 2024")
    assert site.messages(token)[1]["useful"] is False
    assert gaps(site) == [("not_useful", "Hello", 1)]


def test_a_no_notes_the_question_without_what_is_personal(site: WebSite) -> None:
    token = site.open()
    site.say(token, "Who is paid? Write to jo@example.org")

    told(site, token, comment="Call me on 07700 900123")

    ((outcome, question, _),) = gaps(site)
    assert outcome == "not_useful"
    assert "Who is paid?" in question
    assert "jo@" not in question
    (row,) = site.rows("answer_feedback")
    assert "07700" not in row["comment"]


@pytest.mark.parametrize("kind", ["handoff", "signpost", "boundary", "smalltalk", "system"])
def test_what_is_no_question_is_not_noted(site: WebSite, kind: str) -> None:
    site.answering.custom["kind"] = kind
    token = site.open()
    site.say(token, "My neighbour shouts at me")

    assert told(site, token) == 204

    assert gaps(site) == []


def test_a_choice_is_not_noted_as_a_question(site: WebSite) -> None:
    token = site.open()
    (choice,) = site.say(token).body["replies"][0]["choices"]
    site.ask("POST", "/messages", {"choice": choice["id"]}, token)

    assert told(site, token, n=4) == 204

    assert gaps(site) == []


def test_nothing_leads_from_what_was_said_to_who_said_it(site: WebSite) -> None:
    token, other = site.open(), site.open()
    for who in (token, other):
        site.say(who)
        told(site, who)

    conversations = [row["id"].removeprefix("web:") for row in site.rows("web_conversation")]
    replies = {row["reply"] for row in site.rows("answer_feedback")}
    assert len(replies) == 2
    assert not any(conversation in str(replies) for conversation in conversations)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"n": 1}, 404),
        ({"n": 3}, 404),
        ({"n": 0}, 404),
        ({"n": -1}, 404),
        ({"n": 10**30}, 404),
        ({"n": "2"}, 400),
        ({"n": True}, 400),
        ({"n": 2.0}, 400),
        ({"n": None}, 400),
        ({"useful": None}, 400),
        ({"useful": 1}, 400),
        ({"useful": "yes"}, 400),
        ({"reason": "because"}, 400),
        ({"reason": []}, 400),
        ({"comment": 5}, 400),
        ({"comment": "a" * 501}, 413),
        ({"comment": "a" * 500, "reason": "other"}, 204),
        ({"comment": None, "reason": None}, 204),
    ],
)
def test_only_what_is_meant_is_taken(
    site: WebSite, changes: dict[str, object], status: int
) -> None:
    token = site.open()
    site.say(token)

    assert told(site, token, **changes) == status
    assert len(site.rows("answer_feedback")) == (status == 204)
