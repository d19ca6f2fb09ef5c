"""From a ranking to a decision: answer, answer with care, ask back, or decline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.match.ranker import Ranked, Ranking
from knowledge.schema import Kind

MOST_CHOICES = 3
_WORTH_OFFERING = 0.4


class Outcome(StrEnum):
    """What to do with a message."""

    ACT = "act"  # a dialogue act such as a greeting
    ANSWER = "answer"  # this entry answers it
    CLOSEST = "closest"  # this is the closest published answer
    UNCLEAR = "unclear"  # one of these: ask which
    UNPUBLISHED = "unpublished"  # a gap or another body's business: say so
    NONE = "none"  # nothing fits


@dataclass(frozen=True)
class Bands:
    """Where one outcome ends and the next begins; set on the calibration questions.

    Attributes:
        low: below this score nothing is answered.
        high: from this score on an answer is given plainly.
        margin: two answers nearer than this, below ``high``, are offered as a choice.
        caution: what a gap or another body's group gets on top of its score, so that in doubt
            the assistant says that it does not know.
        care: what a signpost (danger, distress, hate crime, discrimination) gets on top of its
            score, so that in doubt a person gets help.
        help: from this score on a signpost that comes first is shown, plainly.
    """

    low: float = 0.35
    high: float = 0.75
    margin: float = 0.05
    caution: float = 0.10
    care: float = 0.0
    help: float = 0.30


@dataclass(frozen=True)
class Decision:
    """What to do, and the entries (or the act) that it is about, best first."""

    outcome: Outcome
    entries: tuple[Ranked, ...] = ()
    act: str | None = None


ACT_PREFIX = "act:"


def decide(ranking: Ranking, kinds: Mapping[str, Kind], bands: Bands) -> Decision:
    """Decide what a ranking calls for.

    Args:
        ranking: the labels; those of dialogue acts start with ``act:``.
        kinds: the kind of every entry in the ranking.
        bands: the thresholds.
    """
    extra: dict[Kind | None, float] = {
        Kind.GAP: bands.caution,
        Kind.OUT_OF_SCOPE: bands.caution,
        Kind.SIGNPOST: bands.care,
    }

    def weighed(ranked: Ranked) -> float:
        return ranked.score + extra.get(kinds.get(ranked.label), 0.0)

    order = sorted(ranking.labels, key=weighed, reverse=True)
    entries = tuple(r for r in order if not r.label.startswith(ACT_PREFIX))
    answers = tuple(r for r in entries if kinds[r.label] in (Kind.ANSWER, Kind.SIGNPOST))
    if order and kinds.get(order[0].label) is Kind.SIGNPOST and order[0].score >= bands.help:
        # A person who tells of harm is not asked to choose, nor told "the closest answer".
        return Decision(Outcome.ANSWER, (order[0],))
    if not order or weighed(order[0]) < bands.low:
        return Decision(Outcome.NONE, answers[:MOST_CHOICES])
    top = order[0]
    if top.label.startswith(ACT_PREFIX):
        return Decision(Outcome.ACT, act=top.label.removeprefix(ACT_PREFIX))
    if kinds[top.label] not in (Kind.ANSWER, Kind.SIGNPOST):
        near = tuple(r for r in answers if r.score >= bands.low)
        return Decision(Outcome.UNPUBLISHED, (top, *near[: MOST_CHOICES - 1]))
    # What scores far less than the best is not worth offering.
    answers = tuple(r for r in answers if r.score >= top.score * _WORTH_OFFERING)
    if top.score >= bands.high:
        return Decision(Outcome.ANSWER, answers[:MOST_CHOICES])
    close = [r for r in answers if top.score - r.score < bands.margin]
    if len(close) > 1:
        return Decision(Outcome.UNCLEAR, tuple(answers[: max(2, min(len(close), MOST_CHOICES))]))
    return Decision(Outcome.CLOSEST, answers[:MOST_CHOICES])
