"""Read an email address out of a message."""

from __future__ import annotations

import re

from actions.enquiry.address import BadEmail, Email, valid_email

_ADDRESS = re.compile(r"[^\s,;<>()\[\]\"]+@[^\s,;<>()\[\]\"]+")
_SPELT_OUT = re.compile(r"\S+\s+(?:at|\(at\)|\[at\])\s+\S+(?:\s+dot\s+|\.)\S+", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:hi|hello|hey|it's|its|it|is|my|the|this|that|email|e-mail|mail|address|to|at|on|use|please|"
    r"pls|thanks|thank|you|ok|okay|yes|yeah|sure|here|me|send|answer|reply)\b|\W",
    re.IGNORECASE,
)


def email_in(text: str) -> Email | BadEmail | None:
    """Return the address in a message, or why it is none; None when it holds nothing like one."""
    addresses = [a.strip(".,;:!?'") for a in _ADDRESS.findall(text)]
    if len(addresses) == 1:
        found = valid_email(addresses[0])
        if isinstance(found, Email):
            return found
    if "@" in text or _SPELT_OUT.search(text):
        return valid_email(text)
    return None


def is_address_alone(text: str) -> bool:
    """Tell whether a message says nothing beside an address: "it's kit@example.org thanks"."""
    return bool(_ADDRESS.search(text)) and not _BESIDE.sub("", _ADDRESS.sub("", text))
