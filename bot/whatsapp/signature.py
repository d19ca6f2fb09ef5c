"""Tell whether a webhook comes from Meta: it is signed with the secret of our app."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "x-hub-signature-256"
_SCHEME = b"sha256="


def signature(secret: str, raw: bytes) -> str:
    """Return the value of the header for a body."""
    return _SCHEME.decode() + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def is_signed(secret: str, raw: bytes, header: str) -> bool:
    """Tell whether a header is the signature of exactly these bytes.

    Args:
        secret: of the app; never empty.
        raw: the body as it came.
        header: the value of ``X-Hub-Signature-256``.
    """
    # As bytes: with text, one letter outside ASCII in a forged header would be an exception.
    return hmac.compare_digest(
        signature(secret, raw).encode(), header.encode("utf-8", "surrogateescape")
    )
