"""The medians of all visits, in a table."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.load.report import lined_up
from tests.load.widget.visit import Visit


@dataclass
class Figures:
    """The visits to one chat.

    Attributes:
        label: its name and version.
        closed: those that left it closed.
        opened: those that opened it. A chat without a launcher has the same in both.
    """

    label: str
    closed: list[Visit] = field(default_factory=list)
    opened: list[Visit] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    label: str
    unit: str
    digits: int
    value: Callable[[Figures], float | None]


def _median(visits: Sequence[Visit], value: Callable[[Visit], float | None]) -> float | None:
    values = [told for visit in visits if (told := value(visit)) is not None]
    return statistics.median(values) if values else None


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _more(figures: Figures, value: Callable[[Visit], float]) -> float | None:
    at_load, at_last = _median(figures.closed, value), _median(figures.opened, value)
    return None if at_load is None or at_last is None else at_last - at_load


_ROWS = (
    _Row("On the wire at page load", "kB", 1,
         lambda f: _median(f.closed, lambda v: v.size / 1000)),
    _Row("More when opened", "kB", 1, lambda f: _more(f, lambda v: v.size / 1000)),
    _Row("In all", "kB", 1, lambda f: _median(f.opened, lambda v: v.size / 1000)),
    _Row("Requests at page load", "", 0, lambda f: _median(f.closed, lambda v: v.requests)),
    _Row("More when opened", "", 0, lambda f: _more(f, lambda v: v.requests)),
    _Row("Requests to other hosts", "", 0, lambda f: _median(f.opened, lambda v: v.outside)),
    _Row("Launcher seen after", "s", 2,
         lambda f: _seconds(_median(f.closed, lambda v: v.launcher))),
    _Row("Text box usable after", "s", 2, lambda f: _seconds(_median(f.opened, lambda v: v.box))),
    _Row("Blocking time, left closed", "ms", 0, lambda f: _median(f.closed, lambda v: v.blocked)),
    _Row("Blocking time, opened", "ms", 0, lambda f: _median(f.opened, lambda v: v.blocked)),
    _Row("Layout shift, opened", "", 3, lambda f: _median(f.opened, lambda v: v.shift)),
)  # fmt: skip


def table(ours: Figures, others: Sequence[Figures]) -> str:
    """Return the comparison as a Markdown table, its columns lined up for the terminal too."""
    head = ["", ours.label]
    for other in others:
        head += [other.label, "to ours"]
    lines = [head]
    for row in _ROWS:
        mine = row.value(ours)
        line = [row.label, _shown(row, mine)]
        for other in others:
            theirs = row.value(other)
            line += [_shown(row, theirs), _ratio(mine, theirs)]
        lines.append(line)
    return lined_up(lines)


def spread(all_of_them: Sequence[Figures]) -> str:
    """Say how far the visits are apart in when the text box could be used."""
    told = []
    for figures in all_of_them:
        seconds = [one.box / 1000 for one in figures.opened if one.box is not None]
        if seconds:
            told.append(f"{figures.label} {min(seconds):.2f} to {max(seconds):.2f} s")
    return f"Text box usable, the fastest and the slowest visit: {'; '.join(told)}."


def _shown(row: _Row, value: float | None) -> str:
    return "-" if value is None else f"{value:,.{row.digits}f} {row.unit}".strip()


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"{theirs / ours:.1f} x" if ours and theirs else ""
