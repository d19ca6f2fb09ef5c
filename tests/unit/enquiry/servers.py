"""Real SMTP servers on loopback that misbehave in the ways real ones do."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Mailbox:
    """A server's behaviour, and the emails it has taken with their recipients.

    ``rcpt`` and ``data`` are the replies it gives; ``hang`` and ``close`` name the step at which
    it says nothing more, or hangs up.
    """

    rcpt: str = "250 OK"
    data: str = "250 OK"
    mail: str = "250 OK"
    hang: str = ""
    close: str = ""
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    @property
    def emails(self) -> list[EmailMessage]:
        """The emails, in the order in which they were taken."""
        return [email for _, email in self.taken]

    async def handle_MAIL(self, _server: Any, _s: Any, envelope: Any, address: str, _o: Any) -> str:
        """Answer the sender."""
        envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server: Any, _s: Any, envelope: Any, address: str, _o: Any) -> str:
        """Answer one recipient."""
        await self._trouble("rcpt", server)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        """Take the email, or not."""
        await self._trouble("data", server)
        if self.data.startswith("250"):
            email = message_from_bytes(envelope.content, policy=default)
            assert isinstance(email, EmailMessage)
            self.taken.append((envelope.rcpt_tos, email))
        await self._trouble("after", server)
        return self.data

    async def _trouble(self, step: str, server: Any) -> None:
        if self.hang == step:
            await asyncio.sleep(30)
        if self.close == step:
            server.transport.abort()
            await asyncio.sleep(30)


@contextmanager
def smtp_server(
    mailbox: Mailbox,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    password: str = "",
) -> Iterator[int]:
    """Serve a mailbox in a thread of its own; gives the port.

    With a ``password``, only somebody who logs in with it may send.
    """  # fmt: skip
    loop = asyncio.new_event_loop()

    def checked(_server: Any, _session: Any, _envelope: Any, _way: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == password.encode(), handled=False)

    def protocol() -> SMTP:
        options: dict[str, Any] = {"tls_context": starttls, "require_starttls": bool(starttls)}
        if password:
            options |= {"authenticator": checked, "auth_required": True}
            options["auth_require_tls"] = bool(starttls)
        return SMTP(mailbox, hostname="localhost", loop=loop, timeout=60, **options)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    making = loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
    server = asyncio.run_coroutine_threadsafe(making, loop).result(5)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    talking = asyncio.all_tasks() - {asyncio.current_task()}
    for task in talking:
        task.cancel()
    await asyncio.gather(*talking, return_exceptions=True)
