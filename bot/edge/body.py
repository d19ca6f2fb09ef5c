"""Read the body of a request that should hold a JSON object."""

from __future__ import annotations

from typing import Any

from sanic.exceptions import SanicException
from sanic.request import Request


def json_object(request: Request) -> dict[str, Any] | None:
    """Return the JSON object of a request's body, or None when there is no such thing in it."""
    try:
        body = request.json
    except (SanicException, ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None
