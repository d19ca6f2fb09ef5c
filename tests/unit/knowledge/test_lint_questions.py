"""The lint on example questions."""

from __future__ import annotations

import json

import pytest

from tests.factories import content, entry
from tests.unit.knowledge.linting import expected, found

ASK = [f"ask {number}" for number in range(8)]


def asking(entry_id: str, *more: str) -> dict:
    ask = [f"{entry_id} {text}" for text in ASK]
    return entry(entry_id, questions=[{"facts": ["money-001"], "ask": [*ask, *more]}])


def test_a_question_is_asked_once_in_an_entry(tmp_path):
    problems = found(tmp_path, asking("grant", "How much?", "how MUCH"))
    assert problems == expected(tmp_path, "grant.yml", "how MUCH", '"how MUCH" is asked twice')


def test_a_question_belongs_to_one_entry(tmp_path):
    problems = found(tmp_path, asking("grant", "What’s paid?"), asking("loan", "whats paid"))
    assert problems == expected(
        tmp_path, "loan.yml", "whats paid", '"whats paid" is asked in grant too'
    )


def test_a_question_is_not_the_title_of_another_entry(tmp_path):
    problems = found(tmp_path, asking("grant", "about the loan?"), asking("loan"))
    assert problems == expected(
        tmp_path, "grant.yml", "about the loan?", '"about the loan?" is the title of loan'
    )


def test_a_question_has_words(tmp_path):
    problems = found(tmp_path, asking("grant", "?!"))
    assert problems == expected(tmp_path, "grant.yml", "?!", "the question has no words")


def test_an_answer_has_eight_questions(tmp_path):
    few = entry(questions=[{"ask": ASK[:7]}])
    assert found(tmp_path, few) == expected(
        tmp_path, "grant.yml", "questions:", "only 7 example questions (at least 8)"
    )


def test_a_gap_may_have_fewer_questions(tmp_path):
    assert found(tmp_path, entry(kind="gap", questions=[{"ask": ASK[:7]}])) == []


@pytest.mark.parametrize(
    "kept", ["tests/evaluation/answerable.jsonl", "knowledge/calibration/questions.jsonl"]
)
def test_held_out_questions_are_not_examples(tmp_path, kept):
    home = tmp_path / "knowledge"
    content(home)
    path = tmp_path / kept
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"text": "Was it PAID?"}) + "\n\n", "utf-8")
    problems = found(home, asking("grant", "was it paid"))
    assert problems == expected(
        home, "grant.yml", "was it paid", f'"was it paid" is kept apart in {path.name}'
    )
