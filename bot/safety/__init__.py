"""Recognises messages that must be met with help before anything else."""

from bot.safety.recogniser import SafetyMatch, SafetyRecogniser

__all__ = ["SafetyMatch", "SafetyRecogniser"]
