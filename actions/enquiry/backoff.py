"""When an email that was not taken is tried again."""

from __future__ import annotations

from datetime import timedelta

_FIRST = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_THEN = timedelta(hours=1)
# RFC 5321, 4.5.4.1 wants four to five days; after two, somebody has to look at it.
_GIVE_UP = timedelta(days=2)
_SPREAD = 0.1  # of the pause, so that many emails do not come back at one moment


def pause(attempts: int, jitter: float) -> timedelta | None:
    """Return how long to wait after the last failed attempt, or None to give up.

    The pauses are 1, 5, 15 and 60 minutes, then an hour each, for about two days in all.

    Args:
        attempts: how often it was tried, from 1.
        jitter: from 0 to 1; adds up to a tenth of the pause.
    """
    done = sum(_FIRST[: attempts - 1], _THEN * max(0, attempts - 1 - len(_FIRST)))
    if done >= _GIVE_UP:
        return None
    plain = _FIRST[attempts - 1] if attempts <= len(_FIRST) else _THEN
    return plain * (1 + _SPREAD * jitter)
