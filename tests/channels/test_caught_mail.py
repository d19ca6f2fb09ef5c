"""The page of caught emails, on the running assistant in development."""

from __future__ import annotations

import urllib.request

from tests.assistant import Assistant


def test_the_page_is_there_and_may_load_nothing(assistant: Assistant) -> None:
    with urllib.request.urlopen(assistant.url + "/dev/mail", timeout=15) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "Caught emails" in page
    assert policy.startswith("default-src 'none'")
