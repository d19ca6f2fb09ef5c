"""Take what is there out of loose JSON. Nothing here raises."""

from __future__ import annotations

import json
from typing import Any

_DECODER = json.JSONDecoder()


def documents(raw: bytes) -> list[Any]:
    """Return the JSON documents in a body, usually one; those before what is no JSON."""
    found: list[Any] = []
    try:
        rest = raw.decode(json.detect_encoding(raw), "surrogatepass").strip()
        while rest:
            document, end = _DECODER.raw_decode(rest)
            found.append(document)
            rest = rest[end:].lstrip()
    except (ValueError, RecursionError):
        pass
    return found


def each(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; an object alone counts as a list of one."""
    many = value if isinstance(value, list) else [value]
    return [one for one in many if isinstance(one, dict)]


def part(value: object, *path: str) -> dict[str, Any]:
    """Return the object at a path of keys; an empty one when there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def text(value: object, *keys: str) -> str:
    """Return the first of these values of an object that is a text or a whole number, as text."""
    for key in keys:
        found = value.get(key) if isinstance(value, dict) else None
        if isinstance(found, bool):
            continue
        if isinstance(found, int):
            found = str(found) if abs(found) < 10**40 else ""
        if isinstance(found, str) and found:
            return found
    return ""


def number(value: object) -> int | None:
    """Return a whole number that is written as such or as text, or None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    return None
