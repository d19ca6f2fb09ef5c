"""The website's channel: signed sessions, messages, choices, errors."""

from __future__ import annotations

import pytest

from tests.assistant import Assistant


@pytest.fixture
def session(assistant: Assistant) -> dict[str, str]:
    """Headers of a new session."""
    status, body = assistant.post("/webhooks/web/session", {})
    assert status == 201
    return {"authorization": f"Bearer {body['token']}"}


def test_a_session_begins_with_a_greeting_that_says_it_is_automated(assistant: Assistant) -> None:
    status, body = assistant.post("/webhooks/web/session", {})

    assert status == 201
    assert "automated" in body["greeting"]["text"]
    assert "999" in body["greeting"]["text"]


def test_a_question_is_answered_with_its_source(
    assistant: Assistant, session: dict[str, str]
) -> None:
    status, body = assistant.post(
        "/webhooks/web/messages", {"text": "When was Race Forward published?"}, session
    )

    assert status == 200
    (reply,) = body["replies"]
    assert reply["kind"] == "answer"
    assert "March 2023" in reply["text"]
    assert reply["sources"][0]["url"].startswith("https://")


def test_the_conversation_is_the_sessions_own(
    assistant: Assistant, session: dict[str, str]
) -> None:
    assistant.post("/webhooks/web/messages", {"text": "How much did Aaina get?"}, session)
    _, other = assistant.post("/webhooks/web/session", {})
    stranger = {"authorization": f"Bearer {other['token']}"}

    _, mine = assistant.post("/webhooks/web/messages", {"text": "say that again please"}, session)
    _, theirs = assistant.post(
        "/webhooks/web/messages", {"text": "say that again please"}, stranger
    )

    assert "£100,000" in mine["replies"][0]["text"]
    assert "£100,000" not in theirs["replies"][0]["text"]


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer forged",
        "Basic abc",
        "Bearer a.b.c",
        "Bearer " + "x" * 5000,
    ],
)
def test_without_a_session_of_ours_nothing_is_heard(
    assistant: Assistant, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"authorization": authorization}

    status, body = assistant.post("/webhooks/web/messages", {"text": "Hello"}, headers)

    assert status == 401
    assert body["error"]["code"] == "session_expired"
    assert body["error"]["message"]


def test_a_changed_session_is_refused(assistant: Assistant, session: dict[str, str]) -> None:
    # Not the last letter: it holds bits that do not count.
    whose, _, signature = session["authorization"].rpartition(".")
    other = "A" if signature[0] != "A" else "B"
    forged = {"authorization": f"{whose}.{other}{signature[1:]}"}

    status, _ = assistant.post("/webhooks/web/messages", {"text": "Hello"}, forged)

    assert status == 401


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": ""}, 400, "empty"),
        ({"text": " \u200b "}, 400, "empty"),
        ({"text": 5}, 400, "not_text"),
        ({}, 400, "not_text"),
        (b"{", 400, "not_text"),
        ({"text": "a" * 1001}, 413, "too_long"),
        ({"choice": "forged"}, 400, "choice_expired"),
        ({"choice": 5}, 400, "choice_expired"),
    ],
)
def test_what_cannot_be_used_gets_a_named_error(
    assistant: Assistant, session: dict[str, str], body: object, status: int, code: str
) -> None:
    found, answer = assistant.post("/webhooks/web/messages", body, session)

    assert found == status
    assert answer["error"]["code"] == code
    assert answer["error"]["message"].endswith(".") or "@" in answer["error"]["message"]


def test_the_page_and_its_files_are_served_with_a_strict_policy(assistant: Assistant) -> None:
    import urllib.request

    with urllib.request.urlopen(assistant.url + "/", timeout=10) as answer:
        page, policy = answer.read().decode(), answer.headers["content-security-policy"]

    assert "<html" in page
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert assistant.get("/widget/chat.js")[0] == 200
    assert assistant.get("/widget/../settings.py")[0] == 404
