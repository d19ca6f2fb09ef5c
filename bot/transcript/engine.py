"""The way to the database for transcripts: in a hurry, as a person is waiting for an answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from knowledge.store import open_engine

_LONGEST_LOCK = 400  # milliseconds


def transcript_engine(url: str) -> Engine:
    """Return an engine that gives up on a lock after less than half a second.

    On SQLite it does not wait for the disk either: after a power cut the last words of a
    conversation may be gone, which no person was promised. Its connections stay open: the last one
    to be closed writes everything to the file anew.
    """
    if not url.startswith("sqlite"):
        limits = f"-c lock_timeout={_LONGEST_LOCK} -c statement_timeout={2 * _LONGEST_LOCK}"
        return open_engine(url, connect_args={"options": limits, "connect_timeout": 2})
    connect = {"timeout": _LONGEST_LOCK / 1000, "check_same_thread": False}
    engine = open_engine(url, poolclass=QueuePool, connect_args=connect)

    @event.listens_for(engine, "connect")
    def _hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine
