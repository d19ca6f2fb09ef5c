"""What the assistant could not answer well: kept without personal data, for the curators."""

from knowledge.gaps.outcome import GapOutcome
from knowledge.gaps.record import GapRecorder

__all__ = ["GapOutcome", "GapRecorder"]
