"""When a message was sent."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.whatsapp.incoming.loose import number

_MILLISECONDS = 10**11  # more seconds than that are in the year 5138
_FIRST = 1_230_768_000  # 2009, when WhatsApp began
_LAST = 4_102_444_800  # 2100


def moment(value: object) -> datetime | None:
    """Return the moment of a time stamp in seconds or milliseconds, or None when it is none."""
    stamp = int(value) if isinstance(value, float) and 0 < value < 10**14 else number(value)
    if stamp is None:
        return None
    if stamp >= _MILLISECONDS:
        stamp //= 1000
    return datetime.fromtimestamp(stamp, UTC) if _FIRST <= stamp < _LAST else None
