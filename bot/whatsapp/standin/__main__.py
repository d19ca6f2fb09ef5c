"""Try WhatsApp on this machine: ``python -m bot.whatsapp.standin``."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import aiohttp

from bot.whatsapp.standin.phone import Line
from bot.whatsapp.standin.site import TrialSite

_ROOT = Path(__file__).resolve().parents[3]
_NUMBER_ID = "100000000000001"
_HOST = "127.0.0.1"
_READY_WITHIN = 600  # seconds: the first time, the assistant is trained


async def _ready(url: str, token: str, process: asyncio.subprocess.Process) -> bool:
    """Shake hands with the assistant's webhook, as Meta does, until it answers."""
    query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "42"}
    async with aiohttp.ClientSession() as session:
        for _ in range(_READY_WITHIN * 2):
            if process.returncode is not None:
                return False
            with suppress(aiohttp.ClientError):
                async with session.get(url, params=query) as answer:
                    if answer.status == 200 and await answer.text() == "42":
                        return True
            await asyncio.sleep(0.5)
    return False


async def _run(port: int) -> int:
    made_up = {name: secrets.token_hex(16) for name in ("secret", "verify", "access")}
    site = TrialSite(made_up["access"])
    try:
        port = await site.start(_HOST, port)
    except OSError as error:
        print(f"Cannot start: port {port}: {error.strerror}", file=sys.stderr)
        return 1
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        free = probe.getsockname()[1]
    surroundings = {
        **os.environ,
        "PORT": str(free),
        "HOST": _HOST,
        "WHATSAPP_APP_SECRET": made_up["secret"],
        "WHATSAPP_VERIFY_TOKEN": made_up["verify"],
        "WHATSAPP_ACCESS_TOKEN": made_up["access"],
        "WHATSAPP_PHONE_NUMBER_ID": _NUMBER_ID,
        "WHATSAPP_GRAPH_URL": f"http://{_HOST}:{port}/v25.0",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", cwd=_ROOT, env=surroundings, start_new_session=True
    )
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        return await _serve(site, process, stop, f"http://{_HOST}:{free}", port, made_up)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await process.wait()
        await site.stop()


async def _serve(
    site: TrialSite,
    process: asyncio.subprocess.Process,
    stop: asyncio.Event,
    assistant: str,
    port: int,
    made_up: dict[str, str],
) -> int:
    webhook = f"{assistant}/webhooks/whatsapp/webhook"
    ready = asyncio.create_task(_ready(webhook, made_up["verify"], process))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([ready, stopped], return_when=asyncio.FIRST_COMPLETED)
    if not stop.is_set() and not ready.result():
        print("Cannot start: the assistant has no webhook for WhatsApp", file=sys.stderr)
        return 1
    if not stop.is_set():
        site.connect(Line(webhook, made_up["secret"], _NUMBER_ID))
        print(f"\nThe phone is at http://{_HOST}:{port}/  (stop with Ctrl-C)", flush=True)
        ended = asyncio.create_task(process.wait())
        await asyncio.wait([ended, stopped], return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
    ready.cancel()
    stopped.cancel()
    return 0 if stop.is_set() else 1


def main() -> int:
    """Run until stopped; return the exit status. ``PHONE_PORT`` is where the page is."""
    return asyncio.run(_run(int(os.environ.get("PHONE_PORT") or 8040)))


if __name__ == "__main__":
    sys.exit(main())
