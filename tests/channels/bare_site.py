"""A bare Sanic server for tests of pages, and what it sends back, byte for byte."""

from __future__ import annotations

import asyncio
import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.server import AsyncioServer

from tests.assistant import free_port


@dataclass(frozen=True)
class Sent:
    """An answer of a server, as it came: not unpacked, not followed."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@contextmanager
def bare_site(put_on: Callable[[Sanic], object]) -> Iterator[str]:
    """Run a server with what ``put_on`` puts on it, and give its address, until done."""
    app = Sanic(f"bare-{uuid4().hex}", configure_logging=False)
    put_on(app)
    app.add_route(_up, "/up")  # without any route Sanic fails where it should say 404
    port, loop = free_port(), asyncio.new_event_loop()

    async def start() -> AsyncioServer:
        server: AsyncioServer = await app.create_server(
            "127.0.0.1", port, return_asyncio_server=True
        )
        await server.startup()
        await server.after_start()  # what runs beside the server
        return server

    async def stop(server: AsyncioServer) -> None:
        await server.before_stop()

    Sanic.test_mode = True  # else a second server in one process cannot start
    # In a thread of its own from the start: the tests' thread may have a loop that runs.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    yield f"http://127.0.0.1:{port}"
    asyncio.run_coroutine_threadsafe(stop(server), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


async def _up(_request: Request) -> HTTPResponse:
    return response.text("up")


def ask(site: str, path: str, method: str = "GET", **headers: str) -> Sent:
    """Ask a server for a path; ``accept_encoding="gzip"`` sends that header."""
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=15)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return Sent(answer.status, answer.headers, answer.read())
    finally:
        connection.close()
