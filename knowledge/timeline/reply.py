"""Say what happened in a period: a dated list of reviewed sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from knowledge.dates import month_in_words
from knowledge.timeline.period import Period
from knowledge.timeline.timeline import Event, overlapping

SOME = "{Label}, these things are on the published pages:"
ONE = "{Label}, this is on the published pages:"
NONE = "Nothing on the published pages I have is dated {label}."
BEFORE = "The nearest thing before that:"
AFTER = "The nearest thing after that:"
ONE_MORE = "There is 1 more from that time."
MORE = "There are {count} more from that time."
ASK_MONTH = "Ask about a month or a season, such as {month}, to see fewer at a time."
ASK_DAY = "Ask about one day or one subject to see fewer at a time."
ASK_SUBJECT = "Ask about one subject to see fewer at a time."
LINE = "- {text}"

_A_MONTH = timedelta(days=31)


def reply_text(period: Period, events: Sequence[Event], limit: int = 6) -> str:
    """Return the list of what happened in a period, or say that nothing is dated then.

    Args:
        period: what was asked about.
        events: every event of the timeline, in order; those outside the period serve to name
            the nearest ones when it has none.
        limit: the most events to name; the main ones are named first, then one of each month.
            Of a period that runs to today the newest are taken, of any other the first.
    """
    inside = overlapping(events, period)
    if not inside:
        return _nothing(period, events)
    shown = set(_chosen(inside, limit, period.runs_to_today))
    opening = (ONE if len(inside) == 1 else SOME).format(Label=_capital(period.label))
    listed = f"{opening}\n{_lines([event for event in inside if event in shown])}"
    left = [event for event in inside if event not in shown]
    return f"{listed}\n\n{_more(period, left)}" if left else listed


def nearest(period: Period, events: Sequence[Event]) -> tuple[Event | None, Event | None]:
    """Return the last event before a period and the first after it, where there are such."""
    before = [event for event in events if event.last < period.first]
    after = [event for event in events if event.first > period.last]
    newest = max(before, key=lambda e: (e.last, e.main, e.first), default=None)
    return newest, min(after, key=lambda e: (e.first, not e.main, e.last), default=None)


def _nothing(period: Period, events: Sequence[Event]) -> str:
    parts = [NONE.format(label=period.label)]
    for opening, event in zip((BEFORE, AFTER), nearest(period, events), strict=True):
        if event:
            parts.append(f"{opening}\n{_lines([event])}")
    return "\n\n".join(parts)


def _chosen(events: Sequence[Event], limit: int, newest: bool) -> list[Event]:
    """Return the events to name: the main ones, then by turns one of each month."""
    before: Counter[tuple[int, int]] = Counter()
    turns = []
    for order, event in enumerate(reversed(events) if newest else events):
        month = (event.place.year, event.place.month)
        turns.append((not event.main, 0 if event.main else before[month], order, event))
        before[month] += not event.main
    return [event for *_, event in sorted(turns, key=lambda turn: turn[:3])][:limit]


def _more(period: Period, left: Sequence[Event]) -> str:
    count = ONE_MORE if len(left) == 1 else MORE.format(count=len(left))
    if period.first == period.last:
        return f"{count} {ASK_SUBJECT}"
    if period.last - period.first < _A_MONTH:
        return f"{count} {ASK_DAY}"
    return f"{count} {ASK_MONTH.format(month=_busiest(left))}"


def _busiest(events: Sequence[Event]) -> str:
    """Return the month in which most of some events were, the newest of equals."""
    exact = [e for e in events if month_in_words(e.first) == month_in_words(e.place)]
    months = [event.place.replace(day=1) for event in exact or events]
    return month_in_words(max(months, key=lambda month: (months.count(month), month)))


def _lines(events: Sequence[Event]) -> str:
    return "\n".join(LINE.format(text=event.text) for event in events)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
