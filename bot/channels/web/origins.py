"""Let pages of named other sites talk to the assistant (CORS, Fetch Standard)."""

from __future__ import annotations

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.errors import kindly

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}


class Origins:
    """Adds the headers of CORS to the routes of one blueprint, and to no others.

    Nothing is refused here: without these headers a browser keeps the answer from the page, and no
    page gets at a token that it was not given.

    Args:
        allowed: such as ``https://www.example.org``.
    """

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed

    def add_to(self, routes: Blueprint, *paths: str) -> None:
        """Answer preflights of these paths, and mark every answer."""
        if not self._allowed:
            return
        for path in paths:
            name = f"preflight_{path.strip('/')}"
            routes.add_route(kindly(self._preflight), path, methods=["OPTIONS"], name=name)
        routes.middleware("response")(self._mark)

    async def _preflight(self, _request: Request) -> HTTPResponse:
        return response.empty()

    async def _mark(self, request: Request, answer: HTTPResponse) -> None:
        answer.headers["Vary"] = "Origin"
        # Marked here, as in Rasa's server another extension answers before our own route does.
        if request.method == "OPTIONS":
            answer.headers.update(_PREFLIGHT)
        origin = request.headers.get("origin")
        if origin in self._allowed:
            answer.headers["Access-Control-Allow-Origin"] = origin
