"""Send one message over the Cloud API ("Graph")."""

from __future__ import annotations

import json
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.whatsapp.person import Address
from bot.whatsapp.sending.codes import outcome_of_code, outcome_of_status
from bot.whatsapp.sending.outcome import Again, Never, Outcome, Taken, Unsure

_PRODUCT = {"messaging_product": "whatsapp"}
_CONNECT, _WHOLE = 10.0, 20.0  # seconds
_LONGEST_ANSWER = 64 * 1024  # bytes


class Graph:
    """One phone number's way to Graph. Nothing that it says or raises has the token or an address.

    Use it as an asynchronous context manager: it keeps its connections open.

    Args:
        url: of Graph, with the version, such as ``https://graph.facebook.com/v25.0``.
        phone_number_id: of the number that sends.
        token: the access token.
        whole: seconds until an attempt is given up.
    """

    def __init__(
        self, url: str, phone_number_id: str, token: SecretStr, whole: float = _WHOLE
    ) -> None:
        self._url = f"{url.rstrip('/')}/{phone_number_id}/messages"
        self._token = token
        self._whole = whole
        self._session: aiohttp.ClientSession | None = None

    @property
    def longest(self) -> float:
        """The most seconds that an attempt takes."""
        return self._whole

    async def __aenter__(self) -> Graph:
        """Open the connections."""
        self._session = aiohttp.ClientSession(
            headers={"Authorization": f"Bearer {self._token.get_secret_value()}"},
            timeout=aiohttp.ClientTimeout(total=self._whole, connect=min(_CONNECT, self._whole)),
            trace_configs=[_noting_the_start()],
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def send(self, to: Address, body: dict[str, Any]) -> Outcome:
        """Try to send a message once; return how it ended. Nothing is raised but cancelling.

        Args:
            to: whom; a phone number is used when there is one.
            body: as ``bot.whatsapp.rendering.render`` makes it.
        """
        whom = {"to": to.phone} if to.phone else {"recipient": to.user_id}
        return await self._post({**_PRODUCT, "recipient_type": "individual", **whom, **body})

    async def seen(self, message_id: str) -> Outcome:
        """Mark a person's message as read, and show that an answer is being written."""
        typing = {"typing_indicator": {"type": "text"}}
        return await self._post({**_PRODUCT, "status": "read", "message_id": message_id, **typing})

    async def _post(self, body: dict[str, Any]) -> Outcome:
        if self._session is None:
            raise RuntimeError("use it in an async with block")
        begun = SimpleNamespace(written=False)
        try:
            async with self._session.post(
                self._url, json=body, trace_request_ctx=begun, allow_redirects=False
            ) as answer:
                said = await answer.content.read(_LONGEST_ANSWER)
                return _outcome(answer.status, _parsed(said))
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The type alone: its words may hold the address of the server, or more.
            reason = f"broken-{type(error).__name__}"[:80]
            return Unsure(reason) if begun.written else Again(reason)


def _noting_the_start() -> aiohttp.TraceConfig:
    """Note when a request begins to be written: before that it cannot have been taken."""
    config = aiohttp.TraceConfig()

    async def written(_session: Any, context: Any, _params: Any) -> None:
        context.trace_request_ctx.written = True

    note: Any = written  # aiohttp describes its own callbacks too narrowly
    config.on_connection_create_end.append(note)
    config.on_connection_reuseconn.append(note)
    return config


def _parsed(said: bytes) -> dict[str, Any]:
    try:
        body = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _outcome(status: int, body: dict[str, Any]) -> Outcome:
    error = body.get("error")
    if isinstance(error, dict):
        with suppress(KeyError, TypeError, ValueError, OverflowError):
            return outcome_of_code(int(error["code"]), status)
    if 200 <= status < 300 and error is None:
        return Taken(_wamid(body))
    if status == 401:
        return Never("http-401", alert=True)
    return outcome_of_status(status)


def _wamid(body: dict[str, Any]) -> str | None:
    try:
        return str(body["messages"][0]["id"])[:255]
    except (KeyError, IndexError, TypeError):
        return None
