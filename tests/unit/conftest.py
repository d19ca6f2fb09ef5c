"""What the unit tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.store import migrate
from tests.unit.knowledge.stores import postgres, sqlite


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A new database with the tables: SQLite, then PostgreSQL."""
    if request.param == "sqlite":
        made = sqlite(tmp_path)
    else:
        made = postgres(request.getfixturevalue("postgres_url"))
    migrate(made)
    yield made
    made.dispose()
