"""Tell what a long number is: a telephone number, a card, an NHS number, or only years."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.gaps import patterns

_NOT_DIGIT = re.compile(r"\D")
_YEARS = re.compile(r"\W*(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?\W*")
_AMOUNT = re.compile(r"\(?\d{1,3}(?:,\d{3})+\)?(?:\.\d\d?)?[.,]?")
_RECENT_DATE = re.compile(
    r"\(?(?:\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|20\d\d[/.-]\d{1,2}[/.-]\d{1,2})\W*"
)
_CURRENCY = re.compile(r"[£$€]\s?$")
_UNIT = re.compile(r"\s?(?:%|per ?cent\b|pounds?\b|quid\b|gbp\b|people\b|million\b)", re.IGNORECASE)
_NHS = re.compile(r"\bnhs\b[^\d]{0,20}$", re.IGNORECASE)
_FEWEST = 7  # digits; a telephone number without its area code
_MOST_GROUPS = 6  # of a number that is written with spaces


def digits_of(text: str) -> str:
    """Return the digits of a text, in plain ones."""
    return "".join(str(int(d)) for d in _NOT_DIGIT.sub("", text))


def without_numbers(text: str, is_public: Callable[[str], bool]) -> str:
    """Return the text with its long numbers replaced by what they are.

    Years, recent dates, sums of money and public numbers stay.

    Args:
        text: cleaned text.
        is_public: tells whether a number (its digits) is ours to give.
    """

    def replaced(match: re.Match[str]) -> str:
        before, after = text[: match.start()], text[match.end() :]
        whole = match.group()
        if _CURRENCY.search(before) or (whole[0] not in "+(0" and _UNIT.match(after)):
            return whole
        groups = whole.split(" ")
        if _all_stay(groups, is_public):
            return whole
        start, end = _inner(groups, is_public)
        inner = " ".join(groups[start:end])
        if len(digits_of(inner)) < _FEWEST:
            return whole
        label = f"[{_label(inner, before)}]"
        return " ".join([*groups[:start], label, *groups[end:]])

    return patterns.DIGITS.sub(replaced, text)


def are_years(text: str) -> bool:
    """Tell whether a text is a year or two, such as 2024, 2024/25 or 2021-2023."""
    return _YEARS.fullmatch(text) is not None


def _all_stay(groups: list[str], is_public: Callable[[str], bool]) -> bool:
    """Tell whether a run of digits is nothing but public numbers, years, dates and sums."""
    at = 0
    while at < len(groups):
        counts = range(min(len(groups) - at, _MOST_GROUPS), 0, -1)
        public = (n for n in counts if is_public(digits_of("".join(groups[at : at + n]))))
        taken = next(public, 0) or int(_plain(groups[at]))
        if not taken:
            return False
        at += taken
    return True


def _inner(groups: list[str], is_public: Callable[[str], bool]) -> tuple[int, int]:
    """Leave out what may stay at both ends; what is between may be one number in pieces.

    A short public number, such as 100, does not count: it may be a piece of a longer one.
    """
    start, end = 0, len(groups)
    while start < end and (_plain(groups[start]) or _long_public(groups[start], is_public)):
        start += 1
    while start < end and (_plain(groups[end - 1]) or _long_public(groups[end - 1], is_public)):
        end -= 1
    return start, end


def _long_public(group: str, is_public: Callable[[str], bool]) -> bool:
    digits = digits_of(group)
    return len(digits) >= _FEWEST and is_public(digits)


def _plain(group: str) -> bool:
    return any(kind.fullmatch(group) for kind in (_YEARS, _AMOUNT, _RECENT_DATE))


def _label(number: str, before: str) -> str:
    digits = digits_of(number)
    if 13 <= len(digits) <= 19 and _luhn(digits):
        return "card"
    if _NHS.search(before) or (len(digits) == 10 and digits[0] != "0" and _nhs(digits)):
        return "NHS number"
    if (digits[0] == "0" or "+" in number) and 9 <= len(digits) <= 17:
        return "phone"
    return "number"


def _luhn(digits: str) -> bool:
    """Check a card number. Source: ISO/IEC 7812-1, annex B."""
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def _nhs(digits: str) -> bool:
    """Check an NHS number. Source: NHS Data Dictionary, modulus 11."""
    total = sum(int(d) * (10 - i) for i, d in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])
