"""Make a point from what a rule of the grammar has matched.

The named groups of a match are: ``d``, ``d2`` days; ``m`` a month; ``mm`` its number; ``s`` a
season; ``q`` a quarter; ``h`` a half; ``part`` a part of a year; ``n`` how many; ``unit`` of what;
``which`` last, this or next; ``wd`` a weekday; ``near`` a day near today; ``y``, ``y2``, ``yy``,
``ry`` and ``lastbut`` a year. Every maker takes the match and today, and gives a point, or None
when the words are no date after all; a day that does not exist raises ``ValueError``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from re import Match

from knowledge.timeline import point as made
from knowledge.timeline.normal import MONTH_NAMES
from knowledge.timeline.point import Point

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# How many; 0 is "a few".
NUMBERS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "couple": 2, "three": 3, "four": 4},
    **{"five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11},
    **{"twelve": 12, "few": 0, "several": 0, "some": 0, "many": 0},
}
PARTS = {
    **dict.fromkeys(("early", "start of", "beginning of"), ("early", 1, 4)),
    **dict.fromkeys(("mid", "middle of"), ("mid", 5, 8)),
    **dict.fromkeys(("late", "end of"), ("late", 9, 12)),
}
HALVES = {"first": 1, "1st": 1, "1": 1, "second": 2, "2nd": 2, "last": 2, "2": 2}
QUARTERS = {
    **{"first": 1, "1st": 1, "1": 1, "second": 2, "2nd": 2, "2": 2, "third": 3, "3rd": 3, "3": 3},
    **{"fourth": 4, "4th": 4, "4": 4, "last": 4, "final": 4},
}
# "A few years ago" is from five to two years ago; "the last few" are three.
_FEW_AGO = (5, 2)
_LAST_FEW = 3
_OLDEST_SHORT_YEAR = 15


def _year(found: Mapping[str, str | None], today: date) -> int | None:
    """Return the year that a match names, or None when it names none."""
    if found.get("y"):
        return int(found["y"] or 0)
    if found.get("yy"):
        return 2000 + int(found["yy"] or 0)
    if found.get("lastbut"):
        return today.year - 2
    which = found.get("ry")
    return today.year + {"last": -1, "previous": -1, "next": 1}.get(which, 0) if which else None


def _in_year(make: Callable[[int], Point], match: Match[str], today: date) -> Point:
    year = _year(match.groupdict(), today)
    return made.newest(make, today) if year is None else make(year)


def _month_number(match: Match[str]) -> int:
    named = match.groupdict()
    return int(named["mm"] or 0) if named.get("mm") else MONTH_NAMES.index(match["m"]) + 1


def day(match: Match[str], today: date) -> Point:
    """A day of a month: "15 september 2023"."""
    number = _month_number(match)
    return _in_year(lambda y: made.a_day(date(y, number, int(match["d"]))), match, today)


def day_in_figures(match: Match[str], today: date) -> Point:
    """A day in figures, day first; the American order is read where it is the only one."""
    number, month = int(match["d"]), int(match["mm"])
    if month > 12 >= number:
        number, month = month, number
    return _in_year(lambda y: made.a_day(date(y, month, number)), match, today)


def day_range(match: Match[str], today: date) -> Point | None:
    """Some days of one month: "5 to 11 february"."""
    number, first, last = _month_number(match), int(match["d"]), int(match["d2"])
    if first >= last:
        return None
    return _in_year(
        lambda y: made.days(date(y, number, first), date(y, number, last)), match, today
    )


def week_of(match: Match[str], today: date) -> Point:
    """A week by its first day."""
    first = day(match, today).first
    return made.days(first, first + timedelta(days=6))


def month(match: Match[str], today: date) -> Point:
    """A month of a year; "sept 23" is a year, "sept 5" is a day."""
    number, short = _month_number(match), match.groupdict().get("yy")
    if short and not _OLDEST_SHORT_YEAR <= int(short) <= today.year % 100 + 1:
        return made.newest(lambda y: made.a_day(date(y, number, int(short))), today)
    return _in_year(lambda y: made.a_month(y, number), match, today)


def month_or_season(match: Match[str], today: date) -> Point:
    """A month or season without a year: the newest that has begun; or "last", or "next"."""
    named = match.groupdict()

    def make(year: int) -> Point:
        if named.get("s"):
            return made.a_season(match["s"], year)
        return made.a_month(year, _month_number(match))

    point = made.newest(make, today)
    if named.get("which") in ("last", "previous") and point.last >= today:
        return make(point.first.year - 1)
    return make(point.first.year + 1) if named.get("which") == "next" else point


def season(match: Match[str], today: date) -> Point:
    """A season of a year."""
    return _in_year(lambda y: made.a_season(match["s"], y), match, today)


def christmas(match: Match[str], today: date) -> Point:
    """The last days of a year."""

    def make(year: int) -> Point:
        return Point(date(year, 12, 24), date(year, 12, 31), f"Christmas {year}", "at")

    return _in_year(make, match, today)


def quarter(match: Match[str], today: date) -> Point:
    """A quarter."""
    return _in_year(lambda y: made.a_quarter(QUARTERS[match["q"]], y), match, today)


def half(match: Match[str], today: date) -> Point:
    """Half a year."""
    last = HALVES[match["h"]] * 6
    return _in_year(lambda y: made.months(y, last - 5, last), match, today)


def part(match: Match[str], today: date) -> Point:
    """A part of a year: "early 2022"."""
    name, first, last = PARTS[match["part"]]
    return _in_year(lambda y: made.months(y, first, last, name), match, today)


def year(match: Match[str], today: date) -> Point:
    """A year."""
    return _in_year(made.a_year, match, today)


def years(match: Match[str], _today: date) -> Point | None:
    """Some years: "2021-22"."""
    first, last = int(match["y"]), int(match["y"][:2] + match["y2"][-2:])
    if last <= first:
        return None
    return Point(date(first, 1, 1), date(last, 12, 31), f"between {first} and {last}", "")


def financial_year(match: Match[str], _today: date) -> Point:
    """A financial year, which begins in April."""
    first = int(match["y"])
    return made.days(date(first, 4, 1), date(first + 1, 3, 31))


def decade(match: Match[str], _today: date) -> Point:
    """Ten years: "the 2010s"."""
    return made.a_decade(int(match["y"]))


def near(match: Match[str], today: date) -> Point:
    """Today, yesterday or tomorrow."""
    ahead = {"yesterday": -1, "tomorrow": 1}.get(match["near"], 0)
    return made.a_day(today + timedelta(days=ahead))


def weekday(match: Match[str], today: date) -> Point:
    """A day of the week: the newest one, or the next."""
    back = (today.weekday() - WEEKDAYS.index(match["wd"])) % 7
    if match["which"] in ("last", "previous") and not back:
        back = 7
    return made.a_day(today - timedelta(days=back - 7 if match["which"] == "next" else back))


def relative(match: Match[str], today: date) -> Point:
    """The last, this or the next week, month, quarter or year of the calendar."""
    this = made.around(today, match["unit"])
    if match["which"] in ("this", "current"):
        return this
    ahead = match["which"] in ("next", "coming")
    beside = this.last + timedelta(days=1) if ahead else this.first - timedelta(days=1)
    return made.around(beside, match["unit"])


def last_so_many(match: Match[str], today: date) -> Point:
    """The days, weeks, months or years up to today: "the last 6 months"."""
    count = _count(match["n"] or "one")
    first = made.back_from(today, count or _LAST_FEW, match["unit"])
    words = f"since {made.a_day(first).words}"
    return Point(first, today, words, "", general=not count, runs_to_today=True)


def ago(match: Match[str], today: date) -> Point:
    """The day, week, month or year that was so long ago."""
    count, unit = _count(match["n"]), match["unit"]
    if count:
        return made.around(made.back_from(today, count, unit), unit)
    old, new = (made.around(made.back_from(today, few, unit), unit) for few in _FEW_AGO)
    if unit in ("day", "week", "fortnight"):
        point = made.days(old.first, new.last)
    else:
        point = Point(old.first, new.last, f"between {old.words} and {new.words}", "")
    return Point(point.first, point.last, point.words, "", general=True)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]
