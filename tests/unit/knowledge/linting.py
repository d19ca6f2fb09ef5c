"""Ask the lint about a small content folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.files import ContentFiles
from knowledge.lint import lint
from tests.factories import content, line_of

TODAY = date(2026, 11, 23)


def found(home: Path, *entries: dict, **registers: object) -> list[tuple[str, int, str]]:
    """Return the file name, line and message of every problem in a folder of these entries."""
    content(home, *entries, **registers)
    return found_as_written(home)


def found_as_written(home: Path) -> list[tuple[str, int, str]]:
    """Return the file name, line and message of every problem in a folder that is there."""
    return [(p.path.name, p.line, p.message) for p in lint(ContentFiles(home), TODAY)]


def expected(home: Path, file: str, at: str, message: str) -> list[tuple[str, int, str]]:
    """Return one problem, on the line of ``file`` that has the text ``at``."""
    (path,) = home.rglob(file)
    return [(file, line_of(path, at), message)]
