"""Telling which language a message is in, and the line that answers it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.detect import language_of
from knowledge.language.reply_lines import ENGLISH, languages, line_for
from knowledge.language.scripts import script_of
from knowledge.language.word_lists import foreign, plain

HERE = Path(__file__).parent / "languages"
CALIBRATION = Path(__file__).parents[3] / "knowledge" / "calibration"
EMAIL = "raceequalitiestaskforce@wmca.org.uk"

MESSAGES = yaml.safe_load((HERE / "messages.yml").read_text("utf-8"))
LATER = yaml.safe_load((HERE / "later-messages.yml").read_text("utf-8"))
ENGLISH_LINES = [
    line
    for line in (HERE / "english.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
MAIN = {"pa-Guru", "ur", "bn", "hi", "gu", "pl", "ro", "ar", "ckb", "fa", "so"}


def recall(messages):
    return sum(language_of(text) == code for code, text in messages) / len(messages)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_known_by_its_language(code):
    assert len(MESSAGES[code]) >= (30 if code in MAIN else 10)
    assert recall([(code, text) for text in MESSAGES[code]]) >= 0.9


def test_messages_written_later_are_known_too():
    assert recall([(code, text) for code in LATER for text in LATER[code]]) >= 0.94


def test_english_of_every_kind_is_english():
    assert len(ENGLISH_LINES) >= 600
    assert [text for text in ENGLISH_LINES if language_of(text)] == []


def test_calibration_questions_are_english():
    texts = [
        json.loads(line)["text"]
        for path in CALIBRATION.glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert len(texts) > 1000
    assert len([text for text in texts if language_of(text)]) <= 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("West Midlands Race Equalities Taskforce ਕੀ ਹੈ", "pa-Guru"),
        ("what does ਸਤ ਸ੍ਰੀ ਅਕਾਲ mean", None),
        ("is the poster that says 种族平等 yours", None),
        ("gdzie jest https://www.wmca.org.uk/about-the-page", "pl"),
        ("GDZIE MOGĘ ZGŁOSIĆ RASIZM", "pl"),
        ("İngilizce bilmiyorum, yardım lütfen", "tr"),
        ("gdzie\u200b mogę\u200b zgłosić rasizm", "pl"),
        ("もっと知りたいです", "ja"),
        ("你好", "zh-Hans"),
        ("ܫܠܡܐ", None),
        ("Добар дан, желим да пријавим расизам", "sr"),
        ("我想知多啲", "zh-Hant"),
        ("مرحبا", "ar"),
        ("ژ ڕ", "ckb"),
        ("پپپ", "fa"),
        ("ح", None),
        ("", None),
        ("👍🏽", None),
    ],
)
def test_scripts_and_mixtures(text, code):
    assert language_of(text) == code


def test_what_nothing_tells_apart_names_only_the_script():
    assert language_of("ححح") == "und-Arab"
    assert language_of("ппп") == "und-Cyrl"


@pytest.mark.parametrize(
    "phrase", ["je ne sais quoi", "Maria de la Cruz Garcia", "el niño weather", "gdzie", "kya hai"]
)
def test_names_single_words_and_borrowed_phrases_are_left(phrase):
    assert language_of(phrase) is None


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text):
    assert language_of(text) in {None, *languages()}


@pytest.mark.parametrize(
    ("char", "script"),
    [("ਕ", "GURMUKHI"), ("ੀ", "GURMUKHI"), ("a", "LATIN"), ("5", None), ("👍", None)],
)
def test_script_of(char, script):
    assert script_of(char) == script


def test_marks_may_be_left_out():
    assert plain("zgłosić") == "zglosic"
    assert "zglosic" in foreign().weights


@pytest.mark.parametrize("code", [code for code, known in languages().items() if known.line])
def test_a_line_has_the_address_and_the_number_and_is_in_its_language(code):
    line = line_for(code)
    assert line.code == code
    assert line.text.count(EMAIL) == 1
    assert line.text.count("999") == 1
    assert len(line.text) <= 200
    assert (language_of(line.text) or ENGLISH) == code
    first = next(script for char in line.text if (script := script_of(char)))
    assert (line.direction == "rtl") == (first in {"ARABIC", "HEBREW"})


def test_a_line_says_who_reviewed_it():
    for code, language in languages().items():
        if code != ENGLISH:
            assert bool(language.line) == bool(language.reviewed_by), code


def test_a_language_without_a_line_gets_the_english_one():
    line = line_for("so")
    assert (line.code, line.name, line.direction) == ("en", "Somali", "ltr")
    assert line.text == line_for("en").text
    assert line.text.startswith("Sorry, I can only answer in English for now.")


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        line_for("xx")
