"""Serve routes alone, on a bare Sanic server, for tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sanic import Sanic

from tests.assistant import free_port


@contextmanager
def serving(*routes: tuple[Any, str]) -> Iterator[str]:
    """Serve blueprints, each with its prefix, on a free port until done."""
    app = Sanic(f"site-{uuid4().hex}", configure_logging=False)
    for blueprint, prefix in routes:
        app.blueprint(blueprint, url_prefix=prefix)
    port, loop = free_port(), asyncio.new_event_loop()

    async def start() -> None:
        server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
        await server.startup()

    Sanic.test_mode = True  # else a second server in one process cannot start
    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
