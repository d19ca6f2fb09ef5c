"""Set the bands of the decision on questions that are used for nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from knowledge.language.clean import clean
from knowledge.language.encoder import load_encoder
from knowledge.match.decide import Bands, Decision, Outcome, decide
from knowledge.match.live import Index
from knowledge.match.ranker import Ranking
from knowledge.schema import Kind

_HOME = Path(__file__).parent
_MUST_NOT_ANSWER = {"gap", "out_of_scope"}
_NEEDS_HELP = {"emergency", "distress", "hate_crime", "discrimination"}
_HARMLESS = "harmless"

MOST_FALSE_ANSWERS = 0.05  # of the questions that must not be answered

# What each outcome is worth.
_RIGHT, _RIGHT_OFFERED, _WRONG, _DECLINED = 1.0, 0.75, -1.5, 0.0
_NO_HELP, _NEEDLESS_HELP = -10.0, -1.0

# A label this far below the best one cannot come first in any of the bands tried.
_REACH = 0.6


@dataclass(frozen=True)
class CalibrationQuestion:
    """A question, the facts that answer it (none when it must not be answered), and its act."""

    text: str
    act: str
    facts: frozenset[str]


class Calibration:
    """The calibration questions.

    Args:
        questions: answerable ones, unanswerable ones, and statements that need help.
    """

    def __init__(self, questions: Sequence[CalibrationQuestion]) -> None:
        self._asked = [q for q in questions if q.facts or q.act in _MUST_NOT_ANSWER]
        self._told = [q for q in questions if q.act in _NEEDS_HELP or q.act == _HARMLESS]

    @classmethod
    def from_files(
        cls, home: Path = _HOME, recognised: Callable[[str], bool] = lambda text: False
    ) -> Calibration:
        """Read the questions from the JSON Lines files of a folder.

        Args:
            home: the folder.
            recognised: says which texts never reach the ranking, because the safety patterns
                answer them; those are left out.
        """
        lines = [
            json.loads(line)
            for path in sorted(home.glob("*.jsonl"))
            for line in path.read_text("utf-8").splitlines()
            if line.strip()
        ]
        return cls(
            [
                CalibrationQuestion(line["text"], line["act"], frozenset(line.get("facts", ())))
                for line in lines
                if not recognised(line["text"])
            ]
        )

    def bands(self, index: Index) -> Bands:
        """Return the bands that are worth most, with false answers kept under the limit.

        First those of questions, then those of statements that need help, which must not undo
        the first.
        """
        asked = _rankings(index, self._asked)
        bands = max(_bands_of_questions(), key=lambda b: self._worth_asked(index, asked, b))
        told = _rankings(index, self._told)
        return max(
            _bands_of_help(bands),
            key=lambda b: self._worth_told(index, told, b) + self._worth_asked(index, asked, b)[1],
        )

    def _worth_asked(
        self, index: Index, rankings: list[Ranking], bands: Bands
    ) -> tuple[float, float]:
        """Return how far false answers are over the limit (negative, or 0), then the worth."""
        false, total = 0, 0.0
        for question, ranking in zip(self._asked, rankings, strict=True):
            decision = decide(ranking, index.kinds, bands)
            if question.facts:
                total += _worth(decision, question.facts, index.facts)
            else:
                false += decision.outcome in (Outcome.ANSWER, Outcome.CLOSEST)
        unanswerable = sum(not q.facts for q in self._asked)
        return min(0.0, MOST_FALSE_ANSWERS - false / max(1, unanswerable)), total

    def _worth_told(self, index: Index, rankings: list[Ranking], bands: Bands) -> float:
        total = 0.0
        for question, ranking in zip(self._told, rankings, strict=True):
            decision = decide(ranking, index.kinds, bands)
            first = decision.entries[0].label if decision.entries else ""
            helped = decision.outcome is Outcome.ANSWER and index.kinds[first] is Kind.SIGNPOST
            if question.act == _HARMLESS:
                total += _NEEDLESS_HELP * helped
            else:
                total += _NO_HELP * (not helped)
        return total


def _rankings(index: Index, questions: list[CalibrationQuestion]) -> list[Ranking]:
    texts = [index.repair.repair(clean(q.text)) for q in questions]
    vectors = load_encoder().encode(texts)
    rankings = (index.ranker.rank(t, v) for t, v in zip(texts, vectors, strict=True))
    return [
        replace(r, labels=tuple(x for x in r.labels if x.score > r.labels[0].score - _REACH))
        for r in rankings
    ]


def _worth(decision: Decision, wanted: frozenset[str], facts: dict[str, set[str]]) -> float:
    right = [bool(wanted & facts.get(entry.label, set())) for entry in decision.entries]
    if decision.outcome in (Outcome.ANSWER, Outcome.CLOSEST):
        return _RIGHT if right[0] else _WRONG
    offered = decision.outcome in (Outcome.UNCLEAR, Outcome.UNPUBLISHED) and any(right)
    return _RIGHT_OFFERED if offered else _DECLINED


def _bands_of_questions() -> Iterator[Bands]:
    lows = [0.30, 0.40]
    highs = [0.55, 0.65, 0.75]
    margins = [0.0, 0.05, 0.10]
    cautions = [-0.05, 0.0, 0.03, 0.06, 0.09, 0.12, 0.16, 0.20]
    for low, high, margin, caution in product(lows, highs, margins, cautions):
        yield Bands(low, high, margin, caution)


def _bands_of_help(bands: Bands) -> Iterator[Bands]:
    for care, lowest in product([0.0, 0.05, 0.1, 0.15, 0.2, 0.3], [0.15, 0.2, 0.25, 0.3, 0.4]):
        yield replace(bands, care=care, help=lowest)
