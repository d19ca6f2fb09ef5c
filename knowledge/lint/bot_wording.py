"""What the bot says around the answers keeps to the same rules of wording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.files import ContentError, Document, Problem, parse
from knowledge.lint.american import american_problems
from knowledge.lint.exclamations import exclamation_problems
from knowledge.lint.length import sentence_problems
from knowledge.lint.material import Material
from knowledge.lint.undated import undated_problems
from knowledge.lint.written import Where

_CHECKS = (sentence_problems, exclamation_problems, undated_problems, american_problems)


def bot_wording(material: Material) -> Iterator[Problem]:
    """The responses in ``bot/domain`` and the texts of ``bot/edge/wording.yml``."""
    bot = material.home.parent / "bot"
    for path in sorted([*(bot / "domain").glob("*.yml"), *(bot / "edge").glob("wording.yml")]):
        try:
            document = parse(path)
        except ContentError as error:
            yield from error.problems
            continue
        for where, text in _said(document, path):
            for check in _CHECKS:
                for message in check(text):
                    yield Problem(path, document.line(*where), message)


def _said(document: Document, path: Path) -> Iterator[tuple[Where, str]]:
    data = document.data if isinstance(document.data, dict) else {}
    if path.name == "wording.yml":
        yield from (((key,), text) for key, text in data.items() if isinstance(text, str))
        return
    for name, variants in (data.get("responses") or {}).items():
        for index, variant in enumerate(variants):
            if variant.get("text"):
                yield ("responses", name, index, "text"), variant["text"]
