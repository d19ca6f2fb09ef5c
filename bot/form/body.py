"""Read the body of a request that a form sent."""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import parse_qsl

from sanic.exceptions import SanicException
from sanic.request import Request

# 4,000 characters of any script take up to 48,000 bytes. The room above lets a person who wrote
# far too much get the words back, to be shortened.
LARGEST = 256 * 1024
_MOST_FIELDS = 40
_TYPE = "application/x-www-form-urlencoded"


class BadBody(StrEnum):
    """Why a body cannot be used; the page ``trouble`` has a text for each."""

    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"


async def form_body(request: Request) -> dict[str, str] | BadBody:
    """Return the fields of a form by name, or what is wrong with the body.

    It is read piece by piece and no further than ``LARGEST`` bytes, so the route must be a
    streaming one. Of fields of one name the first counts.

    Source: URL Standard, application/x-www-form-urlencoded.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        return BadBody.UNREADABLE
    try:
        raw = await _read(request)
    except SanicException:  # the pieces are not what HTTP says
        return BadBody.UNREADABLE
    return BadBody.TOO_BIG if raw is None else _fields(raw)


async def _read(request: Request) -> bytes | None:
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > LARGEST:
        return None
    raw = bytearray()
    stream = request.stream
    while stream is not None and (piece := await stream.read()) is not None:
        raw += piece
        if len(raw) > LARGEST:
            return None
    return bytes(raw)


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
