"""A draft of an entry: all but what only a curator can write."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from knowledge.files import HOME, parse, validate
from knowledge.gaps.draft import Draft, DraftRefused, draft, write
from knowledge.gaps.facts import nearest_facts
from knowledge.gaps.groups import Group, Near
from knowledge.gaps.outcome import GapOutcome
from knowledge.language.encoder import NoEncoder
from knowledge.schema import Entry, Kind
from tests.factories import content, entry, fact
from tests.unit.knowledge.linting import found_as_written

TODAY = date(2026, 11, 23)
AWKWARD = [
    'what\'s "the" grant: how much?',
    "yes",
    "- a\\b # c",
    "[name] {x}: 2024-01-01",
    "ਕਿੰਨਾ ਪੈਸਾ 💷",
    "a\u2028b\x85c",
]


def group(questions=("How much was the second grant?",), nearest=("grant",)):
    return Group(
        questions=tuple((text, 2) for text in questions),
        outcomes=((GapOutcome.DECLINED, 2 * len(questions)),),
        days=(TODAY,),
        nearest=tuple(Near(n, n.title(), 0.5) for n in nearest),
    )


@pytest.fixture
def known(tmp_path):
    gap = entry("hole", kind="gap", topic="gaps", title="What is not said")
    return content(tmp_path / "home", entry(), gap).read()


def made_of(known, some=None, **more):
    facts = tuple(known.facts.values())
    return draft(some or group(**more), known.entries, facts, known.sources, TODAY)


def finished(text):
    return text.replace("TODO: ", "").replace("facts: []", "facts: [money-001]")


def test_a_draft_is_complete(known):
    made = made_of(known)
    data = yaml.safe_load(made.text)
    assert made.id == data["id"] == "much-second-grant"
    assert (data["kind"], data["topic"]) == ("answer", "money")
    assert data["title"].startswith("TODO")
    assert all(s["text"].startswith("TODO") for s in data["answer"])
    assert data["questions"][0]["ask"] == ["How much was the second grant?"]
    assert data["see_also"] == ["grant"]
    assert (data["checked_on"], data["review_by"]) == (TODAY, date(2027, 2, 23))


def test_the_facts_are_listed_with_text_and_source(known):
    text = made_of(known).text
    assert "# money-001 (one source): The grant was paid in May 2024." in text
    assert "#   source: page <https://example.org/grant>" in text


@pytest.mark.parametrize("nearest", [("grant",), ("hole",), ("lost",), ()])
def test_it_keeps_to_the_schema_once_it_is_written(known, tmp_path, nearest):
    path = write(made_of(known, nearest=nearest), tmp_path)
    path.write_text(finished(path.read_text("utf-8")), "utf-8")
    valid = validate(parse(path), Entry)
    assert "TODO" not in valid.model_dump_json()
    assert valid.kind is (Kind.ANSWER if nearest == ("grant",) else Kind.GAP)
    assert valid.see_also == tuple(n for n in nearest if n != "lost")


def test_any_wording_of_a_question_is_kept(known, tmp_path):
    path = write(made_of(known, questions=AWKWARD), tmp_path)
    ask = validate(parse(path), Entry).questions[0].ask
    assert ask == tuple(" ".join(text.split()) for text in AWKWARD)


@pytest.mark.parametrize(
    ("question", "made"),
    [
        ("my name is [name], how much was the second grant?", "much-second-grant"),
        ("how much was the grant?", "much-grant"),
        ("what about the grant", "grant-2"),
        ("ਕਿੰਨਾ", "question"),
        ("who are you", "who-are-you"),
        ("antidisestablishmentarianism " * 9, None),
    ],
)
def test_the_id_is_a_slug_of_its_own(known, question, made):
    found = made_of(known, questions=(question,)).id
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= 64
    assert made in (None, found)


def test_a_gap_sends_people_to_the_address(content):
    nearest = ("gap-meeting-dates",)
    made = draft(group(nearest=nearest), content.entries, (), content.sources, TODAY)
    data = yaml.safe_load(made.text)
    assert (data["kind"], data["topic"], made.id[:4]) == ("gap", "gaps", "gap-")
    assert data["answer"][-1]["facts"] == ["contact-001"]
    assert "No fact is near" in made.text


def test_the_check_finds_what_is_left_to_write(known, tmp_path):
    home = tmp_path / "home"
    write(made_of(known), home / "entries" / "money")
    messages = [message for name, _, message in found_as_written(home) if "much" in name]
    assert messages.count("a TODO is left to write") == 3


def test_a_draft_is_written_where_it_is_wanted(tmp_path):
    made = Draft("much-grant", "id: much-grant\n")
    assert write(made, tmp_path / "new" / "folder") == tmp_path / "new/folder/much-grant.yml"
    assert write(made, tmp_path) == tmp_path / "much-grant.yml"
    assert write(made, tmp_path / "own.yml").read_text("utf-8") == "id: much-grant\n"


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "own.yml").write_text("mine", "utf-8")
    with pytest.raises(DraftRefused, match=r"own\.yml is there already"):
        write(Draft("a", "b"), tmp_path / "own.yml")
    assert (tmp_path / "own.yml").read_text("utf-8") == "mine"


def test_a_draft_is_not_put_where_it_would_be_loaded():
    path = HOME / "entries" / "gaps" / "a-draft-of-a-test.yml"
    with pytest.raises(DraftRefused, match="would be loaded"):
        write(Draft("a", "b"), path)
    assert not path.exists()


def test_the_nearest_facts_come_first(tmp_path, encoder):
    registers = [
        fact("money-001", fact="Aaina received a grant of £100,000."),
        fact("money-002", fact="The board meets at Summer Lane."),
    ]
    facts = content(tmp_path, facts=registers).read().facts
    found = nearest_facts(["how much money did aaina get"], facts, encoder)
    assert found[0].id == "money-001"
    assert nearest_facts(["how much"], facts, NoEncoder()) == ()
    assert nearest_facts(["how much"], {}, encoder) == ()
