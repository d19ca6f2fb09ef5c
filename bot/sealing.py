"""The one way in which words are sealed before they are kept."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def sealer(secret: str, purpose: str) -> Fernet:
    """Return what seals and opens, with a key for this purpose alone (HKDF, RFC 5869).

    Args:
        secret: with enough chance in it to derive a key from.
        purpose: what the key is for; another one gives another key.
    """
    derived = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
