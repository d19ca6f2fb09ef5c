"""What is served as it is, ready for every way in which a browser asks for it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse


@dataclass(frozen=True)
class Stored:
    """A body with its compressed form and its headers.

    Attributes:
        body: the bytes.
        zipped: the same, compressed; None where that saves nothing.
        fingerprint: of the bytes.
        content_type: of the body.
        headers: that go with it, in all its forms.
    """

    body: bytes
    zipped: bytes | None
    fingerprint: str
    content_type: str
    headers: Mapping[str, str]

    @classmethod
    def of(cls, body: bytes, content_type: str, headers: Mapping[str, str]) -> Stored:
        """Prepare a body: compressing takes a moment, so it is done once."""
        zipped = gzip.compress(body, 9, mtime=0)
        return cls(
            body,
            zipped if len(zipped) < len(body) else None,
            hashlib.sha256(body).hexdigest()[:32],
            content_type,
            {"X-Content-Type-Options": "nosniff", **headers, "Vary": "Accept-Encoding"},
        )

    def answer(self, request: Request) -> HTTPResponse:
        """Return the answer to a GET or a HEAD: ``304`` when the browser has these bytes."""
        zipped = self.zipped if _takes_gzip(_all(request, "accept-encoding")) else None
        # The forms differ in their bytes, so a strong tag must differ too.
        tag = f'"{self.fingerprint}{"-gzip" if zipped else ""}"'
        headers = {**self.headers, "ETag": tag}
        if _has(_all(request, "if-none-match"), tag):
            return response.empty(304, headers=headers)
        if zipped is not None:
            headers["Content-Encoding"] = "gzip"
        return response.raw(zipped or self.body, content_type=self.content_type, headers=headers)


def _all(request: Request, name: str) -> str:
    return ", ".join(request.headers.getall(name, []))


def _has(known: str, tag: str) -> bool:
    """Tell whether a browser knows a tag; a proxy may have made a weak one of it."""
    tags = [one.strip().removeprefix("W/") for one in known.split(",")]
    return tag in tags or "*" in tags


def _takes_gzip(accepted: str) -> bool:
    weights = dict(_weighed(part) for part in accepted.lower().split(","))
    return weights.get("gzip", weights.get("*", 0.0)) > 0


def _weighed(part: str) -> tuple[str, float]:
    coding, _, given = part.partition(";")
    try:
        return coding.strip(), float(given.strip().removeprefix("q=") or 1)
    except ValueError:
        return coding.strip(), 0.0
