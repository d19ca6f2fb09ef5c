"""How sending one email ended.

A ``reason`` is a code of ours such as ``rcpt-451``: the step and the server's reply code, never
the server's words, which may repeat an address.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivered:
    """The server took the email: it answered 250 after the data (RFC 5321, 4.2.5)."""


@dataclass(frozen=True)
class Temporary:
    """The email was not taken; a later attempt may succeed.

    ``configuration`` says that a person has to mend a setting, here or at the relay.
    """

    reason: str
    configuration: bool = False


@dataclass(frozen=True)
class Permanent:
    """The server will never take this email (a 5yz reply about it)."""

    reason: str


Outcome = Delivered | Temporary | Permanent
