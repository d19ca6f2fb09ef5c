"""Set the bands of the decision on questions that are used for nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from knowledge.language.clean import clean
from knowledge.language.encoder import load_encoder
from knowledge.match.decide import Bands, Decision, Outcome, decide
from knowledge.match.live import Index
from knowledge.match.ranker import Ranking

_QUESTIONS = Path(__file__).with_name("questions.jsonl")
_MUST_NOT_ANSWER = {"gap", "out_of_scope"}

# What each outcome is worth. A wrong answer costs far more than a right one brings.
_RIGHT, _RIGHT_OFFERED, _WRONG, _DECLINED = 1.0, 0.75, -1.5, 0.0
_FALSE_ANSWER, _FALSE_CHOICE, _HELD_BACK = -2.5, -0.25, 0.0


@dataclass(frozen=True)
class CalibrationQuestion:
    """A question with the facts that answer it, or with none when it must not be answered."""

    text: str
    facts: frozenset[str]


class Calibration:
    """The calibration questions.

    Args:
        questions: answerable and unanswerable ones.
    """

    def __init__(self, questions: list[CalibrationQuestion]) -> None:
        self.questions = questions

    @classmethod
    def from_files(cls, path: Path = _QUESTIONS) -> Calibration:
        """Read the questions from a JSON Lines file."""
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
        return cls(
            [
                CalibrationQuestion(line["text"], frozenset(line.get("facts", ())))
                for line in lines
                if line.get("facts") or line["act"] in _MUST_NOT_ANSWER
            ]
        )

    def bands(self, index: Index) -> Bands:
        """Return the bands that are worth most on these questions."""
        rankings = self._rankings(index)
        return max(_candidates(), key=lambda bands: self._worth(index, rankings, bands))

    def _rankings(self, index: Index) -> list[Ranking]:
        texts = [index.repair.repair(clean(q.text)) for q in self.questions]
        vectors = load_encoder().encode(texts)
        return [index.ranker.rank(t, v) for t, v in zip(texts, vectors, strict=True)]

    def _worth(self, index: Index, rankings: list[Ranking], bands: Bands) -> float:
        return sum(
            worth(decide(ranking, index.kinds, bands), question.facts, index.facts)
            for ranking, question in zip(rankings, self.questions, strict=True)
        )


def worth(decision: Decision, wanted: frozenset[str], facts: dict[str, set[str]]) -> float:
    """Return what a decision is worth for a question that ``wanted`` facts answer (or none)."""
    answered = decision.outcome in (Outcome.ANSWER, Outcome.CLOSEST)
    if not wanted:
        if answered:
            return _FALSE_ANSWER
        return _FALSE_CHOICE if decision.outcome is Outcome.UNCLEAR else _HELD_BACK
    right = [bool(wanted & facts.get(entry.label, set())) for entry in decision.entries]
    if answered:
        return _RIGHT if right[0] else _WRONG
    if decision.outcome is Outcome.UNCLEAR:
        return _RIGHT_OFFERED if any(right) else _DECLINED
    return _DECLINED


def _candidates() -> Iterator[Bands]:
    lows = [0.30, 0.35, 0.40, 0.45, 0.50, 0.55]
    highs = [0.55, 0.65, 0.75, 0.85]
    margins = [0.0, 0.03, 0.06, 0.10]
    cautions = [0.0, 0.05, 0.10, 0.15, 0.20]
    for low, high, margin, caution in product(lows, highs, margins, cautions):
        if low < high:
            yield Bands(low, high, margin, caution)
