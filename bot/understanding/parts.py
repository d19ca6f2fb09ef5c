"""Split a message into the questions that it asks."""

from __future__ import annotations

import re

from bot.understanding.words import any_of

MOST_PARTS = 3

# Where one sentence ends. A full stop inside a number or an address ends nothing.
_SENTENCE = re.compile(r"(?<=[?!;])\s*|(?<=[^\W\d]\.)\s+|(?<=\d\.)\s+(?=[a-z])|\n+")
_STARTS = any_of("question_starts")
_JOINS = any_of("joins")
_JOIN = re.compile(
    rf"[,;]?\s+{_JOINS}(?:\s+(?:also|then|plus|and|so))?\s+(?={_STARTS}\b)|,\s*(?={_STARTS}\b)"
)
_QUESTION = re.compile(rf"^(?:(?:so|and|also|but|please|uh|um|erm|er|like) )*{_STARTS}\b")
# "... of the taskforce what is the wmca": a second question with nothing between.
_RUNS_ON = re.compile(
    r"\s+(?=(?:what|who|when|where|why|how|which)(?:'?s)? "
    r"(?:is|are|was|were|did|does|do|can|much|many|has|have|will)\b)"
)
# ... but not after "can you tell me".
_UNFINISHED = re.compile(
    r"\b(?:me|us|know|knows|explain|ask|asking|wonder|wondering|understand|about|to|of|sure|see|say|"
    r"out|find|tell|exactly|is|was|and|or)$"
)
_AND = re.compile(r"[,;]?\s+(?:and|an|n|&|plus|as well as)(?:\s+(?:also|of|for|to))?\s+")
_ASKS = re.compile(r"^(?:why|when|where|who|how)\b")
_GREETING = re.compile(rf"^(?:{any_of('greetings')}(?:\b|(?=\W))[\s,.!?:;-]*)+")
_THANKS = re.compile(rf"(?:[\s,.!-]+(?:{any_of('thanks')}|\W)+)+$")


def questions_in(text: str) -> list[str]:
    """Return the questions of a message, in order: at most three, at least one.

    A message that asks one thing comes back whole, without its greeting and thanks.

    Args:
        text: repaired text (lower case, text-speak expanded).
    """
    whole = without_pleasantries(text)
    pieces = [
        bare
        for sentence in _SENTENCE.split(whole)
        for piece in _JOIN.split(sentence or "")
        if (bare := without_pleasantries(piece)) and (len(bare.split()) > 1 or _ASKS.match(bare))
    ]
    if len(pieces) == 1 and _QUESTION.match(whole):
        run_on = _RUNS_ON.split(whole)
        if len(run_on) > 1 and not _UNFINISHED.search(run_on[0]):
            pieces = [piece for piece in run_on if len(piece.split()) > 2]
    asked = _with_background(pieces)
    if len(asked) > 1:
        return asked[:MOST_PARTS]
    if len(pieces) > 1:
        return pieces[:MOST_PARTS]
    return [whole]


def halves_of(text: str) -> list[str]:
    """Return the two halves of a message that its only "and" (or "plus") joins; else nothing.

    "The address, and the name of the chief executive": the second has no question word.
    """
    halves = [without_pleasantries(half) for half in _AND.split(text)]
    return halves if len(halves) == 2 and all(len(h.split()) > 1 for h in halves) else []


def _with_background(pieces: list[str]) -> list[str]:
    """Return the pieces that ask, each with what is told right before it."""
    asked: list[str] = []
    told: list[str] = []
    for piece in pieces:
        if piece.endswith("?") or _QUESTION.match(piece):
            asked.append(", ".join([*told, piece]))
            told = []
        else:
            told.append(piece)
    return asked


def is_question(text: str) -> bool:
    """Tell whether a text is put as a question, by its first word or its mark."""
    return "?" in text or bool(_QUESTION.match(without_pleasantries(text.lower())))


def are_questions(text: str, pieces: list[str]) -> bool:
    """Tell whether every piece of a text is put as a question of its own.

    Background is told, not asked; and a question may run on ("tell me what is ...").
    """
    parted = _JOIN.search(text) or "?" in text.rstrip("? ")
    return bool(parted) and all(piece.endswith("?") or _QUESTION.match(piece) for piece in pieces)


def without_pleasantries(text: str) -> str:
    """Return the text without the greeting before it and the thanks after it.

    A message that is nothing else comes back as it is.
    """
    bare = _THANKS.sub("", _GREETING.sub("", text)).strip(" ,.;:-")
    return bare or text.strip()
