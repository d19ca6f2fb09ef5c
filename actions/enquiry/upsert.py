"""Write one row, new or in the place of an old one, in one statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine


def put(engine: Engine, row: Any, key: str, values: dict[str, Any]) -> None:
    """Insert ``values``, or replace the row with the same key.

    Args:
        engine: SQLite or PostgreSQL.
        row: the mapped class of the table.
        key: the column that tells rows apart.
        values: every column of the row.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: when the database cannot be used.
    """
    dialect: Any = postgresql if engine.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(row.__table__).values(**values)
    changed = {name: adding.excluded[name] for name in values if name != key}
    adding = adding.on_conflict_do_update(index_elements=[key], set_=changed)
    with engine.begin() as connection:
        connection.execute(adding)
