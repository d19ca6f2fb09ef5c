"""The email that carries an enquiry: from us, to us, safe to read, and never impossible."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.enquiry import mail as building
from actions.enquiry.enquiry import Enquiry
from actions.enquiry.mail import mail
from actions.enquiry.outbox import Claimed
from actions.enquiry.records import Kept
from actions.enquiry.states import Purpose
from tests.unit.enquiry.given import DESK, NOW

ASKED = Enquiry(
    channel="web",
    about="Can my choir join a hub?\nWe sing in Walsall.",
    topic="race-forward",
    entry="hubs-join",
    email="pat@example.org",
    name="Pat <b>Bold</b>",
    organisation="Choir & Co",
)


def written(
    enquiry: Enquiry = ASKED, purpose: Purpose = Purpose.ENQUIRY, title: str | None = "Joining"
) -> EmailMessage:
    """The email as its reader gets it, after the way over the wire."""
    to = DESK.enquiries_to if purpose is Purpose.ENQUIRY else "pat@example.org"
    claimed = Claimed(
        "1", "RET-7K3QX", purpose, to, "<enq-1@service.example.org>", 1, "o", NOW
    )  # fmt: skip
    kept = Kept("e", "RET-7K3QX", "web:1", NOW, enquiry)
    sent = mail(claimed, kept, DESK, title, NOW + timedelta(hours=1)).as_bytes()
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    read = message_from_bytes(sent, policy=default)
    assert isinstance(read, EmailMessage)
    return read


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_headers() -> None:
    message = written()
    assert message["From"] == "Taskforce assistant <assistant@service.example.org>"
    assert message["To"] == DESK.enquiries_to
    assert message["Reply-To"] == "pat@example.org"
    assert message["Subject"].startswith("[RET-7K3QX] Enquiry: Can my choir join a hub?")
    assert message["Message-ID"] == "<enq-1@service.example.org>"
    assert message["Date"].datetime == NOW + timedelta(hours=1)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Bcc"] is None and message["Cc"] is None


def test_both_forms_say_everything_and_escape_it() -> None:
    message = written()
    text, html = part(message, "plain"), part(message, "html")
    for said in ("Can my choir join a hub?\nWe sing in Walsall.", "pat@example.org", "web"):
        assert said in text.replace("\r\n", "\n") and said in html.replace("\r\n", "\n")
    for said in ("Joining (hubs-join)", "race-forward", "27 November 2026 at 09:30 (GMT)"):
        assert said in text and said in html
    assert "Pat <b>Bold</b>" in text and "Choir & Co" in text
    assert "Pat &lt;b&gt;Bold&lt;/b&gt;" in html and "Choir &amp; Co" in html
    assert "CONVERSATION" not in text


def test_html_holds_nothing_that_is_fetched_or_run() -> None:
    seen: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.extend((tag, name) for name, _ in attrs)
            seen.append((tag, ""))

    evil = "<script>x</script><img src='http://evil.example.org/a.png' onerror=x>{{ 7*7 }}"
    html = part(written(replace(ASKED, about=evil, transcript=evil, topic=evil)), "html")
    Reader().feed(html)
    assert not {tag for tag, _ in seen} & {"script", "img", "link", "iframe", "a", "object", "form"}
    assert not {name for _, name in seen} & {"src", "href", "background", "onerror"}
    assert "49" not in html


def test_an_enquiry_without_an_address_says_so() -> None:
    message = written(replace(ASKED, email=None))
    assert message["Reply-To"] is None
    assert "left no address" in part(message, "plain")
    assert "left no address" in part(message, "html")


@pytest.mark.parametrize(
    "email",
    ["a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "jörg@example.org"],
)
def test_an_address_that_is_not_one_is_told_but_never_a_header(email: str) -> None:
    message = written(replace(ASKED, email=email))
    assert message["Reply-To"] is None and message["Bcc"] is None
    assert "cannot" in part(message, "plain") or "not an address" in part(message, "plain")


def test_a_domain_in_another_script_is_replied_to_in_punycode() -> None:
    message = written(replace(ASKED, email="pat@xn--bcher-kva.example.org"))
    assert message["Reply-To"] == "pat@xn--bcher-kva.example.org"


def test_the_transcript_is_there_only_when_there_is_one() -> None:
    message = written(replace(ASKED, transcript="You: hello\nAssistant: hello"))
    assert "You: hello" in part(message, "plain") and "You: hello" in part(message, "html")


def test_the_subject_is_short_and_without_personal_details() -> None:
    about = "My number is 07700 900123 and my email is pat@example.org, please tell me " + "x" * 99
    subject = str(written(replace(ASKED, about=about))["Subject"])
    assert "900123" not in subject and "pat@" not in subject
    assert len(subject) < 100


def test_a_copy_goes_to_the_person_and_replies_come_to_us() -> None:
    message = written(purpose=Purpose.COPY)
    assert message["To"] == "pat@example.org"
    assert message["Reply-To"] == DESK.enquiries_to
    assert message["Auto-Submitted"] == "auto-replied"
    assert "choir" not in message["Subject"]
    assert "RET-7K3QX" in part(message, "plain") and "choir" in part(message, "html")


AWKWARD = (
    "\x00\x1b[31m",
    "\ud800 half",
    "\u202egnp.exe",
    "a\u2028b\u2029c\x85d",
    "CR\rLF\nSubject: evil\r\n\r\nbody",
    ".\r\n.\r\n..\n",
    "x" * 200_000,
    "word " * 40_000,
    "=?utf-8?q?evil?=",
    '"quoted, <angle@example.org>"',
    "👩‍👧" * 5000,
)


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_an_awkward_text_never_stops_the_email(text: str) -> None:
    enquiry = Enquiry(text, text, text, text, text, text, text, text)
    for form in (enquiry, enquiry.cleaned()):
        message = written(form, title=text)
        assert message["Subject"].startswith("[RET-7K3QX]")
        assert set(message.keys()) <= {
            "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted",
            "X-Auto-Response-Suppress", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        }  # fmt: skip
        assert part(message, "plain")


@settings(max_examples=60, deadline=None)
@given(st.builds(Enquiry, *[st.text(st.characters(exclude_categories=()))] * 8))
def test_any_text_makes_an_email_and_is_told_in_it(enquiry: Enquiry) -> None:
    cleaned = enquiry.cleaned()
    text = part(written(cleaned), "plain").replace("\r\n", "\n")
    assert cleaned.about in text
    written(enquiry)


def test_what_cannot_be_built_is_sent_in_plain_form(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_text: str) -> str:
        raise RuntimeError(ASKED.about)

    monkeypatch.setattr(building, "redact", broken)
    with caplog.at_level(logging.DEBUG):
        message = written(replace(ASKED, about="Grüße to the choir"))
    assert message["Subject"] == "[RET-7K3QX]"
    assert "Gr\\u{fc}\\u{df}e to the choir" in message.get_content()
    assert "RET-7K3QX" in caplog.text and "choir" not in caplog.text
