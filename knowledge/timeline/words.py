"""The words by which dates and general questions are read, from ``words.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_suffix(".yml")


class Words(BaseModel):
    """The word lists; ``words.yml`` says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    same: dict[str, tuple[str, ...]]
    numbers: tuple[str, ...]
    ordinals: tuple[str, ...]
    cues: frozenset[str]
    taskforce: frozenset[str]
    small: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the word lists."""
    return Words.model_validate(yaml.safe_load(_FILE.read_text("utf-8")))
