"""Ranking what a message could be about."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.match.ranker import Labelled, Ranker, RankerSettings

EXAMPLES = [
    Labelled("grant", "how much was the grant", ("money-001",)),
    Labelled("grant", "grant amount", ("money-001",)),
    Labelled("grant", "when was the grant paid", ("money-002",)),
    Labelled("chair", "who is the chair", ("chair-001",)),
    Labelled("chair", "who leads the group", ("chair-001",)),
    Labelled("act:greet", "hello there"),
    Labelled("act:greet", "hi there"),
]


@pytest.fixture(scope="module")
def ranker(encoder):
    return Ranker(EXAMPLES, encoder.encode([e.text for e in EXAMPLES]))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("what did the grant come to", "grant"),
        ("who runs the group", "chair"),
        ("hello", "act:greet"),
    ],
)
def test_the_nearest_label_is_first(ranker, encoder, text, label):
    ranking = ranker.rank(text, encoder.encode([text])[0])
    assert ranking.labels[0].label == label
    scores = [ranked.score for ranked in ranking.labels]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.text)
def test_an_example_finds_itself(ranker, encoder, example):
    ranking = ranker.rank(example.text, encoder.encode([example.text])[0])
    assert ranking.labels[0].label == example.label
    assert ranking.labels[0].score > 0.6


def test_the_fact_that_is_asked_for_is_strongest(ranker, encoder):
    ranking = ranker.rank("grant amount", encoder.encode(["grant amount"])[0])
    assert max(ranking.facts, key=ranking.facts.__getitem__) == "money-001"


def test_something_else_scores_low(ranker, encoder):
    def best(text):
        return ranker.rank(text, encoder.encode([text])[0]).labels[0].score

    assert best("photosynthesis in tropical ferns") < best("who runs the group") - 0.3


def test_many_examples_do_not_win_by_numbers(encoder):
    examples = [Labelled("many", f"the grant for group {n}") for n in range(30)]
    examples += [Labelled("few", "the chair of the group"), Labelled("few", "chair of group")]
    ranker = Ranker(examples, encoder.encode([e.text for e in examples]))
    text = "who is chair of the group"
    assert ranker.rank(text, encoder.encode([text])[0]).labels[0].label == "few"


def test_without_vectors_the_wording_decides():
    settings = RankerSettings(meaning=0.0)
    ranker = Ranker(EXAMPLES, np.zeros((len(EXAMPLES), 384), dtype=np.float32), settings)
    ranking = ranker.rank("grant amount", np.zeros(384, dtype=np.float32))
    assert ranking.labels[0].label == "grant"


def test_only_the_neighbours_count(encoder):
    ranker = Ranker(
        EXAMPLES, encoder.encode([e.text for e in EXAMPLES]), RankerSettings(neighbours=2)
    )
    ranking = ranker.rank("grant amount", encoder.encode(["grant amount"])[0])
    assert {r.label for r in ranking.labels} == {"grant"}
