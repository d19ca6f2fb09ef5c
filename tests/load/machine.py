"""What the machine is, and how much of it other work took in the meantime."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

_PROC_STAT = Path("/proc/stat")


def description() -> str:
    """Say what the machine is, in a few words."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} processor cores, {memory:.0f} GB of memory, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


class OtherWork:
    """How many cores' worth of other work ran since this was made.

    The commands that we start count as ours once they have ended.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._busy, self._own = _busy_seconds(), _own_seconds()

    def cores(self) -> float:
        """Return the other work's average share, in cores."""
        others = _busy_seconds() - self._busy - (_own_seconds() - self._own)
        return max(0.0, others / (time.monotonic() - self._began))


def _busy_seconds() -> float:
    user, nice, system, _idle, _wait, irq, softirq, steal = map(
        int, _PROC_STAT.read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _own_seconds() -> float:
    return sum(os.times()[:4])
