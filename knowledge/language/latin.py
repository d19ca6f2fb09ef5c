"""The language of a message in Latin letters, by its words. Slow to say "not English"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from knowledge.language.second_opinion import second_opinion
from knowledge.language.word_lists import OWN, english, foreign

_WORD = re.compile(r"[^\W\d_]+")
_CONTRACTION = re.compile(r"\b[a-z]+(?:n't|'(?:s|re|ll|ve|m|d))\b")
_PARTICLES = {"al", "bin", "da", "de", "del", "der", "di", "do", "dos", "el", "la", "van", "von"}
_UNKNOWN_TO_DETECTOR = {"so", "pa-Latn", "ur-Latn"}

# What an unknown word counts for a letter or spelling that English does not have.
_LETTER = 0.75
_SHORTEST_SPELLING = 5
# Scores this near to each other do not decide between two languages; the detector does.
_NEAR = 0.75
# The guards against English.
_MOST_ENGLISH = 0.4  # share of the words
_OWN_FOR_EACH_SMALL = 4  # words that English does not have, for each small word of English


@dataclass(frozen=True)
class Evidence:
    """What in a message speaks for one language, and what for English.

    ``score`` is what its words count together, ``own`` how many of them English does not have,
    ``known`` how many are in the language's list, ``words`` how many there are in all.
    """

    code: str
    score: float
    own: int
    known: int
    small_english: int
    other_english: int
    words: int

    @property
    def share(self) -> float:
        """How much of the message tells, from 0 to about 1."""
        return self.score / max(self.words, 1)

    @property
    def may_be_english(self) -> bool:
        """Whether there is too much English in the message to call it anything else."""
        return (
            self.small_english * _OWN_FOR_EACH_SMALL > self.own
            or self.small_english + self.other_english > _MOST_ENGLISH * self.words
        )


def latin_language(text: str) -> str | None:
    """Return the code of the language of ``text``, which is in Latin letters.

    None when it is English, a list of names, or has too little to tell by.
    """
    if _is_names(text):
        return None
    lowered = text.replace("İ", "i").lower()
    for phrase in english().phrases:
        lowered = lowered.replace(phrase, " ")
    evidence = _evidence(lowered)
    if evidence is None or evidence.words < 2 or evidence.may_be_english:
        return None
    return evidence.code if _convinces(evidence, lowered) else None


def _convinces(found: Evidence, text: str) -> bool:
    if found.code in _UNKNOWN_TO_DETECTOR:
        enough = 2.0 if found.code == "so" else 2.8  # no fixed spelling, many words shared
        return found.score >= enough and min(found.own, found.known + 1) >= 2 and found.share >= 0.3
    nothing_else = found.known == found.words and found.own >= 1 and found.score >= 1.4
    if nothing_else or (found.own >= 3 and found.known >= 2 and found.share >= 0.5):
        return True
    likely, sure = second_opinion(text)
    if found.own >= 2 and found.score >= 2.0 and found.share >= 0.3:
        listed = likely == "en" or likely in foreign().letters
        if listed or sure < 0.95:
            return True
    if likely != found.code or found.small_english or found.words < 3:
        return False
    return (found.score >= 0.75 and sure >= 0.8) or (found.score >= 1.4 and sure >= 0.35)


def _evidence(text: str) -> Evidence | None:
    contractions = len(_CONTRACTION.findall(text))
    words = list(dict.fromkeys(_WORD.findall(_CONTRACTION.sub(" ", text))))
    counts = {word: _counts(word) for word in words}
    scores: dict[str, float] = defaultdict(float)
    for each in counts.values():
        for code, count in each.items():
            scores[code] += count
    if not scores:
        return None
    best = _best(scores, text)
    known = [word for word in words if best in foreign().weights.get(word, {})]
    rest = [word for word in words if word not in known and word not in english().ours]
    small = [word for word in rest if word in english().small]
    return Evidence(
        code=best,
        score=scores[best],
        own=sum(each.get(best) in {OWN, _LETTER} for each in counts.values()),
        known=len(known),
        small_english=len(small) + contractions,
        other_english=sum(word in english().all for word in rest) - len(small),
        words=len(known) + len(rest) + contractions,
    )


def _counts(word: str) -> dict[str, float]:
    counts = dict(foreign().weights.get(word, {}))
    if word in english().all or word in english().ours:
        return counts
    for code, letters in foreign().letters.items():
        if not letters.isdisjoint(word):
            counts.setdefault(code, _LETTER)
    for code, spelling in foreign().spellings.items():
        if len(word) >= _SHORTEST_SPELLING and spelling.search(word):
            counts.setdefault(code, _LETTER)
    return counts


def _best(scores: dict[str, float], text: str) -> str:
    best = max(scores, key=lambda code: scores[code])
    near = {code for code, score in scores.items() if score > scores[best] - _NEAR}
    if scores[best] < 1 or len(near) == 1 or near & _UNKNOWN_TO_DETECTOR:
        return best
    likely, _ = second_opinion(text)
    return likely if likely in near else best


def _is_names(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.lower() not in _PARTICLES]
    capitals = all(word[0].isupper() for word in words) and not text.isupper()
    return len(words) >= 2 and capitals and "?" not in text
