"""Finds danger, distress, disclosures, data rights and abuse in one message.

The rules are reviewed content in ``patterns.yml``. A message is brought into one plain form
first, so that a rule is written once and also meets "k*ll", "k1ll", "kiiill" and "K I L L".
The acts are tried in a fixed order and the first rule that fits decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.safety.normaliser import Normaliser
from bot.safety.rules import DECISION_ORDER, Rule, RulesFile, compile_rule, expand_terms

_PATTERNS = Path(__file__).with_name("patterns.yml")


@dataclass(frozen=True)
class SafetyMatch:
    """What a message was recognised as, and which reviewed rule said so."""

    act: str
    rule: str


class SafetyRecogniser:
    """Applies the reviewed safety rules to messages."""

    def __init__(self, rules: Iterable[Rule], normaliser: Normaliser) -> None:
        """Take rules in order of decision; use :meth:`from_file` to read them."""
        self._rules = tuple(rules)
        self._normaliser = normaliser

    @classmethod
    def from_file(cls, path: Path) -> SafetyRecogniser:
        """Read and check a rules file.

        Raises ``ValueError`` with the reason when the file has a mistake.
        """
        content = RulesFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        terms = expand_terms(content.terms)
        rules = [
            compile_rule(act, rule, terms) for act in DECISION_ORDER for rule in content.acts[act]
        ]
        return cls(rules, Normaliser(content, terms))

    def recognise(self, text: str) -> SafetyMatch | None:
        """Return the most pressing act that a message fits, or ``None``."""
        normalised = self._normaliser.normalise(text)
        if not normalised.strip():
            return None
        for rule in self._rules:
            if rule.fits(normalised):
                return SafetyMatch(act=rule.act, rule=rule.name)
        return None

    def normalise(self, text: str) -> str:
        """Return the plain form in which the rules see a message.

        Useful to whoever writes rules and wonders why one does not fit.
        """
        return self._normaliser.normalise(text)


@lru_cache(maxsize=1)
def reviewed_recogniser() -> SafetyRecogniser:
    """Return the recogniser of the rules in ``patterns.yml``; they are read and compiled once."""
    return SafetyRecogniser.from_file(_PATTERNS)
