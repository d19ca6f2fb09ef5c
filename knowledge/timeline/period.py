"""Find the period that a message asks about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.dates import day_in_words, month_in_words
from knowledge.timeline.grammar import Found, points_in
from knowledge.timeline.normal import normalise
from knowledge.timeline.point import Point, back_from

# The year in which the Taskforce was promised and agreed: its story does not begin before.
FIRST_YEAR = 2021

_JOIN = re.compile(r" ?(?:to|until|up to|through|thru|and|or|and in|or in|and then|-)(?: the)? ?$")
_BETWEEN = re.compile(r"\b(?:between|from|in|during)(?: the)? ?$")
# The words before or after a point that make it the start or the end of a period.
_SINCE = re.compile(r"\b(?:since|starting(?: from)?|as of) ?$")
_ONWARDS = re.compile(
    r" ?(?:onwards|and (?:after|later|since)|(?:to|until|up to)(?: the)? (?:now|date|present)"
    r"(?: day)?)\b| on(?= *$)"
)
_AFTER = re.compile(r"\b(?:after|later than|following)(?: the)? ?$")
_BEFORE = re.compile(r"\b(?:before|prior to|earlier than|pre)(?: the)? ?$")
_EARLIER = re.compile(r" ?(?:and|or) (?:before|earlier)\b")
_UNTIL = re.compile(r"\b(?:until|up to|by)(?: the)?(?: end of)? ?$")
_IN = re.compile(
    r"(?<!\bwent )(?<!\bgoing )(?<!\bgone )(?<!\bgo )"
    r"\b(?:in|on|during|over|throughout|within|for|from|around|of|at|back in|about) ?$"
)
# Words for no date in particular: from the start, or of late.
_BEGAN = r"(?:started|start|began|begin|begun|launched|formed|created|set up)"
_START = re.compile(
    r"\b(?:timeline|(?<!black )histor(?:y|ies)|chronology|chronological|milestones"
    r"|(?:key|main|big|important|major) dates|(?:happened|came|what|did) first|first thing"
    r"|(?:from|at|in|since) (?:the )?(?:very )?(?:start|beginning|outset|inception)"
    r"|since (?:the )?launch|early days|past events"
    r"|(?:when|since|how) (?:it|they|you|this|that|things|everything"
    rf"|(?!did|was|has)(?:\w+ ){{0,4}}task ?force)(?: was| were| all| first| is)* {_BEGAN}"
    r"|so far|(?<!up )to date|(?:until|up to) now|over the year|all time)\b"
)
_RECENT = re.compile(
    r"\b(?:recent|recently|lately|latest|newest|these day|the other (?:day|week|month)|up to date"
    r"|(?:what|anything|something|everything)(?: is| are)?(?: all)?(?: the)? new"
    r"|(?:any|the|some|your|more)(?: \w+){0,3} news)\b|^(?:\w+ )?news\b|\bnews(?=\W*$)"
)
# Of the words for no date, those that say what is asked for.
_ASKED = re.compile(
    r"\b(?:timeline|histor\w+|chronolog\w+|milestones|\w+ dates|happened|events|what|did)\b"
)
_LATE_DAYS = re.compile(r"\b(?:these day|the other (?:day|week|month)|up to date)\b")


@dataclass(frozen=True)
class Period:
    """The days that a message asks about.

    Attributes:
        first: the first day.
        last: the last day.
        label: in plain words, to stand after "dated": "in February 2024", "since July 2025".
        general: whether no dates were named ("recently", "from the start", "a few years ago").
        runs_to_today: whether it is open at the end, so that the newest events matter most.
    """

    first: date
    last: date
    label: str
    general: bool = False
    runs_to_today: bool = False


@dataclass(frozen=True)
class Read:
    """What was read in a message: the period, and the message without the words for it."""

    period: Period | None
    rest: str


def period_in(text: str, today: date) -> Period | None:
    """Return the period that a message names, or None.

    Days stand before months. A month or a season without its year is the newest that has begun.

    Args:
        text: a message as it was typed, or with its spelling mended.
        today: the day that "last year" and the like are counted from.
    """
    return read(text, today).period


def read(text: str, today: date) -> Read:
    """Return the period that a message names, and the rest of the message.

    Args:
        text: a message.
        today: the day that "last year" and the like are counted from.
    """
    words = normalise(text)
    found = _joined(words, list(points_in(words, today)))
    if not found:
        rest = _START.sub(lambda match: " ".join(_ASKED.findall(match[0])), words)
        return Read(_without_dates(words, today), _LATE_DAYS.sub(" ", rest))
    rest = words
    for other in reversed(found):
        rest = _cut(rest, other)
    # What says most exactly when is meant; of equals, the first.
    chosen = min(found, key=lambda f: (f.point.last - f.point.first, f.start))
    return Read(_period(words, chosen, today), rest)


def _without_dates(words: str, today: date) -> Period | None:
    """Return the period of a message such as "what's new?" or "how did it start?"."""
    if _START.search(words):
        return Period(date(FIRST_YEAR, 1, 1), today, f"since {FIRST_YEAR}", general=True)
    if _RECENT.search(words):
        first = back_from(today, 1, "year").replace(day=1)
        return Period(first, today, f"since {month_in_words(first)}", True, True)
    return None


def _joined(words: str, found: list[Found]) -> list[Found]:
    """Make one of points that belong together: "2021 to 2022", "in september … of 2023"."""
    joined: list[Found] = []
    for after in found:
        before = joined[-1] if joined else None
        if before and _JOIN.fullmatch(words[before.end : after.start]):
            joined[-1] = Found(before.start, after.end, _range(before.point, after.point))
        else:
            joined.append(after)
    years = [f for f in joined if f.point.words.isdigit()]
    if len(years) == 1:
        year = years[0].point.first.year
        joined = [replace(f, point=f.point.in_year(year)) if f.point.in_year else f for f in joined]
    return joined


def _range(old: Point, new: Point) -> Point:
    """Return the days from the first of two points to the end of the second."""
    again, later = old.in_year, new.in_year
    if later and not again:
        new = later(old.first.year)
        new = later(old.first.year + 1) if new.first < old.first else new
    elif again:
        old = again(new.first.year)
        old = again(new.first.year - 1) if old.first > new.first else old
    if old.first > new.first:
        old, new = new, old
    begin, end = _edge(old, old.first), _edge(new, new.last)
    year = f" {old.first.year}"
    if begin != year.strip() and end.endswith(year):
        begin = begin.removesuffix(year)
    general = old.general or new.general
    return Point(old.first, new.last, f"between {begin} and {end}", "", general=general)


def _edge(point: Point, day: date) -> str:
    """Return the name of a point, or of one of its days when it has no short name."""
    return point.words if point.before else day_in_words(day)


def _cut(words: str, found: Found) -> str:
    """Return the message without a point and the small words beside it."""
    head, tail = words[: found.start], words[found.end :]
    for pattern in (_BETWEEN, _SINCE, _AFTER, _BEFORE, _UNTIL, _IN):
        if pattern.search(head):
            head = pattern.sub("", head)
            break
    for pattern in (_ONWARDS, _EARLIER):
        if pattern.match(tail):
            tail = pattern.sub("", tail, count=1)
    return f"{head} {tail}"


def _period(words: str, found: Found, today: date) -> Period:
    point, head, tail = found.point, words[: found.start], words[found.end :]
    first, last, general = point.first, point.last, point.general
    if point.runs_to_today:
        return Period(first, last, point.words, general, True)
    onwards = _ONWARDS.match(tail)
    if onwards or _SINCE.search(head):
        label = f"since {_edge(point, first)}"
        return Period(first, max(today, last), label, general, True)
    if _AFTER.search(head):
        after = last + timedelta(days=1)
        return Period(after, max(today, after), f"after {_edge(point, last)}", general, True)
    if _BEFORE.search(head):
        return Period(date.min, first - timedelta(days=1), f"before {_edge(point, first)}", general)
    if _EARLIER.match(tail) or _UNTIL.search(head):
        return Period(date.min, last, f"up to {_edge(point, last)}", general)
    return Period(first, last, f"{point.before} {point.words}".strip(), general)
