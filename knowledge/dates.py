"""Dates as the content files write them: a year, a month or a day."""

from __future__ import annotations

import calendar
from datetime import date

MONTHS = tuple(calendar.month_name)[1:]
# The months of each season, as the Met Office counts them; winter begins in December.
SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}


def days_of(written: str) -> tuple[date, date]:
    """Return the first and the last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Raises:
        ValueError: when there is no such date.
    """
    parts = [int(part) for part in written.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return month_days(parts[0], parts[1])
    day = date(*parts)
    return day, day


def month_days(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month.

    Raises:
        ValueError: when there is no such month.
    """
    first = date(year, month, 1)
    return first, date(year, month, calendar.monthrange(year, month)[1])


def day_in_words(day: date) -> str:
    """Return a day as British people write it: 15 September 2023."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """Return the month of a day: September 2023."""
    return f"{MONTHS[day.month - 1]} {day.year}"
