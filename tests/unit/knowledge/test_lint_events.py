"""The lint on events."""

from __future__ import annotations

import pytest

from knowledge.lint.events import dates_in
from tests.factories import entry, fact
from tests.unit.knowledge.linting import expected, found

FACT = fact("money-001", date_from="2024-05-07", date_to="2024-06")
FACTS = [FACT, fact("money-002")]


def event(day: str, text: str, **changes: object) -> dict:
    return {"date": day, "text": text, "facts": ["money-001"], **changes}


def problems(home, *events: dict) -> list[str]:
    return [p[2] for p in found(home, entry(events=list(events)), facts=FACTS)]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2024", "The grant was paid in 2024."),
        ("2024-05", "The grant was paid in May 2024."),
        ("2024-05-07", "The grant was paid on 7 May 2024."),
        ("2024-05-07", "The grant was paid from 7 to 9 May 2024."),
        ("2024-06", "The grant ended in June 2024."),
        ("2024-05", "The grant was paid in early 2024."),
        ("2024-05", "The grant was paid in spring 2024."),
    ],
)
def test_sound_events(tmp_path, day, text):
    assert problems(tmp_path, event(day, text)) == []


@pytest.mark.parametrize("day", ["2023", "2024-04", "2024-05-08"])
def test_a_date_that_no_fact_gives(tmp_path, day):
    text = "The grant was paid on 8 May 2024, 8 April 2024 or in 2023."
    home = tmp_path
    problem = found(home, entry(events=[event(day, text)]), facts=FACTS)
    assert problem == expected(home, "grant.yml", "date:", f"no fact of the event gives {day}")


def test_the_end_of_an_event_is_in_a_fact_too(tmp_path):
    text = "The grant was paid from May 2024."
    assert problems(tmp_path, event("2024-05", text, until="2024-06")) == []
    assert problems(tmp_path, event("2024-05", text, until="2024-07")) == [
        "no fact of the event gives 2024-07"
    ]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2024-05-07", "The grant was paid in May 2024."),
        ("2024-05", "The grant was paid in 2024."),
        ("2024", "The grant was paid in May."),
    ],
)
def test_a_sentence_says_its_date(tmp_path, day, text):
    assert problems(tmp_path, event(day, text)) == [f"the sentence does not say the date {day}"]


def test_an_event_is_told_once(tmp_path):
    one = entry(events=[event("2024", "The grant was paid in 2024.")])
    two = entry("hub", events=[event("2024", "the grant was paid, in 2024")])
    told = found(tmp_path, one, two, facts=FACTS)
    assert told == expected(tmp_path, "hub.yml", "the grant was", "the event is in grant already")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "The grant was paid in May 2024!"}, "an exclamation mark"),
        ({"text": "The center was paid in May 2024."}, 'American spelling "center"'),
        ({"text": "Ann Lee is the chair in May 2024."}, "the sentence says who the chair is"),
        ({"text": "In May 2024 it was paid" + " and paid" * 10 + "."}, "a sentence of 26 words"),
        ({"facts": ["money-009"]}, "no fact money-009 in facts.yml"),
        ({"facts": []}, "events.0.facts"),
        ({"date": "May 2024"}, "events.0.date"),
        ({"date": "2024-13"}, "events.0"),
        ({"until": "2024-04"}, "events.0: Value error, until is before date"),
    ],
)
def test_events_keep_to_the_rules_for_answers(tmp_path, changes, message):
    sound = event("2024-05", "The grant was paid in May 2024.")
    ((_, line, told),) = found(tmp_path, entry(events=[{**sound, **changes}]), facts=FACTS)
    assert told.startswith(message)
    assert line > 1


def test_an_event_that_is_hard_to_read(tmp_path):
    hard = "Organisational accountability necessitated multidisciplinary collaboration in May 2024."
    (told,) = problems(tmp_path, event("2024-05", hard))
    assert told.startswith("a sentence of reading grade")


def test_the_page_of_an_events_fact_is_a_source(tmp_path):
    facts = [fact("money-001"), fact("money-002", source_url="https://example.org/other")]
    other = event("2024-05", "The grant was paid in May 2024.", facts=["money-002"])
    (problem,) = found(tmp_path, entry(events=[other]), facts=facts)
    assert problem[2] == "no source of the entry is a page of fact money-002"


def test_dates_of_a_text():
    assert dates_in("On 6-7 December 2021, and in Spring 2022.") == {
        *("2021", "2021-12", "2021-12-06", "2021-12-07"),
        *("2022", "2022-03", "2022-04", "2022-05"),
    }
