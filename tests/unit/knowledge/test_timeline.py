"""What happened when: the period a message names, the events in it, and the reply."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.lint.american import american_problems
from knowledge.lint.exclamations import exclamation_problems
from knowledge.lint.length import sentence_problems
from knowledge.lint.undated import undated_problems
from knowledge.schema import Entry
from knowledge.timeline import Timeline, asks_for_events, nearest, period_in, reply, reply_text
from tests.factories import entry, sentence
from tests.unit.knowledge.timeline_lines import ASKS, ASKS_FOR_ONE_THING

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("what happened in Feb 2024", "2024-02-01", "2024-02-29", "in February 2024"),
        ("wot hapened in febuary 24", "2024-02-01", "2024-02-29", "in February 2024"),
        ("feb24?", "2024-02-01", "2024-02-29", "in February 2024"),
        ("anything in sept 23", "2023-09-01", "2023-09-30", "in September 2023"),
        ("9/2023", "2023-09-01", "2023-09-30", "in September 2023"),
        ("2023-09", "2023-09-01", "2023-09-30", "in September 2023"),
        ("march last year", "2025-03-01", "2025-03-31", "in March 2025"),
        ("last year in march", "2025-03-01", "2025-03-31", "in March 2025"),
        ("in march", "2026-03-01", "2026-03-31", "in March 2026"),
        ("december", "2025-12-01", "2025-12-31", "in December 2025"),
        ("in september, what happened in 2023", "2023-09-01", "2023-09-30", "in September 2023"),
        ("what went on in 2023", "2023-01-01", "2023-12-31", "in 2023"),
        ("in '23", "2023-01-01", "2023-12-31", "in 2023"),
        ("what happened in 23?", "2023-01-01", "2023-12-31", "in 2023"),
        ("twenty twenty three", "2023-01-01", "2023-12-31", "in 2023"),
        ("anything from last yr?", "2025-01-01", "2025-12-31", "in 2025"),
        ("2 years ago", "2024-01-01", "2024-12-31", "in 2024"),
        ("a couple of yrs ago", "2024-01-01", "2024-12-31", "in 2024"),
        ("the year before last", "2024-01-01", "2024-12-31", "in 2024"),
        ("last month", "2026-10-01", "2026-10-31", "in October 2026"),
        ("this summer", "2026-06-01", "2026-08-31", "in summer 2026 (June to August)"),
        ("last summer", "2026-06-01", "2026-08-31", "in summer 2026 (June to August)"),
        ("last autumn", "2025-09-01", "2025-11-30", "in autumn 2025 (September to November)"),
        ("spring 23", "2023-03-01", "2023-05-31", "in spring 2023 (March to May)"),
        ("in autum 2023", "2023-09-01", "2023-11-30", "in autumn 2023 (September to November)"),
        (
            "winter 2023/24",
            "2023-12-01",
            "2024-02-29",
            "in winter 2023 (December 2023 to February 2024)",
        ),
        ("last xmas", "2025-12-24", "2025-12-31", "at Christmas 2025"),
        ("Q1", "2026-01-01", "2026-03-31", "from January to March 2026"),
        ("the third quarter of 2024", "2024-07-01", "2024-09-30", "from July to September 2024"),
        ("first half of 2024", "2024-01-01", "2024-06-30", "from January to June 2024"),
        ("early 2022", "2022-01-01", "2022-04-30", "in early 2022 (January to April)"),
        ("on 15 september 2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("Friday the 15th of Sept, 2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("the fifteenth of september 2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("september 15th 2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("15/09/2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("15.9.23", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("9/15/2023", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("05/02/2024", "2024-02-05", "2024-02-05", "on 5 February 2024"),
        ("2023-09-15", "2023-09-15", "2023-09-15", "on 15 September 2023"),
        ("yesterday", "2026-11-23", "2026-11-23", "on 23 November 2026"),
        ("last friday", "2026-11-20", "2026-11-20", "on 20 November 2026"),
        ("5-11 feb 2024", "2024-02-05", "2024-02-11", "from 5 to 11 February 2024"),
        ("week beginning 5 feb 2024", "2024-02-05", "2024-02-11", "from 5 to 11 February 2024"),
        ("last week", "2026-11-16", "2026-11-22", "from 16 to 22 November 2026"),
        ("between 2021 and 2022", "2021-01-01", "2022-12-31", "between 2021 and 2022"),
        ("2021-22", "2021-01-01", "2022-12-31", "between 2021 and 2022"),
        ("from 2021 to 2022", "2021-01-01", "2022-12-31", "between 2021 and 2022"),
        ("jan-mar 2024", "2024-01-01", "2024-03-31", "between January and March 2024"),
        (
            "between november and february 2024",
            "2023-11-01",
            "2024-02-29",
            "between November 2023 and February 2024",
        ),
        (
            "financial year 2023/24",
            "2023-04-01",
            "2024-03-31",
            "from 1 April 2023 to 31 March 2024",
        ),
        ("news since July 2025", "2025-07-01", "2026-11-24", "since July 2025"),
        ("july 2025 onwards", "2025-07-01", "2026-11-24", "since July 2025"),
        ("from 2024 to now", "2024-01-01", "2026-11-24", "since 2024"),
        ("after july 2025", "2025-08-01", "2026-11-24", "after July 2025"),
        ("the last 6 months", "2026-05-24", "2026-11-24", "since 24 May 2026"),
        ("in the past year", "2025-11-24", "2026-11-24", "since 24 November 2025"),
        ("before 2022", "0001-01-01", "2021-12-31", "before 2022"),
        ("up to march 2023", "0001-01-01", "2023-03-31", "up to March 2023"),
        ("the 2010s", "2010-01-01", "2019-12-31", "in the 2010s"),
    ],
)
def test_a_period_that_is_named(text, first, last, label):
    period = period_in(text, TODAY)
    assert period is not None
    found = (period.first.isoformat(), period.last.isoformat(), period.label)
    assert found == (first, last, label)
    assert not period.general


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("when it started, what happened first", "since 2021"),
        ("timeline of the taskforce", "since 2021"),
        ("what has happened so far", "since 2021"),
        ("whats new", "since November 2025"),
        ("any news?", "since November 2025"),
        ("what happened lately", "since November 2025"),
        ("a few years ago", "between 2021 and 2024"),
    ],
)
def test_a_period_in_general(text, label):
    period = period_in(text, TODAY)
    assert period is not None and period.general
    assert period.label == label


@pytest.mark.parametrize(
    "text",
    [
        "a grant of £2024",
        "£270,000",
        "45% of 2000",
        "2000 people came",
        "more than 2023",
        "people aged 16 to 24",
        "16-24 year olds",
        "i am 21 years old",
        "call 101",
        "call 999 or 111",
        "0300 123 1100",
        "0808 800 2022",
        "text 85258",
        "B19 3SD",
        "the Equality Act 2010",
        "the 2021 census",
        "census 2021",
        "24/7",
        "may i ask something",
        "can i march with you",
        "black history month",
        "a remark in the match",
        "the last chair",
        "sharonjit's last day",
        "what is race forward",
        "raceequalities2024@wmca.org.uk",
        "",
        "?!",
    ],
)
def test_no_period(text):
    assert period_in(text, TODAY) is None


def test_a_day_that_is_not_in_the_calendar_is_its_month():
    period = period_in("31 february 2024", TODAY)
    assert period is not None and period.label == "in February 2024"


def test_messages_that_ask_what_happened():
    assert [line for line in ASKS if not asks_for_events(line, TODAY)] == []


def test_messages_that_ask_for_one_thing():
    assert [line for line in ASKS_FOR_ONE_THING if asks_for_events(line, TODAY)] == []


def told(day: str, text: str, until: str | None = None, **more: object) -> dict:
    return {**sentence(text, "money-001"), "date": day, "until": until, **more}


def timeline(*events: dict, **changes: object) -> Timeline:
    return Timeline([Entry.model_validate(entry(events=list(events), **changes))])


def texts(found: Timeline, text: str) -> list[str]:
    period = period_in(text, TODAY)
    assert period is not None
    return [event.text for event in found.within(period)]


def test_events_are_in_order_of_date_and_inexact_ones_after_the_days_they_span():
    found = timeline(
        told("2024", "In 2024."),
        told("2024-02", "In February."),
        told("2024-03-01", "On 1 March."),
        told("2024-02-09", "On 9 February."),
        told("2023-12", "Over the winter.", until="2024-02"),
    )
    assert texts(found, "february 2024") == [
        "Over the winter.",
        "On 9 February.",
        "In February.",
        "In 2024.",
    ]
    assert texts(found, "2 march 2024") == ["In 2024."]
    assert texts(found, "2025") == []


def test_events_know_their_entry():
    (event,) = timeline(told("2024", "In 2024.")).events
    assert (event.entry, event.facts) == ("grant", ("money-001",))


def test_events_for_staff_are_left_out():
    assert timeline(told("2024", "In 2024."), audience="staff").events == ()


MANY = [told(f"2024-{month:02d}-0{day}", f"{day}.{month}") for month in (2, 3) for day in (1, 2, 3)]


def said(text: str, found: Timeline, **options: int) -> str:
    period = period_in(text, TODAY)
    assert period is not None
    return reply_text(period, found.events, **options)


def test_a_reply_lists_one_event_a_line():
    assert said("feb 2024", timeline(*MANY)) == (
        "In February 2024, these things are on the published pages:\n- 1.2\n- 2.2\n- 3.2"
    )


def test_a_reply_with_one_event():
    found = timeline(told("2024", "The grant was paid in 2024."))
    assert said("2024", found) == (
        "In 2024, this is on the published pages:\n- The grant was paid in 2024."
    )


def test_a_reply_with_too_many_events_names_one_of_each_month_and_offers_to_narrow_it_down():
    assert said("2024", timeline(*MANY), limit=3) == (
        "In 2024, these things are on the published pages:\n- 1.2\n- 2.2\n- 1.3\n\n"
        "There are 3 more from that time. "
        "Ask about a month or a season, such as March 2024, to see fewer at a time."
    )


def test_main_events_are_named_first():
    found = timeline(*MANY, told("2024-03-09", "9.3", main=True))
    assert said("in 2024", found, limit=2).startswith(
        "In 2024, these things are on the published pages:\n- 1.2\n- 9.3\n\nThere are 5 more"
    )


def test_the_newest_are_named_of_a_period_that_runs_to_today():
    assert "\n- 3.2\n- 3.3\n\n" in said("since 2024", timeline(*MANY), limit=2)


@pytest.mark.parametrize(
    ("text", "limit", "more"),
    [
        ("feb 2024", 2, "There is 1 more from that time. Ask about one day or one subject"),
        ("feb 2024", 1, "There are 2 more from that time. Ask about one day or one subject"),
    ],
)
def test_a_month_is_narrowed_down_by_day(text, limit, more):
    assert more in said(text, timeline(*MANY), limit=limit)


def test_one_day_is_narrowed_down_by_subject():
    found = timeline(told("2024-02-01", "One."), told("2024-02-01", "Two."))
    assert said("1 feb 2024", found, limit=1).endswith(
        "There is 1 more from that time. Ask about one subject to see fewer at a time."
    )


def test_a_period_with_nothing_names_the_nearest_events():
    found = timeline(told("2021-07", "It was agreed in July 2021."), told("2024", "Paid in 2024."))
    assert said("2022", found) == (
        "Nothing on the published pages I have is dated in 2022.\n\n"
        "The nearest thing before that:\n- It was agreed in July 2021.\n\n"
        "The nearest thing after that:\n- Paid in 2024."
    )
    assert said("2025", found) == (
        "Nothing on the published pages I have is dated in 2025.\n\n"
        "The nearest thing before that:\n- Paid in 2024."
    )


def test_a_timeline_without_events():
    period = period_in("2025", TODAY)
    assert period is not None
    assert nearest(period, ()) == (None, None)
    assert reply_text(period, ()) == "Nothing on the published pages I have is dated in 2025."


def test_the_wording_keeps_to_the_rules():
    wording = [value for name, value in vars(reply).items() if name.isupper() and name[0] != "_"]
    assert len(wording) == 11
    for text in wording:
        for check in (sentence_problems, exclamation_problems, undated_problems, american_problems):
            assert list(check(text)) == []


def test_the_real_events(content):
    found = Timeline(content.entries.values())
    assert len(found.events) >= 40
    february = texts(found, "what happened in feb 2024")
    assert any("Race Equality Week 2024" in text for text in february)
    assert any("Aaina" in text for text in february)
    assert not any("2023" in text for text in february)
    assert len(texts(found, "15 september 2023")) == 3
    assert texts(found, "june 2026") == []
    assert {event.entry for event in found.events} <= set(content.entries)
