"""Who is there: known from the signed session alone."""

from __future__ import annotations

from sanic.request import Request

from bot.transcript.session import Session, Sessions


def session_of(request: Request, sessions: Sessions) -> Session | None:
    """Return the session of a request, or None when it brings none of ours."""
    scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
    return sessions.read(token) if scheme.lower() == "bearer" else None
