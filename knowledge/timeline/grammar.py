"""The small grammar of dates: which words of a normalised message name a day, month or year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.dates import SEASONS
from knowledge.timeline import makers
from knowledge.timeline.normal import MONTH_NAMES
from knowledge.timeline.point import Point


@dataclass(frozen=True)
class Found:
    """A point and where in the message its words stand."""

    start: int
    end: int
    point: Point


def _any_of(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_M = f"(?P<m>{_any_of(MONTH_NAMES)})"
_S = f"(?P<s>{_any_of(SEASONS)})"
_D = r"(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_D2 = r"(?P<d2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_WD = f"(?P<wd>{_any_of(makers.WEEKDAYS)})"
_N = rf"(?P<n>\d{{1,2}}|{_any_of(makers.NUMBERS)})"
_UNIT = "(?P<unit>day|week|fortnight|month|quarter|year|decade)"
_Y = r"(?P<y>(?:19[5-9]|20[0-4])\d)"
_Y2 = r"(?P<y2>(?:20)?\d\d)"
# A year after a month or a season may be short ("sept 23", "spring '23") or relative.
_YEAR = (
    rf"(?:of |in )?(?:the )?(?:{_Y}|'?(?P<yy>[12]\d)(?![\d/:.-])"
    r"|(?P<ry>last|this|next|previous|current) year|(?P<lastbut>year before last))"
)
_THIS = "(?:the )?(?P<which>last|this|next|previous)"
# After these a bare name is a month or a season, and not a verb, a person or "may".
_BEFORE_NAME = (
    *("in", "since", "during", "until", "before", "after", "between", "throughout"),
    *("by", "over", "of", "from"),
)
_AFTER = "|".join(rf"(?<=\b{word} )" for word in _BEFORE_NAME)
# The months that are nothing else.
_PLAIN = "(?P<m>january|february|july|september|october|november|december)"
_PART = f"(?P<part>{_any_of(makers.PARTS)})"

_Maker = Callable[[re.Match[str], date], Point | None]

# Tried in this order at every word: what says more stands before what says less.
_RULES: tuple[tuple[str, _Maker], ...] = (
    (
        rf"(?:the )?week (?:of|beginning|begining|commencing|starting|from|w/c) (?:the )?{_D}"
        rf"(?: of)? {_M}(?: {_YEAR})?",
        makers.week_of,
    ),
    (rf"{_D} ?(?:-|to|and|until) ?(?:the )?{_D2}(?: of)? {_M}(?: {_YEAR})?", makers.day_range),
    (
        rf"(?:(?:{_any_of(makers.WEEKDAYS)}) )?(?:the )?{_D}(?: of)? ?{_M}(?: {_YEAR})?",
        makers.day,
    ),
    (rf"{_M} (?:the )?{_D} {_Y}", makers.day),
    (rf"{_M} (?:the )?(?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)", makers.day),
    (rf"{_Y}-(?P<mm>0\d|1[0-2])-(?P<d>[0-3]\d)", makers.day),
    (
        rf"(?P<d>[0-3]?\d)[/.-](?P<mm>[0-3]?\d)[/.-](?:{_Y}|(?P<yy>[12]\d))",
        makers.day_in_figures,
    ),
    (r"(?<=\bon )(?:the )?(?P<d>[0-3]?\d)/(?P<mm>0?[1-9]|1[0-2])", makers.day_in_figures),
    (
        rf"(?:the )?(?:financial|tax|fiscal) year (?:of )?{_Y}(?:/|-| to ){_Y2}",
        makers.financial_year,
    ),
    (rf"{_S} {_Y}[/-](?:20)?\d\d", makers.season),
    (rf"{_Y}-(?P<mm>0[1-9]|1[0-2])", makers.month),
    (rf"{_Y}[/-]{_Y2}", makers.years),
    (rf"(?P<mm>0?[1-9]|1[0-2])/{_Y}", makers.month),
    (rf"q(?P<q>[1-4])(?: ?{_YEAR})?", makers.quarter),
    (rf"{_Y} ?q(?P<q>[1-4])", makers.quarter),
    (rf"(?:the )?(?P<q>{_any_of(makers.QUARTERS)}) quarter {_YEAR}", makers.quarter),
    (rf"(?:the )?(?P<h>{_any_of(makers.HALVES)}) half {_YEAR}", makers.half),
    (rf"h(?P<h>[12]) ?{_YEAR}", makers.half),
    (rf"(?:the )?{_PART}[- ]{_M} ?{_YEAR}", makers.month),
    (rf"(?:the )?{_PART}[- ]{_YEAR}", makers.part),
    (rf"{_M} ?{_YEAR}", makers.month),
    (rf"{_Y} {_M}", makers.month),
    (rf"(?P<ry>last|this|next) year (?:in )?{_M}", makers.month),
    (rf"{_S} {_YEAR}", makers.season),
    (rf"{_Y} {_S}", makers.season),
    (rf"(?:christmas|xmas)(?: {_YEAR})?", makers.christmas),
    (r"(?P<ry>last|this|next) (?:christmas|xmas)", makers.christmas),
    (r"(?:the )?(?P<lastbut>year (?:before|b4) last)", makers.year),
    (rf"(?:(?:the|a) )?{_N} {_UNIT} (?:ago|back|before now|earlier)", makers.ago),
    (rf"(?:the )?(?:last|past|previous|recent) {_N} {_UNIT}", makers.last_so_many),
    (rf"(?:the last|the past|past)(?P<n>) {_UNIT}", makers.last_so_many),
    # Not "last day": that is somebody's.
    (
        "(?:the )?(?P<which>last|this|next|previous|current|coming)"
        " (?P<unit>week|fortnight|month|quarter|year|decade)",
        makers.relative,
    ),
    (rf"{_THIS} (?:{_M}|{_S})", makers.month_or_season),
    (rf"{_THIS} {_WD}", makers.weekday),
    (rf"(?P<which>on) {_WD}", makers.weekday),
    (rf"(?:{_AFTER})(?:the )?(?:{_M}|{_S})", makers.month_or_season),
    (_PLAIN, makers.month_or_season),
    ("(?P<near>today|tonight|yesterday|tomorrow|this morning)", makers.near),
    (r"(?:the )?(?P<y>(?:19[5-9]|20[0-4])0)'?s", makers.decade),
    (rf"(?:the )?(?:year )?{_Y}", makers.year),
    (
        r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bduring )|(?<=\bfrom )|(?<=\bbefore ))"
        r"'?(?P<yy>1[6-9]|2\d)(?=$| (?:and|to|or|until) )",
        makers.year,
    ),
    (r"'(?P<yy>1[6-9]|2\d)", makers.year),
)
_GRAMMAR = tuple((re.compile(rf"{pattern}(?!\w)"), make) for pattern, make in _RULES)
_WORD_START = re.compile(r"(?<![\w/.'-])(?=[\w'])")


def points_in(text: str, today: date) -> Iterator[Found]:
    """Yield the points that a normalised message names, from left to right.

    Args:
        text: what :func:`knowledge.timeline.normal.normalise` gives.
        today: the day that "last month" and the like are counted from.
    """
    position = 0
    for start in _WORD_START.finditer(text):
        if start.start() < position:
            continue
        found = _at(text, start.start(), today)
        if found:
            yield found
            position = found.end


def _at(text: str, start: int, today: date) -> Found | None:
    for pattern, make in _GRAMMAR:
        match = pattern.match(text, start)
        if match is None:
            continue
        try:
            point = make(match, today)
        except ValueError:  # no such day, such as 31 February
            continue
        if point:
            return Found(match.start(), match.end(), point)
    return None
