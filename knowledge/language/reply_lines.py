"""The one line that answers a message in another language, from ``languages.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

ENGLISH = "en"
_FILE = Path(__file__).with_name("languages.yml")


class _Language(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    dir: Literal["ltr", "rtl"] = "ltr"
    line: str | None = None
    reviewed_by: str | None = None


class LanguageLine(BaseModel):
    """A line and the language it is written in.

    ``code`` and ``direction`` (``ltr`` or ``rtl``) are those of ``text``: of English where no line
    in the person's language is sure enough. ``name`` is the English name of the person's language.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    text: str
    direction: Literal["ltr", "rtl"]


@lru_cache(maxsize=1)
def languages() -> dict[str, _Language]:
    """Return what is known of every language, by its code, English included."""
    content = yaml.safe_load(_FILE.read_text("utf-8"))
    return TypeAdapter(dict[str, _Language]).validate_python(content)


def line_for(code: str) -> LanguageLine:
    """Return the line for a code that ``language_of`` gave.

    Raises:
        KeyError: when there is no such language.
    """
    asked = languages()[code]
    written = code if asked.line else ENGLISH
    language = languages()[written]
    assert language.line is not None  # noqa: S101 - English has one, and so does `written`
    return LanguageLine(code=written, name=asked.name, text=language.line, direction=language.dir)
