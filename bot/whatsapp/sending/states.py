"""How far a message is."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """How far a message is. Only ``waiting`` ones are sent; ``dead`` ones are given up."""

    WAITING = "waiting"
    SENT = "sent"  # Graph has taken it
    DELIVERED = "delivered"
    READ = "read"
    DEAD = "dead"


_WAY = (State.SENT, State.DELIVERED, State.READ)


def before(state: State) -> tuple[str, ...]:
    """Return the states that a report of ``state`` changes: reports come late and out of order."""
    if state is State.DEAD:
        return (State.SENT.value,)  # what was delivered did not fail
    return tuple(earlier.value for earlier in _WAY[: _WAY.index(state)])
