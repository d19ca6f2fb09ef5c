"""The lint on how things are said."""

from __future__ import annotations

import pytest

from tests.factories import content, entry, sentence, write
from tests.unit.knowledge.linting import expected, found

LONG = "The grant " + "was paid and was paid again " * 4 + "in May 2024."


def said(*texts: str) -> list[dict]:
    return [sentence(text, "money-001") for text in texts]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LONG, "a sentence of 29 words (at most 25)"),
        ("The grant was paid in May 2024!", "an exclamation mark"),
        ("The grant is currently open.", '"currently" without a year in the same sentence'),
        (
            "The grant was paid in 2024. At the moment it is shut.",
            '"at the moment" without a year in the same sentence',
        ),
        ("The center got a grant in 2024.", 'American spelling "center"'),
        ("Ann Lee is the chair in 2026.", "the sentence says who the chair is"),
        ("Anne Leigh is our current chair in 2026.", "the sentence says who the chair is"),
        ("The grant was\u200b paid in 2024.", "invisible character U+200B (zero width space)"),
        ("The grant was\a paid in 2024.", "invisible character U+0007 (a control character)"),
    ],
)
def test_a_sentence_with_one_defect(tmp_path, text, message):
    ((file, line, told),) = found(tmp_path, entry(answer=said(text)))
    assert (file, line, told) == ("grant.yml", 6, message)


@pytest.mark.parametrize(
    "text",
    [
        "The grant was still open in October 2025.",
        "No page we have read says who is the chair.",
        "Ann Lee was the chair until July 2025.",
        "The Highlife Centre has a programme about the organisation.",
    ],
)
def test_sound_sentences(tmp_path, text):
    assert found(tmp_path, entry(answer=said(text))) == []


def test_facets_and_short_forms_are_checked_too(tmp_path):
    facets = {"when": sentence("The grant is open today.", "money-001")}
    problems = found(tmp_path, entry(facets=facets, short="The grant is here!"))
    wanted = [("short:", "an exclamation mark"), ("open today", '"today" without a year')]
    for at, message in wanted:
        assert any(
            p[:2] == expected(tmp_path, "grant.yml", at, "")[0][:2] and p[2].startswith(message)
            for p in problems
        )
    assert len(problems) == 2


def test_a_long_answer(tmp_path):
    answer = said(*["The grant was paid to the hub by the group in May 2024."] * 7)
    problems = found(tmp_path, entry(answer=answer, short="The grant was paid in 2024."))
    assert problems == expected(
        tmp_path, "grant.yml", "answer:", "an answer of 91 words (at most 85)"
    )


def test_a_long_title(tmp_path):
    problems = found(tmp_path, entry(title="x" * 61))
    assert problems == expected(
        tmp_path, "grant.yml", "title:", "a title of 61 characters (at most 60)"
    )


def test_an_answer_of_over_300_characters_needs_a_short_form(tmp_path):
    answer = said(*["The grant was paid to the hub by the group in May 2024."] * 6)
    assert found(tmp_path, entry(answer=answer)) == expected(
        tmp_path, "grant.yml", "answer:", "an answer of 335 characters needs a short form"
    )


def test_a_short_form_is_short(tmp_path):
    short = "The grant was paid in 2024. " * 11
    assert found(tmp_path, entry(short=short)) == expected(
        tmp_path, "grant.yml", "short:", "a short form of 307 characters (at most 300)"
    )


def test_an_answer_that_is_hard_to_read(tmp_path):
    hard = "Organisational accountability necessitates multidisciplinary collaboration."
    messages = [p[2] for p in found(tmp_path, entry(answer=said(hard)))]
    assert messages[0].startswith("reading grade")
    assert messages[1].startswith("a sentence of reading grade")


def test_names_do_not_make_an_answer_hard(tmp_path):
    names = {"people": {"ann-lee": {"name": "Organisational Accountability Foundation"}}}
    answer = said("The Organisational Accountability Foundation paid the grant in 2024.")
    assert found(tmp_path, entry(answer=answer), names=names) == []


def test_the_wording_of_the_bot(tmp_path):
    home = tmp_path / "knowledge"
    content(home)
    replies = {"responses": {"utter_hello": [{"text": "Hello."}, {"text": "Hello!"}]}}
    write(tmp_path / "bot" / "domain" / "replies.yml", replies)
    write(tmp_path / "bot" / "edge" / "wording.yml", {"empty": "It is currently shut.", "n": LONG})
    assert found(home) == [
        ("replies.yml", 4, "an exclamation mark"),
        ("wording.yml", 1, '"currently" without a year in the same sentence'),
        ("wording.yml", 2, "a sentence of 29 words (at most 25)"),
    ]


def test_wording_of_the_bot_that_is_not_yaml(tmp_path):
    home = tmp_path / "knowledge"
    content(home)
    (tmp_path / "bot" / "edge").mkdir(parents=True)
    (tmp_path / "bot" / "edge" / "wording.yml").write_text("a: [", "utf-8")
    ((file, _, message),) = found(home)
    assert file == "wording.yml" and message.startswith("not valid YAML")
