"""How sure it is that the first answer of a ranking is right: a number between 0 and 1."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.match.ranker import Ranked, Ranking
from knowledge.schema import Kind

ACT_PREFIX = "act:"
_ANSWERS = (Kind.ANSWER, Kind.SIGNPOST)
_NOTHING = Ranked("", 0.0)


def evidence(ranking: Ranking, kinds: Mapping[str, Kind]) -> tuple[float, ...]:
    """Return what speaks for and against the first answer of a ranking, as thirteen numbers.

    The scores of the first two answers, the first two gaps, the first other topic and the first
    dialogue act; how much of the message's wording the first of each kind has; how strongly one
    fact is asked for; what all answers, gaps and other topics score together; and the length.

    Args:
        ranking: of a message.
        kinds: the kind of every entry in the ranking.
    """
    answers = [r for r in ranking.labels if kinds.get(r.label) in _ANSWERS]
    gaps = [r for r in ranking.labels if kinds.get(r.label) is Kind.GAP]
    others = [r for r in ranking.labels if kinds.get(r.label) is Kind.OUT_OF_SCOPE]
    acts = [r for r in ranking.labels if r.label.startswith(ACT_PREFIX)]
    first_answer, first_gap, first_other = (_at(found, 0) for found in (answers, gaps, others))
    return (
        first_answer.score,
        _at(answers, 1).score,
        first_gap.score,
        _at(gaps, 1).score,
        first_other.score,
        _at(acts, 0).score,
        first_answer.coverage,
        first_gap.coverage,
        first_other.coverage,
        max(ranking.facts.values(), default=0.0),
        sum(r.score for r in answers if r.score > 0),
        sum(r.score for r in (*gaps, *others) if r.score > 0),
        math.log1p(ranking.words),
    )


def _at(found: list[Ranked], place: int) -> Ranked:
    return found[place] if len(found) > place else _NOTHING


@dataclass(frozen=True)
class Confidence:
    """A logistic model of the evidence; its numbers are fitted on the calibration questions.

    Attributes:
        weights: one for each number of :func:`evidence`.
        bias: added to their sum.
    """

    weights: tuple[float, ...] = (8.0, 0, -4.0, 0, -4.0, 0, 4.0, -2.0, -2.0, 0, 0, 0, 0)
    bias: float = -3.0

    def of(self, ranking: Ranking, kinds: Mapping[str, Kind]) -> float:
        """Return the probability that the first answer of this ranking is right."""
        numbers = evidence(ranking, kinds)
        total = self.bias + sum(w * n for w, n in zip(self.weights, numbers, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, total))))
