"""Enquiries on the running assistant in development: sent, caught and shown."""

from __future__ import annotations

import time
import urllib.request
from datetime import UTC, datetime

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.store import EnquiryStore
from knowledge.store import open_engine
from tests.assistant import Assistant


def test_the_page_is_there_and_may_load_nothing(assistant: Assistant) -> None:
    with urllib.request.urlopen(assistant.url + "/dev/mail", timeout=15) as answer:
        page = answer.read().decode()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert "Caught emails" in page
    assert policy.startswith("default-src 'none'")


def test_an_enquiry_is_shown_within_seconds_and_not_in_the_log(assistant: Assistant) -> None:
    store = EnquiryStore(open_engine(f"sqlite:///{assistant.log.parent / 'taskforce.db'}"))
    asked = Enquiry(
        "web", "Where is <i>Quibblesworth</i>?", entry="aaina-grant", email="zebedee@example.org"
    )
    done = store.submit("web:caught", asked, datetime.now(UTC))
    page, log, deadline = "", "", time.monotonic() + 15
    while not (done.reference in page and done.reference in log) and time.monotonic() < deadline:
        time.sleep(0.2)
        page = assistant.get("/dev/mail")[1].decode()
        log = assistant.log.read_text("utf-8")
    assert f"[{done.reference}] Enquiry" in page
    assert "Where is &lt;i&gt;Quibblesworth&lt;/i&gt;?" in page
    assert "Reply to: zebedee@example.org" in page
    assert "(aaina-grant)" in page, "the title of the entry is told"
    assert done.reference in log
    assert "zebedee" not in log and "Quibblesworth" not in log
