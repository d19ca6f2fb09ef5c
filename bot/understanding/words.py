"""The word lists of ``words.yml``, as regular expressions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    lists: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return lists


def any_of(*names: str) -> str:
    """Return a regular expression for any word of these lists, longer ones first.

    Raises:
        KeyError: when there is no such list.
    """
    words = [str(word) for name in names for word in _lists()[name]]
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def words_in(name: str) -> frozenset[str]:
    """Return the words of a list that is written as running text.

    Raises:
        KeyError: when there is no such list.
    """
    return frozenset(_lists()[name].split())
