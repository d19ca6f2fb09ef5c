"""Rasa's REST channel, as we serve it in development."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tests.assistant import Assistant, running_assistant

CONTACT = "raceequalitiestaskforce@wmca.org.uk"


@pytest.fixture
def sender() -> str:
    return uuid.uuid4().hex


def test_a_reply_has_text_buttons_and_kind_in_one_message(
    assistant: Assistant, sender: str
) -> None:
    (reply,) = assistant.say("How much did Aaina Community Hub get?", sender)

    assert reply["recipient_id"] == sender
    assert "£100,000" in reply["text"]
    assert reply["buttons"] == []
    assert reply["custom"]["kind"] == "answer"
    assert reply["custom"]["entries"] == ["aaina-grant"]
    source = reply["custom"]["sources"][0]
    assert source["url"].startswith("https://")
    assert source["title"]
    assert source["checked_on"] == "2026-11-23"


@pytest.mark.parametrize(
    "command", ["/restart", '/choose{"entry":"aaina-grant"}', "//abuse", "/greet"]
)
def test_a_typed_command_is_only_text(assistant: Assistant, sender: str, command: str) -> None:
    (reply,) = assistant.say("/" + command, sender)

    assert reply["custom"]["entries"] != ["aaina-grant"] or reply["custom"]["kind"] == "clarify"
    assert reply["custom"]["kind"] != "boundary"


def test_the_sender_cannot_be_another_channels_person(assistant: Assistant) -> None:
    _, session = assistant.post("/webhooks/web/session", {})
    headers = {"authorization": f"Bearer {session['token']}"}
    assistant.post("/webhooks/web/messages", {"text": "How much did Aaina get?"}, headers)
    conversation = session["token"].split(".")[0]

    (reply,) = assistant.say("say that again", f"web:{conversation}")

    assert "£100,000" not in reply["text"]


def test_input_channel_in_the_body_is_not_believed(assistant: Assistant, sender: str) -> None:
    body = {"sender": sender, "message": "What is Race Forward?", "input_channel": "staff"}

    status, replies = assistant.post("/webhooks/rest/webhook", body)

    assert status == 200
    assert replies[0]["custom"]["kind"] == "answer"


@pytest.mark.parametrize(
    "message", ["", "   ", "\n\t ", "\u200b\u200d", "\x00\x07", "///", None, 7, [], {"a": 1}, True]
)
def test_a_message_without_words_gets_a_kind_reply(
    assistant: Assistant, sender: str, message: object
) -> None:
    (reply,) = assistant.say(message, sender)

    assert reply["custom"]["kind"] == "system"
    assert reply["text"]


@pytest.mark.parametrize("length", [1_001, 60_000, 900_000])
def test_a_too_long_message_is_refused_kindly(
    assistant: Assistant, sender: str, length: int
) -> None:
    (reply,) = assistant.say("a" * length, sender)

    assert reply["custom"]["kind"] == "system"
    assert "too long" in reply["text"]
    assert CONTACT in reply["text"]


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"text"', b"\xff\xfe", b"null"])
def test_a_body_that_is_not_a_json_object_is_refused(assistant: Assistant, body: bytes) -> None:
    status, replies = assistant.post("/webhooks/rest/webhook", body)

    assert status == 400
    assert replies[0]["custom"]["kind"] == "system"


def test_a_choice_is_opaque_and_bound_to_its_conversation(
    assistant: Assistant, sender: str
) -> None:
    button = _some_button(assistant, sender)

    assert "/choose" not in button["payload"]
    (chosen,) = assistant.say(button["payload"], sender)
    assert chosen["custom"]["kind"] in ("answer", "signpost", "decline", "handoff")

    (other,) = assistant.say(button["payload"], sender + "-other")
    assert other["custom"]["kind"] not in ("answer", "signpost", "handoff")


def _some_button(assistant: Assistant, sender: str) -> dict[str, str]:
    for vague in (
        "the launch",
        "hubs",
        "the grant money",
        "who is the chair person of it",
        "report",
    ):
        for reply in assistant.say(vague, sender):
            if reply["buttons"]:
                return reply["buttons"][0]
    raise AssertionError("none of the vague questions led to a choice")


def test_in_production_there_is_no_rest_channel(tmp_path: Path) -> None:
    with running_assistant(
        tmp_path,
        ready="/",
        PROFILE="production",
        SESSION_SECRET="a secret of this test",
        SMTP_HOST="127.0.0.1",
        MAIL_FROM="assistant@example.org",
    ) as production:
        status, _ = production.post("/webhooks/rest/webhook", {"sender": "a", "message": "hi"})
        assert status == 404
        assert production.get("/dev/mail")[0] == 404
        assert production.post("/webhooks/web/session", {})[0] == 201
