"""Find mistakes in the content files: one small rule a file, listed in ``rules.py``."""

from __future__ import annotations

from datetime import date

from knowledge.files import ContentFiles, Problem
from knowledge.lint.material import gather
from knowledge.lint.rules import RULES


def lint(files: ContentFiles, today: date) -> list[Problem]:
    """Return every mistake in the content, ordered by file and line.

    Args:
        files: the content folder. The wording of the bot and the held-out questions are looked
            for beside it (``../bot``, ``../tests/evaluation``); what is not there is left out.
        today: the day that review dates are compared with.
    """
    material, problems = gather(files, today)
    for rule in RULES:
        problems.extend(rule(material))
    return sorted(set(problems), key=lambda p: (str(p.path), p.line, p.message))


__all__ = ["lint"]
