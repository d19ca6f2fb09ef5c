"""Repairing text-speak and misspelt words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.clean import clean
from knowledge.language.spelling import SpellingRepair, english_words, textspeak
from knowledge.language.vocabulary import domain_words, repair_for
from knowledge.schema import Entry
from tests.factories import entry, sentence

REPAIR = SpellingRepair({"Sharonjit", "taskforce", "Walsall", "equalities", "Aaina", "grant"})


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("wot is dat", "what is that"),
        ("Who is SHARONJIT", "who is sharonjit"),
        ("the taskfroce", "the taskforce"),
        ("the atskforce", "the taskforce"),
        ("wallsall hub", "walsall hub"),
        ("race equalites", "race equalities"),
        ("race eqaulites", "race equalities"),
        ("a great week", "a great week"),
        ("gant", "grant"),
        ("xyzzyq?", "xyzzyq?"),
        ("it's £100k, innit", "it's £100k, innit"),
        ("", ""),
    ],
)
def test_repair(typed, repaired):
    assert REPAIR.repair(typed) == repaired


@pytest.mark.parametrize("word", ["grants", "walls", "chair", "great"])
def test_english_is_left_alone(word):
    assert word in english_words()
    assert REPAIR.repair(word) == word


def test_a_short_word_has_one_slip_at_most():
    assert REPAIR.repair("aiana") == "aaina"
    assert REPAIR.repair("aexxa") == "aexxa"


def test_text_speak_is_read_from_the_file():
    assert textspeak()["wot"] == "what"


def test_the_vocabulary_is_what_is_said_and_what_is_often_asked():
    often = [f"gimme money {number}" for number in range(12)]
    made = Entry.model_validate(
        entry(
            title="The Aaina hub",
            answer=[sentence("Walsall has it.", "money-001")],
            questions=[{"ask": [*often, "rarely asked zebra"]}],
        )
    )
    words = domain_words([made])
    assert {"aaina", "walsall", "money"} <= words
    assert "zebra" not in words
    assert repair_for([made]).repair("wallsall") == "walsall"


@given(st.text(max_size=60))
def test_any_text_can_be_repaired(text):
    assert isinstance(REPAIR.repair(clean(text)), str)
