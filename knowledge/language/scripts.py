"""The language of a message whose letters are not Latin, from its script and telling letters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("scripts.yml")
_KANA = {"HIRAGANA", "KATAKANA"}
_ONE_LETTER = str.maketrans("يك", "یک")
# Indic vowel signs are no word characters to a regular expression, so words are split at spaces.
_PUNCTUATION = "?!.,;:…-–()[]\"'«»„“”؟،؛۔।፧።፣፤"
# Of the Cantonese of Hong Kong, which is written in traditional characters.
_CANTONESE = set("嘅係唔喺咗佢哋嘢冇咩啲")


@dataclass(frozen=True)
class _Clues:
    code: str
    letters: frozenset[str]
    own_letters: frozenset[str]  # those that no other language of the script has
    words: frozenset[str]
    beginnings: tuple[str, ...]

    def count(self, word: str) -> int:
        """Return how much a word speaks for this language."""
        letters = (not self.letters.isdisjoint(word)) + (not self.own_letters.isdisjoint(word))
        begins = bool(self.beginnings) and word.startswith(self.beginnings)
        return letters + begins + (word.translate(_ONE_LETTER) in self.words)


@lru_cache(maxsize=4096)
def script_of(char: str) -> str | None:
    """Return the script of a letter or vowel sign, as Unicode names it ("GURMUKHI"), else None.

    Chinese characters are "CJK". Digits, signs and marks that belong to no script give None.

    Source: the character names of the Unicode Character Database, which begin with the script.
    """
    if unicodedata.category(char)[0] not in "LM":
        return None
    script = unicodedata.name(char, "").split(" ", 1)[0]
    known = script in _scripts() or script in _KANA or script in {"LATIN", "CJK"}
    return script if known else None


def language_in(script: str, text: str) -> str:
    """Return the code of the language of ``text``, whose letters are mostly of ``script``.

    A script that several languages share gives "und-" and the script when nothing tells.
    """
    if script in _KANA or script == "CJK":
        return _of_characters(text)
    found = _scripts()[script]
    if isinstance(found, str):
        return found
    words = [word.strip(_PUNCTUATION) for word in text.lower().split()]
    counts = {clues.code: sum(map(clues.count, words)) for clues in _clues(script)}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else str(found["otherwise"])


@lru_cache(maxsize=1)
def _scripts() -> dict[str, Any]:
    scripts: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return scripts


@lru_cache(maxsize=32)
def _clues(script: str) -> tuple[_Clues, ...]:
    languages = _scripts()[script]["languages"]
    letters = {code: frozenset(clues.get("letters", "")) for code, clues in languages.items()}
    sharing = Counter(letter for each in letters.values() for letter in each)
    return tuple(
        _Clues(
            code=code,
            letters=letters[code],
            own_letters=frozenset(letter for letter in letters[code] if sharing[letter] == 1),
            words=frozenset(clues.get("words", "").translate(_ONE_LETTER).split()),
            beginnings=tuple(clues.get("beginnings", "").split()),
        )
        for code, clues in languages.items()
    )


def _of_characters(text: str) -> str:
    """Japanese has kana; the two kinds of Chinese differ in what their old encodings hold."""
    if any(script_of(char) in _KANA for char in text):
        return "ja"
    simplified = sum(_in(char, "gb2312") and not _in(char, "big5") for char in text)
    traditional = sum(
        char in _CANTONESE or (_in(char, "big5hkscs") and not _in(char, "gb2312")) for char in text
    )
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
