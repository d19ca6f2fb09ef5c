"""Repair text-speak and misspelt words, so that they can be compared with what we know.

The repaired text is only ever used to find an answer. It is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[A-Za-z0-9'.]*[A-Za-z0-9][A-Za-z0-9']*")
_SHORTEST_REPAIRED = 4
_TWO_SLIPS_FROM = 8
_TEXTSPEAK = Path(__file__).with_name("textspeak.yml")


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """About 82,000 English words that a repair must leave alone, from symspellpy's word list."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    with listing.open(encoding="utf-8-sig") as lines:
        return frozenset(line.split(" ", 1)[0].lower() for line in lines)


@lru_cache(maxsize=1)
def textspeak() -> dict[str, str]:
    """Short forms and what they stand for, from ``textspeak.yml`` (lower case)."""
    return {str(k): str(v) for k, v in yaml.safe_load(_TEXTSPEAK.read_text("utf-8")).items()}


class SpellingRepair:
    """Expands text-speak, and turns an unknown word into the domain word it is closest to.

    Args:
        domain_words: the words of the knowledge base, in any case. Only these are offered as a
            repair; a word that is one of them, or plain English, is never changed.
    """

    def __init__(self, domain_words: Iterable[str]) -> None:
        self.domain_words = sorted({w.lower() for w in domain_words if w.isalpha() and len(w) > 3})
        self._known = frozenset(self.domain_words)
        self._by_initial: dict[str, list[str]] = {}
        for word in self.domain_words:
            self._by_initial.setdefault(word[0], []).append(word)

    def repair(self, text: str) -> str:
        """Return cleaned ``text`` in lower case, text-speak expanded and spelling repaired."""
        return _WORD.sub(lambda match: self._word(match.group()), text.lower())

    def _word(self, word: str) -> str:
        short_forms = textspeak()
        if word in short_forms:
            return short_forms[word]
        if len(word) < _SHORTEST_REPAIRED or not word.isalpha():
            return word
        if word in self._known or word in english_words():
            return word
        return self._closest(word) or word

    def _closest(self, word: str) -> str | None:
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        # A first letter is rarely mistyped, except by swapping it with the second.
        candidates = self._by_initial.get(word[0], []) + self._by_initial.get(word[1], [])
        found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else None
