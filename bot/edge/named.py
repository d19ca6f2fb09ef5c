"""Read a name out of a message that should hold one."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

_LONGEST = 100  # characters
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], frozenset[str]]:
    written = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    before = "|".join(written["before"])
    return re.compile(rf"^(?:{before})\b[\s:,-]*", re.IGNORECASE), frozenset(written["never"])


def name_in(text: str) -> str | None:
    """Return the name of a person or an organisation that a message gives, or None.

    A message with a word that no name has ("I need help") is something else, and is left to be
    understood: in doubt it is no name, so that no call for help is taken for one.

    Args:
        text: what a person typed when they were asked for a name.
    """
    opening, never = _words()
    name = opening.sub("", text.strip()).strip(" .,!")
    words = [word.lower().strip(".'’") for word in _WORD.findall(name)]
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST or "?" in text:
        return None
    return None if never & set(words) else name
