"""From a ranking to a decision."""

from __future__ import annotations

import pytest

from knowledge.match.decide import Bands, Outcome, decide
from knowledge.match.ranker import Ranked, Ranking
from knowledge.schema import Kind

KINDS = {
    "a": Kind.ANSWER,
    "b": Kind.ANSWER,
    "c": Kind.SIGNPOST,
    "d": Kind.ANSWER,
    "gap": Kind.GAP,
    "other": Kind.OUT_OF_SCOPE,
    "kind": Kind.BOUNDARY,
}
BANDS = Bands(low=0.4, high=0.8, margin=0.1, caution=0.2)


def ranking(**scores: float) -> Ranking:
    labels = [Ranked(name.replace("act_", "act:"), score) for name, score in scores.items()]
    return Ranking(tuple(sorted(labels, key=lambda r: -r.score)), {})


@pytest.mark.parametrize(
    ("scores", "outcome", "entries"),
    [
        ({"a": 0.9, "b": 0.5}, Outcome.ANSWER, "ab"),
        ({"a": 0.8, "b": 0.79}, Outcome.ANSWER, "ab"),
        ({"a": 0.7, "b": 0.5}, Outcome.CLOSEST, "ab"),
        ({"a": 0.7, "b": 0.65}, Outcome.UNCLEAR, "ab"),
        ({"a": 0.7, "b": 0.69, "c": 0.68, "d": 0.67}, Outcome.UNCLEAR, "abc"),
        ({"a": 0.7, "b": 0.69, "c": 0.5}, Outcome.UNCLEAR, "ab"),
        ({"a": 0.39, "b": 0.3}, Outcome.NONE, "ab"),
        ({}, Outcome.NONE, ""),
    ],
)
def test_answers(scores, outcome, entries):
    decision = decide(ranking(**scores), KINDS, BANDS)
    assert decision.outcome is outcome
    assert "".join(r.label for r in decision.entries) == entries


@pytest.mark.parametrize("label", ["gap", "other"])
def test_in_doubt_the_assistant_says_that_it_does_not_know(label):
    decision = decide(ranking(a=0.9, **{label: 0.75}), KINDS, BANDS)
    assert decision.outcome is Outcome.UNPUBLISHED
    assert [r.label for r in decision.entries] == [label, "a"]


def test_a_sure_answer_beats_a_weak_gap():
    decision = decide(ranking(a=0.9, gap=0.6), KINDS, BANDS)
    assert decision.outcome is Outcome.ANSWER
    assert [r.label for r in decision.entries] == ["a"]


def test_caution_lifts_a_gap_over_the_lowest_score():
    assert decide(ranking(gap=0.25), KINDS, BANDS).outcome is Outcome.UNPUBLISHED
    assert decide(ranking(gap=0.25), KINDS, Bands(caution=0.0)).outcome is Outcome.NONE


def test_a_boundary_gets_no_caution():
    assert decide(ranking(a=0.9, kind=0.85), KINDS, BANDS).outcome is Outcome.ANSWER
    assert decide(ranking(a=0.85, kind=0.9), KINDS, BANDS).outcome is Outcome.UNPUBLISHED


def test_a_dialogue_act():
    decision = decide(ranking(act_greet=0.9, a=0.5), KINDS, BANDS)
    assert (decision.outcome, decision.act, decision.entries) == (Outcome.ACT, "greet", ())


def test_a_weak_dialogue_act_is_nothing():
    assert decide(ranking(act_greet=0.2), KINDS, BANDS).outcome is Outcome.NONE
