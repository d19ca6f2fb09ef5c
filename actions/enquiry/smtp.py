"""Send one email through the relay, and say how that ended (RFC 5321, RFC 3207, RFC 4954)."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from email.message import EmailMessage

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from actions.enquiry.outcome import Delivered, Outcome, Permanent, Temporary
from actions.enquiry.relay import Relay, Tls

_GOODBYE = 2.0  # seconds for the server to answer QUIT, after the email is through
_TOO_BIG = 552  # of MAIL FROM with SIZE (RFC 1870): about this email, not about the sender


class Sender:
    """Sends through one relay, with a connection of its own for each email.

    Args:
        relay: where to.
        mail_from: the envelope's sender.
        longest: seconds for everything together; what takes longer counts as a time-out.
    """

    def __init__(self, relay: Relay, mail_from: str, longest: float = 60.0) -> None:
        self._relay = relay
        self._mail_from = mail_from
        self.longest = longest

    async def send(self, message: EmailMessage, recipient: str) -> Outcome:
        """Send ``message`` to one recipient, whatever its headers say; never raises."""
        progress = _Progress()
        try:
            async with asyncio.timeout(self.longest):
                await self._through(message, recipient, progress)
        except Exception as error:
            # What fails after the server took the email is no reason to send it again.
            return Delivered() if progress.taken else _failure(error, progress.step)
        return Delivered()

    async def _through(self, message: EmailMessage, recipient: str, progress: _Progress) -> None:
        relay = self._relay
        # Encryption is asked for by name: the library's default carries on without it.
        secure = relay.tls is not Tls.NONE
        client = SMTP(
            hostname=relay.host,
            port=relay.port,
            use_tls=relay.tls is Tls.TLS,
            start_tls=False,  # it is a step of its own below
            tls_context=relay.context if secure else None,
            timeout=relay.timeout,
        )
        try:
            await client.connect()
            if relay.tls is Tls.STARTTLS:
                progress.step = "tls"
                await client.ehlo()
                if not client.supports_extension("starttls"):
                    raise _NoTls
                await client.starttls()
            if relay.user:
                progress.step = "auth"
                await client.login(relay.user, relay.password.get_secret_value())
            progress.step = "data"
            await client.sendmail(self._mail_from, [recipient], message.as_bytes())
            progress.taken = True
            with suppress(SMTPException, OSError, TimeoutError):
                await client.quit(timeout=_GOODBYE)
        finally:
            client.close()


class _Progress:
    """How far a sending has come."""

    step = "connect"
    taken = False


class _NoTls(Exception):
    """The server offers no STARTTLS."""


def _failure(error: Exception, step: str) -> Temporary | Permanent:
    if isinstance(error, _NoTls):
        return Temporary("tls-missing", configuration=True)
    tls = _tls_error(error)
    if tls is not None:
        untrusted = isinstance(tls, ssl.SSLCertVerificationError)
        return Temporary("tls-certificate" if untrusted else "tls-failed", configuration=True)
    if isinstance(error, SMTPRecipientsRefused):
        # Raised for 451 and 550 alike: only the code of each recipient tells them apart.
        codes = [refused.code for refused in error.recipients]
        return _by_code("rcpt", min(codes, default=0))
    if isinstance(error, SMTPResponseException):
        return _by_code(_step_of(error, step), error.code)
    if isinstance(error, SMTPTimeoutError | TimeoutError):
        return Temporary(f"timeout-{step}")
    if isinstance(error, SMTPServerDisconnected):
        return Temporary(f"disconnected-{step}")
    if step == "auth" and isinstance(error, SMTPException):
        return Temporary("auth-missing", configuration=True)
    if isinstance(error, OSError):
        return Temporary(f"unreachable-{step}")
    return Temporary(f"unexpected-{type(error).__name__}"[:80])


def _step_of(error: SMTPResponseException, step: str) -> str:
    name = type(error).__name__
    return {"SMTPSenderRefused": "sender", "SMTPHeloError": "helo"}.get(name, step)


def _by_code(step: str, code: int) -> Temporary | Permanent:
    """Judge a reply. A 5yz before the recipient is named is about us, not about this email."""
    reason = f"{step}-{code}"
    about_the_email = step in ("rcpt", "data") or code == _TOO_BIG
    if 500 <= code <= 599:
        return Permanent(reason) if about_the_email else Temporary(reason, configuration=True)
    return Temporary(reason)


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, ssl.SSLError):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None
