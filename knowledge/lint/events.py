"""An event has a date that its facts give and its sentence says, and is told once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.dates import MONTHS, SEASONS
from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import normalised
from knowledge.schema import Fact

_MONTH = "|".join(MONTHS)
_SEASON = re.compile(rf"\b({'|'.join(SEASONS)}) (?:of )?((?:19|20)\d\d)\b", re.I)
# "6-7 December 2021" and "5 to 11 February 2024" give two days.
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:-| to | and ))?(\d{{1,2}}) ({_MONTH}) ((?:19|20)\d\d)\b", re.I
)
_MONTH_OF_YEAR = re.compile(rf"\b({_MONTH}) (?:of )?((?:19|20)\d\d)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Which months a part of a year may stand for.
_PARTS = {"early": (1, 2, 3, 4, 5), "mid": (5, 6, 7, 8), "late": (9, 10, 11, 12)}
_PART = re.compile(rf"\b({'|'.join(_PARTS)})[- ]((?:19|20)\d\d)\b", re.I)


def event_dates(material: Material) -> Iterator[Problem]:
    """Every date of an event is in one of its facts; its first date is in its sentence too."""
    for written in material.entries:
        for where, event in written.events():
            facts = [material.facts[fact] for fact in event.facts if fact in material.facts]
            given = {day for fact in facts for day in _given(fact)}
            for name, day in (("date", event.date), ("until", event.until)):
                known = day is None or any(other.startswith(day) for other in given)
                if facts and not known:
                    yield written.problem(f"no fact of the event gives {day}", *where, name)
            if not any(other.startswith(event.date) for other in _said(event.text)):
                message = f"the sentence does not say the date {event.date}"
                yield written.problem(message, *where, "text")


def repeated_events(material: Material) -> Iterator[Problem]:
    """No sentence is an event twice."""
    seen: dict[str, str] = {}
    for written in material.entries:
        for where, event in written.events():
            same = normalised(event.text)
            if same in seen:
                message = f"the event is in {seen[same]} already"
                yield written.problem(message, *where, "text")
            seen.setdefault(same, written.entry.id)


def _given(fact: Fact) -> set[str]:
    """Return every date that a fact gives, written as in the files."""
    return {day for day in (fact.date_from, fact.date_to) if day} | dates_in(fact.fact)


def dates_in(text: str) -> set[str]:
    """Return the years, months, days and months of seasons that a text names."""
    found = set(_YEAR.findall(text))
    for month, year in _MONTH_OF_YEAR.findall(text):
        found.add(f"{year}-{_number(month):02d}")
    for first, last, month, year in _DAY.findall(text):
        found |= {f"{year}-{_number(month):02d}-{int(day):02d}" for day in (first, last) if day}
    for season, year in _SEASON.findall(text):
        found |= {f"{year}-{month:02d}" for month in SEASONS[season.lower()]}
    return found


def _said(text: str) -> set[str]:
    """Return the dates of a sentence; "early 2022" will do for its first months."""
    parts = {
        f"{year}-{month:02d}"
        for part, year in _PART.findall(text)
        for month in _PARTS[part.lower()]
    }
    return dates_in(text) | parts


def _number(month: str) -> int:
    return MONTHS.index(month.capitalize()) + 1
