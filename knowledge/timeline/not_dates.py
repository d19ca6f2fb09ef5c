"""Take the numbers that are no dates out of a message."""

from __future__ import annotations

import re

TAKEN = "#"

_YEAR = r"(?:19|20)\d\d"
_COUNTED = (
    "people|members?|hours?|votes?|jobs?|applicants?|applications?|families|residents|"
    "employers?|visitors|volunteers|a year|per year|each year"
)
_NOT_DATES = re.compile(
    "|".join(
        (
            r"\S+@\S+|https?://\S+|www\.\S+",
            # Money, shares, large numbers.
            r"[£$€] ?\d[\d,.]*(?: ?(?:k|m|bn|thousand|million|billion)\b)?",
            r"\b\d[\d,.]* ?(?:%|per ?cent\b)(?: of \d+\b)?",
            r"\b\d[\d,.]* ?(?:pounds?\b|quid\b|p\b|k\b|million\b|thousand\b|hrs?\b)",
            r"\b\d{1,3}(?:,\d{3})+\b",
            # Phone numbers and postcodes.
            r"(?:\+44|\b0)[\d -]{7,}\d\b|\b116 ?123\b|\b\d{5,}\b|\b24/7\b",
            r"\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b",
            # Laws and other things with a year in their name.
            r"\b(?:act|census|covid|regulations?|order|code|agenda|vision|room|flat|number|"
            rf"section|version|line|bus|route)(?: of)? {_YEAR}\b",
            rf"\b{_YEAR}(?:'s)? (?:act|census|regulations?|equality act)\b",
            # How many.
            rf"(?<!\bin )(?<!since )(?<!during )(?<!\bof )\b{_YEAR} (?:{_COUNTED})\b",
            rf"\b(?:more|fewer|less) than {_YEAR}\b|\b(?:at least|nearly|almost) {_YEAR}\b",
            r"\b\d+ out of \d+\b",
            # Ages.
            r"\b\d+ ?(?:-|to|and|or) ?\d+[ -]?(?:years?|yrs?|y/?o)[ -]olds?\b",
            r"\b\d+[ -]?(?:years?|yrs?|y/?o)[ -]?olds?\b|\b\d+ ?yo\b|\byears? of age\b",
            r"\bage[ds]?(?: of| between)? \d+(?: ?(?:-|to|and) ?\d+)?\b|\b(?:under|over) \d\ds?\b",
        )
    )
)


def without_other_numbers(text: str) -> str:
    """Return a text in lower case with ``#`` for money, shares, phone numbers, ages and laws."""
    return _NOT_DATES.sub(f" {TAKEN} ", text)
