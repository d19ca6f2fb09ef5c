"""A connection to a browser by WebDriver BiDi, for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import aiohttp

_LONGEST_ANSWER = 30  # seconds

_Result = TypeVar("_Result")
Event = dict[str, Any]


class BidiError(Exception):
    """The browser refused a command, or a script in it failed; the text has the reason."""


class Bidi:
    """A session with a browser.

    It runs in a thread of its own, so that it gets along with Playwright, which has taken the
    event loop of the test's thread.

    Args:
        url: the address of the browser's web socket.
        heard: called, in that thread, with every event that was subscribed to.
    """

    def __init__(self, url: str, heard: Callable[[Event], None]) -> None:
        self._heard = heard
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._connect(url))

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            BidiError: when the browser refuses it.
            TimeoutError: when there is no answer.
        """
        return self._do(self._send(method, parameters))

    def close(self) -> None:
        """End the connection; the browser runs on."""
        self._do(self._disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_LONGEST_ANSWER)

    async def _connect(self, url: str) -> None:
        self._http = aiohttp.ClientSession()
        self._socket = await self._http.ws_connect(url, max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())

    async def _disconnect(self) -> None:
        await self._socket.close()
        await self._listening
        await self._http.close()

    async def _listen(self) -> None:
        async for message in self._socket:
            told = message.json()
            if told["type"] == "event":
                self._heard(told)
            elif (waiting := self._waiting.pop(told["id"], None)) is None:
                continue
            elif told["type"] == "error":
                waiting.set_exception(BidiError(f"{told['error']}: {told['message']}"))
            else:
                waiting.set_result(told["result"])

    async def _send(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        number = next(self._ids)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        return await self._waiting[number]
