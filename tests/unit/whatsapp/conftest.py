"""Outgoing messages on real databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.store import migrate
from tests.unit.knowledge.stores import sqlite
from tests.unit.whatsapp.sender import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """On SQLite alone: what these tests look at is the worker's."""
    made = sqlite(tmp_path)
    migrate(made)
    yield Site(made)
    made.dispose()


@pytest.fixture
def each(engine: Engine) -> Site:
    """On SQLite and on PostgreSQL: what these tests look at is the database's."""
    return Site(engine)
