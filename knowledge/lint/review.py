"""Answers are checked again in time."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material

_LONGEST_DAYS = 400


def review_dates(material: Material) -> Iterator[Problem]:
    """The review is not overdue, not far off, and comes after a check that has taken place."""
    for written in material.entries:
        checked_on, review_by = written.entry.checked_on, written.entry.review_by
        if checked_on > material.today:
            yield written.problem(f"checked_on {checked_on} is in the future", "checked_on")
        if review_by < material.today:
            yield written.problem(f"the review is overdue since {review_by}", "review_by")
        if review_by <= checked_on:
            yield written.problem("review_by must be later than checked_on", "review_by")
        if (review_by - checked_on).days > _LONGEST_DAYS:
            message = f"review_by is more than {_LONGEST_DAYS} days after checked_on"
            yield written.problem(message, "review_by")
