"""The steps that a person can take in an enquiry, by a button or in words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

_PUNCTUATION = re.compile(r"[^\w' ]+")
_BEFORE = re.compile(r"^(?:no|ok|okay|please|sorry|actually|yes)\s+")
_AFTER = re.compile(r"\s+(?:please|pls|plz|thanks|ta|thank you)$")
_LONGEST = 10  # words; a longer message says something of its own


class Step(StrEnum):
    """A step. The value stands in the buttons' payloads and in ``steps.yml``."""

    START = "start"
    START_WITH_QUESTION = "start_with_question"
    USE_QUESTION = "use_question"
    USE_SUGGESTION = "use_suggestion"
    KEEP_EMAIL = "keep_email"
    NO_EMAIL = "no_email"
    SKIP = "skip"
    YES = "yes"
    NO = "no"
    SEND = "send"
    CHANGE = "change"
    CHANGE_ABOUT = "change_about"
    CHANGE_EMAIL = "change_email"
    GIVE_NAME = "give_name"
    GIVE_ORGANISATION = "give_organisation"
    ADD_TRANSCRIPT = "add_transcript"
    LEAVE_TRANSCRIPT = "leave_transcript"
    ADD_COPY = "add_copy"
    LEAVE_COPY = "leave_copy"
    CANCEL = "cancel"


@lru_cache(maxsize=1)
def _steps() -> dict[str, Step]:
    written = yaml.safe_load(Path(__file__).with_name("steps.yml").read_text("utf-8"))
    return {_plain(phrase): Step(name) for name, phrases in written.items() for phrase in phrases}


def step_in(text: str) -> Step | None:
    """Return the step that a message asks for in words, such as "change my email"; else None."""
    plain = _plain(text)
    # "[name]" stands for a name, and is no wish to give one.
    if "[" in text or len(plain.split()) > _LONGEST:
        return None
    bare = _AFTER.sub("", plain)
    tried = (plain, bare, _BEFORE.sub("", bare))
    return next((_steps()[phrase] for phrase in tried if phrase in _steps()), None)


def _plain(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text.lower().replace("’", "'")).replace("'", "").split())
