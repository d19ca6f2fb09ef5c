"""An entry as it stands in its file, so that a rule can say which line is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.files import Document, Problem
from knowledge.schema import DatedSentence, Entry, Sentence

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Written:
    """An entry and the file that it was read from."""

    entry: Entry
    document: Document

    def problem(self, message: str, *where: str | int) -> Problem:
        """Return a problem with the value at ``where`` in the file."""
        return Problem(self.document.path, self.document.line(*where), message)

    def sentences(self) -> Iterator[tuple[Where, Sentence]]:
        """Yield the sentences of the answer, facets, leads and events, each with its place."""
        for index, sentence in enumerate(self.entry.answer):
            yield ("answer", index), sentence
        for name, sentence in self.entry.facets.items():
            yield ("facets", name.value), sentence
        for group, questions in enumerate(self.entry.questions):
            if questions.lead:
                yield ("questions", group, "lead"), questions.lead
        yield from self.events()

    def events(self) -> Iterator[tuple[Where, DatedSentence]]:
        """Yield the dated sentences, each with its place."""
        for index, event in enumerate(self.entry.events):
            yield ("events", index), event

    def said(self) -> Iterator[tuple[Where, str]]:
        """Yield every text that a person may be shown, each with its place."""
        yield ("title",), self.entry.title
        if self.entry.short:
            yield ("short",), self.entry.short
        for where, sentence in self.sentences():
            yield (*where, "text"), sentence.text

    def questions(self) -> Iterator[tuple[Where, str]]:
        """Yield every example question, each with its place."""
        for group, questions in enumerate(self.entry.questions):
            for index, text in enumerate(questions.ask):
                yield ("questions", group, "ask", index), text

    def used_facts(self) -> Iterator[tuple[Where, str]]:
        """Yield every fact id that the entry names, each with its place."""
        for where, sentence in self.sentences():
            for index, fact in enumerate(sentence.facts):
                yield (*where, "facts", index), fact
        for group, questions in enumerate(self.entry.questions):
            for index, fact in enumerate(questions.facts):
                yield ("questions", group, "facts", index), fact
