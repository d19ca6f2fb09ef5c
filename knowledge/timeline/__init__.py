"""What happened when: read the period a message asks about, and list what is dated then."""

from __future__ import annotations

from knowledge.timeline.asking import asks_for_events
from knowledge.timeline.period import Period, period_in
from knowledge.timeline.reply import nearest, reply_text
from knowledge.timeline.timeline import Event, Timeline

__all__ = [
    "Event",
    "Period",
    "Timeline",
    "asks_for_events",
    "nearest",
    "period_in",
    "reply_text",
]
