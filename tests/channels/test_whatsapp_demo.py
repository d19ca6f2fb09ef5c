"""The trial phone talks to the real assistant: signed webhooks in, messages of Graph out."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.assistant import ROOT, copy_store, free_port, started

NUMBER = "44770090"


class TrialPhone:
    """The page's phone, used over its own routes."""

    def __init__(self, url: str, log: Path) -> None:
        self.url = url
        self.log = log
        self.seen = 0

    def post(self, path: str, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=10).close()

    def events(self, after: int = 0) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/events?after={after}", timeout=10) as answer:
            return dict(json.loads(answer.read()))

    def ask(self, until: Callable[[dict[str, Any]], bool], **said: str) -> dict[str, Any]:
        """Send something and return the first answer to it that is what was waited for."""
        self.seen = len(self.events()["events"])
        self.post("/say", said)
        heard: list[dict[str, Any]] = []
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            events = self.events(self.seen)["events"]
            heard = [event["body"] for event in events if event["from"] == "assistant"]
            if found := [body for body in heard if until(body)]:
                return found[0]
            time.sleep(0.1)
        raise AssertionError((said, heard, self.log.read_text("utf-8")[-2000:]))


def words(body: dict[str, Any]) -> str:
    shown = body["text"] if body["type"] == "text" else body["interactive"]["body"]
    return str(shown.get("body") or shown.get("text"))


def says(part: str) -> Callable[[dict[str, Any]], bool]:
    return lambda body: part in words(body)


def buttons(body: dict[str, Any]) -> dict[str, str]:
    found = body["interactive"]["action"]["buttons"]
    return {button["reply"]["title"]: button["reply"]["id"] for button in found}


def rows(body: dict[str, Any]) -> list[dict[str, str]]:
    return list(body["interactive"]["action"]["sections"][0]["rows"])


def has_list(body: dict[str, Any]) -> bool:
    return bool(body.get("interactive", {}).get("type") == "list")


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrialPhone]:
    folder = tmp_path_factory.mktemp("whatsapp")
    copy_store(ROOT / "var" / "taskforce.db", folder / "taskforce.db")
    port, log = free_port(), folder / "demo.log"
    surroundings = {**os.environ, "DATA_DIR": str(folder), "PHONE_PORT": str(port)}
    command = [sys.executable, "-m", "bot.whatsapp.standin"]
    with started(command, ROOT, log, surroundings, stop=signal.SIGINT):
        trial = TrialPhone(f"http://127.0.0.1:{port}", log)
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and "The phone is at" not in log.read_text("utf-8"):
            time.sleep(0.2)
        assert trial.events()["ready"], log.read_text("utf-8")[-3000:]
        yield trial
    shutil.rmtree(folder, ignore_errors=True)


def test_a_whole_conversation(phone: TrialPhone) -> None:
    phone.ask(says("automated"), text="Hello")
    # A question with several meanings: a list, with the whole titles beside the short ones.
    offered = phone.ask(has_list, text="grant")
    row = rows(offered)[0]
    answer = phone.ask(lambda body: bool(words(body)), row=row["id"], title=row["title"])
    assert "Source" in words(answer) and "checked on" in words(answer)
    assert words(answer).startswith("*")
    # An enquiry, by button, by number and by words.
    phone.ask(says("in one message"), text="write to the team")
    asked = phone.ask(says("email address"), text="May a school host a meeting?")
    assert "Cancel" in buttons(asked)
    summary = phone.ask(says("Shall I send it?"), text="sam.sample@example.org")
    assert "sam.sample@example.org" in words(summary)
    told = phone.ask(says("RET-"), button=buttons(summary)["Send it"], title="Send it")
    assert "reference" in words(told)
    # The button again means nothing new: nothing is sent twice.
    again = phone.ask(lambda _body: True, button=buttons(summary)["Send it"], title="Send it")
    assert "Please check" not in words(again)


def test_what_is_no_text_gets_a_kind_line(phone: TrialPhone) -> None:
    phone.ask(says("voice"), kind="audio")
    phone.ask(says("in words"), kind="image")


def test_webhooks_were_let_in_and_notices_sent(phone: TrialPhone) -> None:
    told = phone.events()
    answers = [event["text"] for event in told["events"] if event["from"] == "line"]
    assert answers and all(answer.startswith("HTTP 200") for answer in answers)
    assert told["seen"] >= 1


def test_no_log_has_words_or_numbers(phone: TrialPhone) -> None:
    log = phone.log.read_text("utf-8")
    assert "The assistant is ready" in log
    for personal in (NUMBER, "sam.sample", "Sam Sample", "grant", "GB."):
        assert personal not in log
