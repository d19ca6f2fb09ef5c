"""The mail server that our email goes through."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import SecretStr


class Tls(StrEnum):
    """How the way to the relay is protected."""

    STARTTLS = "starttls"  # RFC 3207, usually on port 587
    TLS = "tls"  # from the first byte, RFC 8314, usually on port 465
    NONE = "none"  # only to this machine itself


@dataclass(frozen=True)
class Relay:
    """Where and how to connect.

    Attributes:
        timeout: seconds for each step: connecting, and every command.
        ca_file: certificates to trust in the place of the system's.
    """

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: SecretStr = field(default_factory=lambda: SecretStr(""))
    ca_file: Path | None = None
    timeout: float = 20.0

    @cached_property
    def context(self) -> ssl.SSLContext:
        """What checks the relay's certificate and name."""
        return ssl.create_default_context(cafile=self.ca_file)
