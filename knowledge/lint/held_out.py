"""Questions that measure the assistant, or set its bands, are not example questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from knowledge.files import Problem
from knowledge.lint.material import Material
from knowledge.lint.text import normalised


def held_out_questions(material: Material) -> Iterator[Problem]:
    """No example question is in ``tests/evaluation`` or ``knowledge/calibration``."""
    kept = {normalised(text): path.name for path in _files(material.home) for text in _texts(path)}
    for written in material.entries:
        for where, question in written.questions():
            file = kept.get(normalised(question))
            if file:
                yield written.problem(f'"{question}" is kept apart in {file}', *where)


def _files(home: Path) -> list[Path]:
    calibration = sorted((home / "calibration").glob("*.jsonl"))
    evaluation = sorted((home.parent / "tests" / "evaluation").glob("*.jsonl"))
    return [*evaluation, *calibration]


def _texts(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            question = json.loads(line)
            # A conversation begins with an ordinary question; what counts is what leans on it.
            if "text" in question:
                yield question["text"]
