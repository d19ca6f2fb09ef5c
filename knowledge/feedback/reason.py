"""Why an answer was of no use."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What a person may choose. The words for people are the client's."""

    NOT_ANSWERED = "not_answered"
    UNCLEAR = "unclear"
    WRONG = "wrong"
    OTHER = "other"
