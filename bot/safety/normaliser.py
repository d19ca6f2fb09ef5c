"""Bring a message into the one plain form that the safety rules are written for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import product

from bot.safety.rules import RulesFile, fill

MAX_CHARACTERS = 6_000
"""Longer messages keep their beginning and their end, where people say what matters."""

_WORD = re.compile(r"[a-z]{2,}")
_TOKEN = re.compile(r"[^\s.?]+|[.?]")
_MASK = re.compile(r"[*#_\-~^+.]+")
_MASKED_TOKEN = re.compile(r"(?<![^\s\"'(,])[a-z]*[*#](?:[a-z*#]*[a-z*#])?(?![a-z])")
_JOINED_BY_MARKS = re.compile(r"\b[a-z](?:[\-_.~+][a-z])+\b")
_SPACED_LETTERS = re.compile(r"\b[a-z](?:[ .\-_*]{1,2}[a-z]\b){2,}")
_LEET_TOKEN = re.compile(r"[a-z]+[0134578@$!|]+[a-z][a-z0134578@$!|]*|[@$][a-z]+")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_APOSTROPHES = re.compile(r"['\u2018\u2019\u201b\u02bc\u00b4`\uff07]")
_SENTENCE_END = re.compile(r"[.!;:\n\r\u2026]+")
_NOT_KEPT = re.compile(r"[^\w\s.?\U0001F300-\U0001FAFF]|_")
_LEET = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "i",
    }
)
# Letters of other alphabets that look Latin, used to slip past filters.
_LOOKALIKES = str.maketrans("аеорсухіѕјοαυıł", "aeopcyxisjoauil")


class Normaliser:
    """Brings a message into the one plain form that rules are written for."""

    def __init__(self, content: RulesFile, terms: dict[str, str]) -> None:
        self._spellings = content.spellings
        self._phrases = tuple(
            (re.compile(" " + fill(phrase.find, terms)), " " + phrase.use)
            for phrase in content.phrases
        )
        self._masked_words = content.masked_words
        sources = [
            *terms.values(),
            *(
                pattern
                for rules in content.acts.values()
                for rule in rules
                for pattern in (*rule.any, *rule.whole, *rule.all)
            ),
        ]
        self._vocabulary = frozenset(
            word for source in sources for word in _WORD.findall(source)
        ) | {*content.masked_words, *content.keywords, *content.spellings}
        self._not_misspellings = frozenset(content.not_misspellings) | self._vocabulary
        self._near_keywords: dict[str, str] = {}
        for keyword in content.keywords:
            for form in _with_one_letter_less(keyword):
                self._near_keywords.setdefault(form, keyword)

    def normalise(self, text: str) -> str:
        """Return the plain form, with one space before and after each word."""
        text = self._plain_characters(text)
        text = self._unmask(text)
        words = (self._word(token) for token in _TOKEN.findall(text))
        text = f" {' '.join(words)} ".replace("  ", " ").rstrip(" .") + " "
        for find, use in self._phrases:
            text = find.sub(use, text)
        return text

    @staticmethod
    def _plain_characters(text: str) -> str:
        """Fold case, width, accents and look-alikes; drop what cannot be seen."""
        if len(text) > MAX_CHARACTERS:
            half = MAX_CHARACTERS // 2
            text = f"{text[:half]} {text[-half:]}"
        text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
        if text.isascii() and text.isprintable():
            return text
        text = text.translate(_LOOKALIKES)
        kept: list[str] = []
        for character in unicodedata.normalize("NFKD", text):
            category = unicodedata.category(character)
            if character in "\n\r\t":
                kept.append(" . " if character != "\t" else " ")
            elif category not in {"Cf", "Cc", "Mn", "Sk", "Cs", "Co", "Cn"}:
                kept.append(character)
        return "".join(kept)

    def _unmask(self, text: str) -> str:
        """Undo stars, marks between letters, spelling out and number letters."""
        if "*" in text or "#" in text:
            text = _MASKED_TOKEN.sub(lambda match: self._masked(match.group()), text)
        text = _JOINED_BY_MARKS.sub(lambda match: self._joined(match.group()), text)
        text = _SPACED_LETTERS.sub(lambda match: self._joined(match.group()), text)
        text = _LEET_TOKEN.sub(self._unleet, text)
        text = _SENTENCE_END.sub(" . ", text)
        return _NOT_KEPT.sub(" ", text).replace("?", " ? ")

    def _masked(self, token: str) -> str:
        """Return the known word that fits the letters left visible."""
        exact = re.compile(re.sub(r"[*#]", "[a-z]", token))
        loose = re.compile(re.sub(r"[*#]+", "[a-z]+", token))
        for pattern in (exact, loose):
            for word in self._masked_words:
                if pattern.fullmatch(word):
                    return word
        return token.replace("*", "").replace("#", "")

    def _joined(self, run: str) -> str:
        """Join spelled-out letters when they make a word that matters here."""
        letters = re.sub(r"[^a-z]", "", run)
        for word in self._masked_words:
            if len(word) > 2 and word in letters:
                before, _, after = letters.partition(word)
                return f"{' '.join(before)} {word} {' '.join(after)}"
        return run

    def _unleet(self, match: re.Match[str]) -> str:
        """Read numbers and signs inside a word as letters, if a word results."""
        token = match.group()
        word = token.rstrip("!").translate(_LEET)
        if any(mark in token for mark in "!|") and word not in self._vocabulary:
            return token
        return word

    def _word(self, token: str) -> str:
        """Return the plain form of one word."""
        if token in self._spellings:
            return self._spellings[token]
        if token not in self._vocabulary and _LONG_RUN.search(token):
            token = self._shortened(token)
        if token in self._spellings:
            return self._spellings[token]
        if token in self._vocabulary or not token.isalpha():
            return token
        if token.endswith("in") and f"{token}g" in self._vocabulary:
            return f"{token}g"
        return self._corrected(token)

    def _shortened(self, token: str) -> str:
        """Shorten drawn-out letters, preferring a word that is known."""
        parts = _LONG_RUN.split(token)
        letters = parts[1::2]
        for counts in product((1, 2), repeat=min(len(letters), 4)):
            word = parts[0] + "".join(
                letter * count + rest
                for letter, count, rest in zip(letters, counts, parts[2::2], strict=False)
            )
            if word in self._vocabulary:
                return word
        return _LONG_RUN.sub(r"\1", token)

    def _corrected(self, token: str) -> str:
        """Return the safety keyword one slip away from a word, if any."""
        if len(token) < 5 or token in self._not_misspellings:
            return token
        for form in _with_one_letter_less(token):
            keyword = self._near_keywords.get(form)
            if keyword is not None and keyword[0] == token[0]:
                return keyword
        return token


def _with_one_letter_less(word: str) -> Iterator[str]:
    """Yield the word itself and the word without each of its letters in turn."""
    yield word
    for position in range(1, len(word)):
        yield word[:position] + word[position + 1 :]
