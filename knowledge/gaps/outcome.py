"""In what way a question went unanswered."""

from __future__ import annotations

from enum import StrEnum


class GapOutcome(StrEnum):
    """Why a question is recorded."""

    DECLINED = "declined"  # nothing fitted
    UNPUBLISHED = "unpublished"  # an entry said that nothing is published
    CLARIFIED = "clarified"  # the person was asked which answer is meant
    CLOSEST = "closest"  # the closest answer was shown, with care
    NOT_USEFUL = "not_useful"  # the person said that the answer did not help
