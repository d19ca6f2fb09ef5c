"""Sentences, answers and titles are short."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import split_sentences, words
from knowledge.schema import Kind

_MOST_WORDS_IN_SENTENCE = 25
_MOST_WORDS_IN_ANSWER = 85
_LONGEST_TITLE = 60


def long_sentences(material: Material) -> Iterator[Problem]:
    """No sentence has more than 25 words."""
    for written in material.entries:
        for where, text in written.said():
            for message in sentence_problems(text):
                yield written.problem(message, *where)


def sentence_problems(text: str) -> Iterator[str]:
    """Yield a message for each sentence of a text that is too long."""
    for sentence in split_sentences(text):
        count = len(words(sentence))
        if count > _MOST_WORDS_IN_SENTENCE:
            yield f"a sentence of {count} words (at most {_MOST_WORDS_IN_SENTENCE})"


def long_answers(material: Material) -> Iterator[Problem]:
    """No answer or signpost has more than 85 words."""
    for written in material.entries:
        entry = written.entry
        count = sum(len(words(sentence.text)) for sentence in entry.answer)
        if entry.kind in (Kind.ANSWER, Kind.SIGNPOST) and count > _MOST_WORDS_IN_ANSWER:
            message = f"an answer of {count} words (at most {_MOST_WORDS_IN_ANSWER})"
            yield written.problem(message, "answer")


def long_titles(material: Material) -> Iterator[Problem]:
    """No title has more than 60 characters."""
    for written in material.entries:
        count = len(written.entry.title)
        if count > _LONGEST_TITLE:
            message = f"a title of {count} characters (at most {_LONGEST_TITLE})"
            yield written.problem(message, "title")
