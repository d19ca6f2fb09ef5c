"""The lint on files, references and review dates."""

from __future__ import annotations

import pytest

from tests.factories import content, entry, fact, line_of, sentence, write
from tests.unit.knowledge.linting import expected, found, found_as_written


def test_a_valid_folder_is_clean(tmp_path):
    assert found(tmp_path, entry(), entry("loan")) == []


def test_every_schema_problem_is_reported_and_the_other_entries_are_linted(tmp_path):
    bad = entry("bad", kind="riddle", colour="blue")
    problems = found(tmp_path, bad, entry(title="About the grant!"))
    path = tmp_path / "entries" / "money" / "bad.yml"
    assert [(p[0], p[1]) for p in problems] == [
        ("bad.yml", line_of(path, "kind:")),
        ("bad.yml", line_of(path, "colour:")),
        ("grant.yml", 4),
    ]


def test_a_file_that_is_not_yaml_is_reported_with_its_line(tmp_path):
    content(tmp_path)
    (tmp_path / "entries" / "money" / "torn.yml").write_text("id: torn\ntitle: [", "utf-8")
    ((file, line, message),) = found(tmp_path)
    assert (file, line) == ("torn.yml", 3) or (file, line) == ("torn.yml", 2)
    assert message.startswith("not valid YAML")


@pytest.mark.parametrize("register", ["facts", "sources", "names"])
def test_a_broken_register_is_reported_once(tmp_path, register):
    ((file, line, _),) = found(tmp_path, **{register: "what?"})
    assert (file, line) == (f"{register}.yml", 1)


def test_a_field_of_a_register_is_reported_with_its_line(tmp_path):
    ((file, line, message),) = found(tmp_path, sources={"page": {"title": "A page", "url": "no"}})
    assert (file, line) == ("sources.yml", 3)
    assert message.startswith("page.url")


def test_the_file_is_named_after_the_id(tmp_path):
    content(tmp_path)
    write(tmp_path / "entries" / "money" / "other.yml", entry("loan"))
    assert found(tmp_path) == expected(
        tmp_path, "other.yml", "id: loan", "the id loan needs the file name loan.yml"
    )


def test_the_folder_is_named_after_the_topic(tmp_path):
    write(tmp_path / "entries" / "food" / "loan.yml", entry("loan"))
    assert found(tmp_path) == expected(
        tmp_path, "loan.yml", "topic:", "the topic money needs a folder of that name"
    )


def test_an_id_is_used_once(tmp_path):
    other = {**entry("grant", topic="food"), "questions": [{"ask": list("abcdefgh")}]}
    message = "the id grant is used in food/grant.yml too"
    assert found(tmp_path, entry(), other) == [("grant.yml", 1, message)]


@pytest.mark.parametrize(
    ("changes", "at", "message"),
    [
        (
            {"answer": [sentence("The grant was paid in 2024.", "money-009")]},
            "- money-009",
            "no fact money-009 in facts.yml",
        ),
        (
            {"questions": [{"facts": ["money-009"], "ask": list("abcdefgh")}]},
            "- money-009",
            "no fact money-009 in facts.yml",
        ),
        ({"sources": ["page", "pages"]}, "- pages", "no source pages in sources.yml"),
        (
            {"about": {"places": ["ann-lee"]}},
            "- ann-lee",
            "no ann-lee under places in names.yml",
        ),
        ({"see_also": ["lost"]}, "- lost", "see_also: no entry lost"),
        ({"checked_on": "2026-11-24"}, "checked_on", "checked_on 2026-11-24 is in the future"),
        ({"review_by": "2026-11-22"}, "review_by", "the review is overdue since 2026-11-22"),
        (
            {"review_by": "2028-01-01"},
            "review_by",
            "review_by is more than 400 days after checked_on",
        ),
    ],
)
def test_an_entry_with_one_defect(tmp_path, changes, at, message):
    problems = found(tmp_path, entry(**changes), entry("loan"))
    assert problems == expected(tmp_path, "grant.yml", at, message)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (["loan", "grant"], "see_also names the entry itself"),
        (["loan", "loan"], "see_also names loan twice"),
    ],
)
def test_see_also_names_other_entries_once(tmp_path, named, message):
    problems = found(tmp_path, entry(see_also=named), entry("loan"))
    ((_, first, _),) = expected(tmp_path, "grant.yml", "- loan", message)
    assert problems == [("grant.yml", first + 1, message)]


def test_an_act_belongs_to_one_entry(tmp_path):
    problems = found(tmp_path, entry(act="help"), entry("loan", act="help"))
    assert problems == expected(
        tmp_path, "loan.yml", "act: help", "the act help belongs to grant already"
    )


def test_a_way_of_writing_stands_for_one_name(tmp_path):
    names = {
        "people": {"ann-lee": {"name": "Ann Lee"}},
        "places": {"leigh": {"name": "Leigh", "also": ["ann lee"]}},
    }
    problems = found(tmp_path, names=names)
    assert problems == expected(
        tmp_path, "names.yml", "  leigh:", '"ann lee" already stands for ann-lee'
    )


def test_a_form_without_its_apostrophe_is_no_repetition(tmp_path):
    names = {"people": {"ann-lee": {"name": "Ann O'Lee", "also": ["Ann OLee"]}}}
    assert found(tmp_path, names=names) == []


def test_facts_of_another_page_need_its_source(tmp_path):
    facts = [fact("money-001", source_url="https://example.org/other")]
    (tmp_path / "entries").mkdir()
    problems = found(tmp_path, facts=facts)
    assert problems == expected(
        tmp_path, "grant.yml", "- money-001", "no source of the entry is a page of fact money-001"
    )


def test_a_page_in_the_note_of_a_fact_is_enough(tmp_path):
    facts = [
        fact(
            "money-001",
            source_url="https://example.org/other",
            note="SECOND SOURCE: <http://www.example.org/grant/>.",
        )
    ]
    assert found(tmp_path, facts=facts) == []


def test_a_key_is_written_once(tmp_path):
    content(tmp_path)
    path = tmp_path / "sources.yml"
    path.write_text(path.read_text("utf-8") + path.read_text("utf-8"), "utf-8")
    assert found_as_written(tmp_path) == [("sources.yml", 4, "page is written twice")]
