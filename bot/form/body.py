"""Read the body of a request that a form sent."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import parse_qsl

from sanic.exceptions import SanicException
from sanic.request import Request

from bot.edge.body import TooBig, read_body

_MOST_FIELDS = 40
_TYPE = "application/x-www-form-urlencoded"


class BadBody(StrEnum):
    """Why a body cannot be used; the page ``trouble`` has a text for each."""

    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"


async def form_body(request: Request) -> dict[str, str] | BadBody:
    """Return the fields of a form by name, or what is wrong with the body.

    It is read piece by piece, as :func:`bot.edge.body.read_body` does, so the route must be a
    streaming one. Of fields of one name the first counts.

    Source: URL Standard, application/x-www-form-urlencoded.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        return BadBody.UNREADABLE
    try:
        return _fields(await read_body(request))
    except TooBig:
        return BadBody.TOO_BIG
    except SanicException:  # the pieces are not what HTTP says
        return BadBody.UNREADABLE


def _fields(raw: bytes) -> dict[str, str] | BadBody:
    try:
        pairs = parse_qsl(
            raw.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:  # not UTF-8, or too many fields
        return BadBody.UNREADABLE
    return dict(reversed(pairs))
