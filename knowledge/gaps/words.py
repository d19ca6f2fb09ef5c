"""The word lists of ``words.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def word_lists() -> dict[str, tuple[str, ...]]:
    """Return every list, by its name."""
    lists = yaml.safe_load(_FILE.read_text("utf-8"))
    return {name: tuple(words.split()) for name, words in lists.items()}
