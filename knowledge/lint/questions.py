"""Example questions belong to one entry, and an answer has enough of them."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import normalised
from knowledge.schema import Kind

_FEWEST = 8


def repeated_questions(material: Material) -> Iterator[Problem]:
    """No question is asked twice in an entry or in two, nor is it the title of another entry."""
    titles = {normalised(w.entry.title): w.entry.id for w in material.entries}
    seen: dict[str, str] = {}
    for written in material.entries:
        for where, question in written.questions():
            same, entry_id = normalised(question), written.entry.id
            if not same:
                yield written.problem("the question has no words", *where)
            elif seen.get(same) == entry_id:
                yield written.problem(f'"{question}" is asked twice', *where)
            elif same in seen:
                yield written.problem(f'"{question}" is asked in {seen[same]} too', *where)
            elif titles.get(same, entry_id) != entry_id:
                yield written.problem(f'"{question}" is the title of {titles[same]}', *where)
            seen.setdefault(same, entry_id)


def few_questions(material: Material) -> Iterator[Problem]:
    """An answer has at least eight questions."""
    for written in material.entries:
        count = sum(1 for _ in written.questions())
        if written.entry.kind is Kind.ANSWER and count < _FEWEST:
            message = f"only {count} example questions (at least {_FEWEST})"
            yield written.problem(message, "questions")
