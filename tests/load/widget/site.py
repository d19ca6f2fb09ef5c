"""A local website with a page for each chat, and what each chat talks to in place of its server."""

from __future__ import annotations

import gzip
import json
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_GREETING = "Hello. I am an automated assistant, not a person."
# What is answered to a POST. Nothing is ever asked of a chat: only its beginning is measured.
_ANSWERS: dict[str, tuple[int, object]] = {
    "/webhooks/web/session": (
        201,
        {
            "token": "token",
            "expires_in": 43_200,
            "idle_in": 1_800,
            "greeting": {"kind": "smalltalk", "text": _GREETING},
            "enquiry": {"kept_days": 30, "longest": 4_000},
        },
    ),
    "/n8n-chat/webhook": (200, {"data": []}),
    "/deep-chat/answer": (200, {"text": _GREETING}),
}


@contextmanager
def site(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve these files, by their path, and the answers; gives the address.

    Everything is compressed with gzip at its best, once, so that a request costs no time.
    """
    packed = {path: gzip.compress(body, 9) for path, body in files.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = packed.get(self.path)
            kind = mimetypes.guess_type(self.path)[0] or "text/html; charset=utf-8"
            self._send(404 if body is None else 200, kind, body or gzip.compress(b""))

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            status, answer = _ANSWERS.get(self.path, (404, {}))
            self._send(status, "application/json", gzip.compress(json.dumps(answer).encode(), 9))

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
