"""British spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material

_AMERICAN = re.compile(
    r"\b("
    r"(?:organi|recogni|reali|prioriti|raciali|criminali|apologi|summari|minimi|maximi|speciali|"
    r"emphasi|categori|finali|moderni|utili|standardi|characteri|equali|mobili|summari|publici)"
    r"z(?:e|es|ed|er|ers|ing|ation|ations)|"
    r"(?:colo|favo|hono|labo|neighbo|behavio|endeavo)rs?|neighborhoods?|colored|"
    r"(?:un)?favorable|(?:un)?favorites?|centers?|centered|theaters?|programs|"
    r"analyz(?:e|es|ed|ing)|defense|offense|enroll(?:ment|s)|fulfill(?:s|ment)|"
    r"traveler|travelers|traveling|counselors?|skillful|gotten|math|inquir(?:y|ies)"
    r")\b",
    re.IGNORECASE,
)


def american_spellings(material: Material) -> Iterator[Problem]:
    """Nothing that is said has an American spelling."""
    for written in material.entries:
        for where, text in written.said():
            for message in american_problems(text):
                yield written.problem(message, *where)


def american_problems(text: str) -> Iterator[str]:
    """Yield a message for each American spelling."""
    for found in _AMERICAN.finditer(text):
        yield f'American spelling "{found.group()}"'
