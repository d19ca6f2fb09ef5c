"""Sending over real SMTP: every way a server can fail ends as it is documented."""

from __future__ import annotations

import socket
import threading
from email.message import EmailMessage
from pathlib import Path

import pytest
from pydantic import SecretStr

from actions.enquiry.outcome import Delivered, Outcome, Permanent, Temporary
from actions.enquiry.relay import Relay, Tls
from actions.enquiry.smtp import Sender
from tests.unit.enquiry.certificates import certificates
from tests.unit.enquiry.servers import Mailbox, smtp_server

TO = "enquiries@service.example.org"


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "us@example.org", "other@example.org", "Hello"
    made.set_content("A line\n.\n..\n.end\n")
    return made


async def send(port: int, tls: Tls = Tls.NONE, longest: float = 5, **relay: object) -> Outcome:
    to = Relay("127.0.0.1", port, tls, **{"timeout": 0.5, **relay})  # type: ignore[arg-type]
    return await Sender(to, "us@example.org", longest).send(message(), TO)


async def test_a_250_is_delivered_to_the_given_recipient_alone() -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        assert await send(port) == Delivered()
    [(recipients, email)] = mailbox.taken
    assert recipients == [TO]
    assert email.get_content().splitlines() == ["A line", ".", "..", ".end"]


@pytest.mark.parametrize(
    ("mailbox", "outcome"),
    [
        (Mailbox(rcpt="451 4.3.0 Try later"), Temporary("rcpt-451")),
        (Mailbox(rcpt="450 Greylisted"), Temporary("rcpt-450")),
        (Mailbox(rcpt="550 5.1.1 No such mailbox"), Permanent("rcpt-550")),
        (Mailbox(data="452 4.3.1 Full"), Temporary("data-452")),
        (Mailbox(data="554 5.7.1 Spam"), Permanent("data-554")),
        (Mailbox(mail="553 5.7.1 Not yours"), Temporary("sender-553", configuration=True)),
        (Mailbox(mail="552 5.3.4 Too big"), Permanent("sender-552")),
        (Mailbox(mail="421 4.3.2 Closing"), Temporary("sender-421")),
        (Mailbox(close="rcpt"), Temporary("disconnected-data")),
        (Mailbox(close="data"), Temporary("disconnected-data")),
        (Mailbox(hang="rcpt"), Temporary("timeout-data")),
        (Mailbox(hang="data"), Temporary("timeout-data")),
    ],
)
async def test_a_fault_is_temporary_or_permanent_by_its_code(
    mailbox: Mailbox, outcome: Outcome
) -> None:
    with smtp_server(mailbox) as port:
        assert await send(port) == outcome
    assert mailbox.taken == []


async def test_nobody_listening_is_temporary() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert await send(port) == Temporary("unreachable-connect")


async def test_a_server_that_never_greets_times_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert await send(silent.getsockname()[1]) == Temporary("timeout-connect")


async def test_a_slow_server_cannot_outlast_the_lease() -> None:
    with smtp_server(Mailbox(hang="data")) as port:
        outcome = await send(port, longest=0.3, timeout=20)
    assert outcome == Temporary("timeout-data")


async def test_a_greeting_of_554_is_about_us_not_about_the_email() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def refuse() -> None:
            connection, _ = server.accept()
            connection.sendall(b"554 No service for you\r\n")
            connection.close()

        threading.Thread(target=refuse, daemon=True).start()
        outcome = await send(server.getsockname()[1])
    assert outcome == Temporary("connect-554", configuration=True)


async def test_starttls_and_tls_with_a_certificate_that_is_trusted(tmp_path: Path) -> None:
    made, mailbox = certificates(tmp_path), Mailbox()
    with smtp_server(mailbox, starttls=made.server) as port:
        assert await send(port, Tls.STARTTLS, ca_file=made.ca_file) == Delivered()
    with smtp_server(mailbox, tls=made.server) as port:
        assert await send(port, Tls.TLS, ca_file=made.ca_file) == Delivered()
    assert len(mailbox.taken) == 2


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
async def test_a_certificate_that_is_not_trusted_stops_the_email(tmp_path: Path, tls: Tls) -> None:
    made, other = certificates(tmp_path / "a"), certificates(tmp_path / "b", "127.0.0.9")
    mailbox = Mailbox()
    for shown, trusted in ((made, None), (made, other.ca_file), (other, other.ca_file)):
        how = "starttls" if tls is Tls.STARTTLS else "tls"
        with smtp_server(mailbox, **{how: shown.server}) as port:
            outcome = await send(port, tls, ca_file=trusted, timeout=5)
        assert outcome == Temporary("tls-certificate", configuration=True)
    assert mailbox.taken == []


async def test_without_starttls_at_the_server_nothing_is_sent_in_the_clear() -> None:
    mailbox = Mailbox()
    with smtp_server(mailbox) as port:
        outcome = await send(port, Tls.STARTTLS)
    assert outcome == Temporary("tls-missing", configuration=True)
    assert mailbox.taken == []


async def test_logging_in(tmp_path: Path) -> None:
    made, mailbox = certificates(tmp_path), Mailbox()
    account = {"ca_file": made.ca_file, "user": "assistant"}
    with smtp_server(mailbox, starttls=made.server, password="right") as port:
        right = await send(port, Tls.STARTTLS, password=SecretStr("right"), **account)
        wrong = await send(port, Tls.STARTTLS, password=SecretStr("wrong"), **account)
        none = await send(port, Tls.STARTTLS, ca_file=made.ca_file)
    assert right == Delivered()
    assert wrong == Temporary("auth-535", configuration=True)
    assert none == Temporary("sender-530", configuration=True)
    assert len(mailbox.taken) == 1


async def test_a_server_without_logins_is_a_configuration_error() -> None:
    with smtp_server(Mailbox()) as port:
        outcome = await send(port, user="assistant", password=SecretStr("right"))
    assert outcome == Temporary("auth-missing", configuration=True)


async def test_a_goodbye_that_fails_does_not_undo_the_delivery() -> None:
    class Rude(Mailbox):
        async def handle_QUIT(self, server: object, _session: object, _envelope: object) -> str:
            server.transport.abort()  # type: ignore[attr-defined]
            return "221 Bye"

    mailbox = Rude()
    with smtp_server(mailbox) as port:
        assert await send(port) == Delivered()
    assert len(mailbox.taken) == 1
