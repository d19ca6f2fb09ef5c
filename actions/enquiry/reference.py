"""References of enquiries, such as ``RET-7K3QX``: short enough to be read out on the telephone."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence

PREFIX = "RET"
LENGTH = 5
# No 0 O 1 I L, which are mixed up; no vowels or Y, so that no words are spelt; no 4, which is
# read as an A. 26 characters, five of them: ten million references.
ALPHABET = "2356789BCDFGHJKMNPQRSTVWXZ"
# What must not stand on an answer of this body: "KKK" and "88" go with every doubled character.
_NEVER = re.compile(r"(.)\1|BNP")
_WRITTEN = re.compile(rf"(?P<prefix>{PREFIX})?[\W_]*(?P<code>[{ALPHABET}]{{{LENGTH}}})")


def new_reference(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return a reference that nobody can guess.

    Args:
        choose: picks one of the characters; the system's secure source when left out.
    """
    while True:
        code = "".join(choose(ALPHABET) for _ in range(LENGTH))
        if not _NEVER.search(code):
            return f"{PREFIX}-{code}"


def parse_reference(text: str) -> str | None:
    """Return the reference that ``text`` is, as we write it, or None when it is none.

    Case, spaces and the hyphen do not matter. The prefix may be missing when there is a digit:
    five letters alone may be a word.
    """
    written = _WRITTEN.fullmatch(text.strip().upper())
    if written is None:
        return None
    code = written["code"]
    if written["prefix"] is None and code.isalpha():
        return None
    return f"{PREFIX}-{code}"
