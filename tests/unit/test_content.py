"""The real content: clean, complete, and true to the landing page."""

from __future__ import annotations

import re

import pytest

from knowledge.files import ContentFiles
from knowledge.language.spelling import english_words
from knowledge.lint import lint
from knowledge.lint.text import normalised
from tests.assistant import ROOT

LANDING_PAGE = [
    # Sections
    "About the Taskforce and our members",
    "Tackling inequality in the West Midlands",
    "Race Forward: our plan for change",
    # Activity, news and views
    "Community Led Business Support",
    "Race Equality Skills Week",
    "Taskforce invest in Aaina Community Hub",
    "National Race Equality Week: call to leaders",
    "Taskforce hold community launch in Sandwell",
    "Sharonjit Clare announced as new Taskforce Chair",
    "Taskforce publishes its plan",
    "Developing Race Forward",
    "Listening Together",
    "Taskforce members sign up",
    "Yetunde Dania calls for applicants to join the Taskforce",
    "WMCA awarded the Race Code accreditation",
]
# Family, town and team names that the word list counts as English.
PROPER_NAMES = {"carmichael", "schumacher", "manchester", "wolves"}


def test_the_content_is_clean(content):
    # On the day of the last check: whether a review is due today is for `make check` to say.
    day = max(entry.checked_on for entry in content.entries.values())
    problems = lint(ContentFiles(), day)
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("item", LANDING_PAGE)
def test_every_item_of_the_landing_page_has_an_answer(content, item):
    known = {normalised(entry.title) for entry in content.entries.values()}
    for entry in content.entries.values():
        known |= {normalised(text) for group in entry.questions for text in group.ask}
    assert normalised(item) in known


def test_every_fact_is_used_or_listed_as_left_out(content):
    used = {
        fact
        for entry in content.entries.values()
        for sentence in (*entry.answer, *entry.facets.values())
        for fact in sentence.facts
    }
    table = (ROOT / "docs" / "facts-left-out.md").read_text("utf-8")
    listed = re.findall(r"^\| `([a-z0-9-]+)`", table, re.MULTILINE)
    assert set(content.facts) - used == set(listed)


def test_no_alias_is_an_ordinary_word(content):
    aliases = {a.lower() for _, name in all_names(content) for a in name.also}
    assert aliases & english_words() <= PROPER_NAMES


def test_no_way_of_writing_belongs_to_two_names(content):
    owner: dict[str, str] = {}
    for key, name in all_names(content):
        for way in (name.name, *name.also):
            assert owner.setdefault(normalised(way), key) == key, way


def all_names(content):
    names = content.names
    for group in (names.people, names.organisations, names.places, names.programmes):
        yield from group.items()
