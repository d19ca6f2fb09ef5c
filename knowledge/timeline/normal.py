"""Write a message in one way, so that a small grammar of dates can read it."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.dates import MONTHS
from knowledge.language.clean import clean
from knowledge.timeline.not_dates import without_other_numbers
from knowledge.timeline.words import words

MONTH_NAMES = tuple(month.lower() for month in MONTHS)

_SAME = {way: word for word, ways in words().same.items() for way in ways}
# Long enough to be told from other words when misspelt.
_LONG_MONTHS = tuple(month for month in MONTH_NAMES if len(month) > 5)
_NUMBERS, _ORDINALS = words().numbers, words().ordinals
_YEAR_IN_WORDS = re.compile(
    r"\b(?:two thousand(?: and)?|twenty)[ -]"
    rf"(?:(twenty)(?:[ -]({'|'.join(_NUMBERS[:9])}))?|({'|'.join(_NUMBERS[9:])}))\b"
)
_ORDINAL = re.compile(
    rf"\b({'|'.join(sorted(_ORDINALS, key=len, reverse=True)).replace('-', '[ -]')})"
    rf"(?= (?:of )?(?:{'|'.join(MONTH_NAMES)})\b)"
)
_MARKS = re.compile(r"[^\w\s/%'.&+#-]|_|(?<!\d)\.|\.(?!\d)")
_LOOSE = re.compile(r"(?<!\w)[/'-]+(?=\s|$)|(?<=\s)'+|'+(?=\s|$)")
# "15sept2023", "feb-24" and "jan-mar", in which the parts of a date stand without spaces.
_GLUED = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)?-?)?[a-z]{3,9}-?(?:\d{2,4}|[a-z]{3,9})?(?![\w-])")
_PIECE = re.compile(r"\d+(?:st|nd|rd|th)(?![a-z])|\d+|[a-z]+")


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """Return ``text`` in lower case with plain words for dates, and ``#`` for other numbers.

    Misspelt and shortened months, seasons and units are written out ("sept" is "september",
    "2 yrs" is "2 year"), numbers in words that are years or days become figures, and sums of
    money, percentages, ages and phone numbers are taken out.
    """
    lowered = clean(text).lower().replace("–", "-").replace("—", " - ")
    lowered = _MARKS.sub(" ", without_other_numbers(lowered))
    lowered = _LOOSE.sub(" ", re.sub(r"\s+-\s+", " to ", lowered))
    lowered = _GLUED.sub(_apart, lowered)
    plain = " ".join(_word(word) for word in lowered.split())
    plain = _YEAR_IN_WORDS.sub(_year, plain)
    return _ORDINAL.sub(lambda m: str(_ORDINALS.index(m[1].replace(" ", "-")) + 1), plain)


def _word(word: str) -> str:
    """Return a word as the grammar has it."""
    if word in _SAME:
        return _SAME[word]
    if word.endswith("'s") and (word[:-2] in _SAME or word[:-2] in MONTH_NAMES):
        return _word(word[:-2])
    if word.isalpha() and len(word) > 4:
        for month in _LONG_MONTHS:
            most = 1 if len(month) < 8 else 2
            if word[0] == month[0] and OSA.distance(word, month, score_cutoff=most) <= most:
                return month
    return word


def _apart(match: re.Match[str]) -> str:
    """Put spaces between the parts of a date; leave everything else as it is."""
    pieces = _PIECE.findall(match[0])
    months = [_word(piece) in MONTH_NAMES for piece in pieces]
    if len(pieces) < 2 or not any(months):
        return match[0]
    return (" to " if all(months) else " ").join(pieces)


def _year(match: re.Match[str]) -> str:
    twenty, unit, teen = match.groups()
    if twenty:
        return str(2020 + (_NUMBERS.index(unit) + 1 if unit else 0))
    return str(2000 + _NUMBERS.index(teen) + 1)
