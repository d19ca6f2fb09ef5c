"""The lint on sentences, facts and sources."""

from __future__ import annotations

import pytest

from tests.factories import entry, sentence
from tests.unit.knowledge.linting import expected, found

BARE = [sentence("The grant helps people.")]


def test_a_sentence_of_an_answer_rests_on_a_fact(tmp_path):
    assert found(tmp_path, entry(answer=BARE)) == expected(
        tmp_path, "grant.yml", "helps people", "the sentence rests on no fact"
    )


def test_a_facet_rests_on_a_fact(tmp_path):
    facets = {"why": sentence("The grant helps people.")}
    assert found(tmp_path, entry(facets=facets)) == expected(
        tmp_path, "grant.yml", "helps people", "the sentence rests on no fact"
    )


def test_a_signpost_may_be_kind_without_a_fact(tmp_path):
    assert found(tmp_path, entry(kind="signpost", answer=BARE, sources=[])) == []


def test_a_number_in_a_signpost_rests_on_a_fact(tmp_path):
    answer = [sentence("Call 101 for help.")]
    assert found(tmp_path, entry(kind="signpost", answer=answer, sources=[])) == expected(
        tmp_path, "grant.yml", "Call 101", "the sentence gives a number and rests on no fact"
    )


@pytest.mark.parametrize("kind", ["gap", "boundary", "out_of_scope"])
def test_other_kinds_may_do_without_facts(tmp_path, kind):
    assert found(tmp_path, entry(kind=kind, answer=BARE, sources=[])) == []


@pytest.mark.parametrize("kind", ["answer", "signpost"])
def test_facts_need_a_source(tmp_path, kind):
    messages = [p[2] for p in found(tmp_path, entry(kind=kind, sources=[]))]
    assert "the answer names no source" in messages
