"""The host page at ``/`` and the files of the chat under ``/widget/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

_FILES = Path(__file__).parent.parent / "widget" / "static"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True)
class _Page:
    body: bytes
    content_type: str


class Pages:
    """Serves the files of a folder from memory.

    Args:
        folder: ``index.html`` is served at ``/``, the others under ``/widget/``.
    """

    def __init__(self, folder: Path = _FILES) -> None:
        self._pages: dict[str, _Page] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in _TYPES:
                page = _Page(path.read_bytes(), _TYPES[path.suffix])
                self._pages[f"/widget/{path.relative_to(folder).as_posix()}"] = page
        if "/widget/index.html" in self._pages:
            self._pages["/"] = self._pages["/widget/index.html"]

    async def serve(self, request: Request) -> HTTPResponse | None:
        """Return the page for a request, or None to let it go on (Sanic middleware)."""
        page = self._pages.get(request.path) if request.method in ("GET", "HEAD") else None
        if page is None:
            return None
        return response.raw(page.body, content_type=page.content_type, headers=_HEADERS)
