"""The word lists by which languages in Latin letters are told from each other and from English."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.language.spelling import english_words, textspeak

_HERE = Path(__file__).parent
_STROKES = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ß": "ss", "œ": "oe"})

# What a word counts towards a language.
OWN = 1.0  # English does not have it
SHARED = 0.4  # English has it too
SINGLE = 0.25  # it is one letter


@dataclass(frozen=True)
class EnglishWords:
    """Small words of English as it is spoken here; words that people keep in any language; all."""

    small: frozenset[str]
    ours: frozenset[str]
    all: frozenset[str]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class ForeignWords:
    """What each word counts towards each language; the telling letters and spellings of each."""

    weights: dict[str, dict[str, float]]
    letters: dict[str, frozenset[str]]
    spellings: dict[str, re.Pattern[str]]


def plain(word: str) -> str:
    """Return the word without marks on its letters, as people type it in a hurry."""
    parts = unicodedata.normalize("NFD", word.translate(_STROKES))
    return "".join(part for part in parts if not unicodedata.combining(part))


@lru_cache(maxsize=1)
def english() -> EnglishWords:
    """Return the English words, from ``english_small_words.yml``, text-speak and the word list."""
    lists = yaml.safe_load((_HERE / "english_small_words.yml").read_text("utf-8"))
    small = frozenset(lists["standard"].split()) | frozenset(lists["spoken"].split())
    small |= frozenset(textspeak())
    ours = frozenset(lists["ours"].split())
    return EnglishWords(small, ours, small | english_words(), tuple(lists["phrases"]))


@lru_cache(maxsize=1)
def foreign() -> ForeignWords:
    """Return the words of other languages, from ``latin_words.yml``, with and without marks."""
    lists = yaml.safe_load((_HERE / "latin_words.yml").read_text("utf-8"))
    weights: dict[str, dict[str, float]] = {}
    for code, clues in lists.items():
        for word in str(clues["words"]).split():
            for way in (word, plain(word)):
                counts = SINGLE if len(way) == 1 else SHARED if way in english().all else OWN
                weights.setdefault(way, {})[code] = counts
    return ForeignWords(
        weights=weights,
        letters={code: frozenset(clues["letters"]) for code, clues in lists.items()},
        spellings={c: re.compile(x["spellings"]) for c, x in lists.items() if "spellings" in x},
    )
