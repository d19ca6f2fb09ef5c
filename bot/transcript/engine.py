"""The way to the database for transcripts: in a hurry, as a person is waiting for an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine

from knowledge.store import open_engine

_LONGEST_LOCK = 400  # milliseconds


def transcript_engine(url: str) -> Engine:
    """Return an engine that gives up on a lock after less than half a second.

    On SQLite it does not wait for the disk either: after a power cut the last words of a
    conversation may be gone, which no person was promised.
    """
    if not url.startswith("sqlite"):
        options = f"-c lock_timeout={_LONGEST_LOCK} -c statement_timeout={2 * _LONGEST_LOCK}"
        return create_engine(
            url, future=True, hide_parameters=True, pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": 2},
        )  # fmt: skip
    engine = open_engine(url)

    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA busy_timeout={_LONGEST_LOCK}")
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine
