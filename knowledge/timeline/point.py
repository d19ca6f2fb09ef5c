"""A day, week, month, season or year that a message names, and what to call it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.dates import SEASONS, day_in_words, month_days, month_in_words

_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


@dataclass(frozen=True)
class Point:
    """A stretch of days with a name.

    Attributes:
        first: its first day.
        last: its last day.
        words: what to call it: "February 2024".
        before: the word to put before it, "in" or "on"; empty when ``words`` has its own.
        in_year: gives the same in another year, when the message names no year.
        general: whether the message says about when only, such as "a few years ago".
        runs_to_today: whether it is counted back from today, such as "the last 6 months".
    """

    first: date
    last: date
    words: str
    before: str = "in"
    in_year: Callable[[int], Point] | None = None
    general: bool = False
    runs_to_today: bool = False


def a_day(day: date) -> Point:
    """Return one day."""
    return Point(day, day, day_in_words(day), "on")


def days(first: date, last: date) -> Point:
    """Return some days on end."""
    begin = day_in_words(first)
    if first.year == last.year:
        begin = begin.rsplit(" ", 2 if first.month == last.month else 1)[0]
    return Point(first, last, f"from {begin} to {day_in_words(last)}", "")


def a_month(year: int, number: int) -> Point:
    """Return a month."""
    first, last = month_days(year, number)
    return Point(first, last, month_in_words(first))


def months(year: int, first: int, last: int, name: str = "") -> Point:
    """Return some months of a year, with a name such as "early" where they have one."""
    begin, end = date(year, first, 1), month_days(year, last)[1]
    inside = f"{begin:%B} to {end:%B}"
    if name:
        return Point(begin, end, f"{name} {year} ({inside})")
    return Point(begin, end, f"from {inside} {year}", "")


def a_year(year: int) -> Point:
    """Return a year."""
    return Point(date(year, 1, 1), date(year, 12, 31), str(year))


def a_quarter(number: int, year: int) -> Point:
    """Return a quarter of a calendar year."""
    return months(year, number * 3 - 2, number * 3)


def a_season(name: str, year: int) -> Point:
    """Return a season; a winter begins in December of its year."""
    numbers = SEASONS[name]
    first = date(year, numbers[0], 1)
    last = month_days(year + (name == "winter"), numbers[2])[1]
    begin = month_in_words(first) if name == "winter" else f"{first:%B}"
    end = month_in_words(last) if name == "winter" else f"{last:%B}"
    return Point(first, last, f"{name} {year} ({begin} to {end})")


def a_decade(year: int) -> Point:
    """Return the ten years from ``year``."""
    return Point(date(year, 1, 1), date(year + 9, 12, 31), f"the {year}s")


def back_from(day: date, count: int, unit: str) -> date:
    """Return the day that is ``count`` days, weeks, months … before ``day``."""
    if unit in _IN_DAYS:
        return day - timedelta(days=count * _IN_DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 - count * _IN_MONTHS[unit], 12)
    last = month_days(year, month + 1)[1]
    return last.replace(day=min(day.day, last.day))


def around(day: date, unit: str) -> Point:
    """Return the whole day, week (from Monday), month, quarter, year or decade of a day."""
    if unit == "day":
        return a_day(day)
    if unit in _IN_DAYS:
        monday = day - timedelta(days=day.weekday())
        return days(monday, monday + timedelta(days=_IN_DAYS[unit] - 1))
    if unit == "month":
        return a_month(day.year, day.month)
    if unit == "quarter":
        return a_quarter((day.month + 2) // 3, day.year)
    return a_year(day.year) if unit == "year" else a_decade(day.year // 10 * 10)


def newest(make: Callable[[int], Point], today: date) -> Point:
    """Return what ``make`` gives for the newest year in which it has begun."""
    point = make(today.year)
    if point.first > today:
        point = make(today.year - 1)
    return replace(point, in_year=make)
