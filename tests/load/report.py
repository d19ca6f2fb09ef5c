"""Show the figures of both sides beside each other, and keep them in ``docs/benchmark.md``."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.load.people import Phase
from tests.load.processes import Ran

_BEGIN, _END = "<!-- bench: begin -->", "<!-- bench: end -->"
_MB = 2**20


@dataclass
class Figures:
    """All that was measured of one side; a list holds one value a round."""

    name: str
    trained: Ran | None = None
    whole_training: float | None = None  # seconds, reckoned, when a part of it was run
    starts: list[float] = field(default_factory=list)
    warm: list[int] = field(default_factory=list)
    loaded: list[int] = field(default_factory=list)
    alone: list[Phase] = field(default_factory=list)
    crowd: list[Phase] = field(default_factory=list)

    @property
    def training_seconds(self) -> float | None:
        """How long training took, or would have taken."""
        return self.whole_training or (self.trained.seconds if self.trained else None)

    @property
    def training_megabytes(self) -> float | None:
        """The most memory that training held."""
        return self.trained.peak_bytes / _MB if self.trained else None

    @property
    def failures(self) -> int:
        """How many messages had no reply."""
        return sum(phase.failures for phase in [*self.alone, *self.crowd])


@dataclass(frozen=True)
class Row:
    """One line of the table. ``more_is_better`` turns the ratio round."""

    label: str
    unit: str
    value: Callable[[Figures], float | None]
    more_is_better: bool = False
    digits: int = 0


def _median(values: Callable[[Figures], Sequence[float]]) -> Callable[[Figures], float | None]:
    return lambda side: statistics.median(values(side)) if values(side) else None


def _rows(people: int) -> list[Row]:
    crowd = f"{people} people at a time"
    return [
        Row("Training", "s", lambda s: s.training_seconds),
        Row("Training, most memory", "MB", lambda s: s.training_megabytes),
        Row("Start to first reply possible", "s", _median(lambda s: s.starts), digits=1),
        Row("Memory after warm-up", "MB", _median(lambda s: [m / _MB for m in s.warm])),
        Row("Memory after load", "MB", _median(lambda s: [m / _MB for m in s.loaded])),
        Row("1 person: replies a second", "", _median(
            lambda s: [p.replies_a_second for p in s.alone]), True, 1),
        Row("1 person: median wait", "ms", _median(
            lambda s: [p.median_ms for p in s.alone]), digits=1),
        Row("1 person: 95th percentile", "ms", _median(
            lambda s: [p.p95_ms for p in s.alone]), digits=1),
        Row(f"{crowd}: replies a second", "", _median(
            lambda s: [p.replies_a_second for p in s.crowd]), True, 1),
        Row(f"{crowd}: median wait", "ms", _median(lambda s: [p.median_ms for p in s.crowd])),
        Row(f"{crowd}: 95th percentile", "ms", _median(lambda s: [p.p95_ms for p in s.crowd])),
        Row("Messages without a reply", "", lambda s: float(s.failures)),
    ]  # fmt: skip


def table(stock: Figures, ours: Figures, people: int) -> str:
    """Return the comparison as a Markdown table, its columns lined up for the terminal too."""
    lines = [("", "stock `rasa init`", "ours", "ours is")]
    rows = _rows(people)
    if stock.whole_training:
        rows[0] = replace(rows[0], label="Training (stock: reckoned)")
    for row in rows:
        left, right = row.value(stock), row.value(ours)
        lines.append((row.label, _shown(row, left), _shown(row, right), _ratio(row, left, right)))
    return lined_up(lines)


def lined_up(lines: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table of these lines, the first of them its head, as even columns."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    return "\n".join(
        "| " + " | ".join(
            text.ljust(width) if at == 0 else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ) + " |"
        for line in [lines[0], rule, *lines[1:]]
    )  # fmt: skip


def _shown(row: Row, value: float | None) -> str:
    return "not measured" if value is None else f"{value:,.{row.digits}f} {row.unit}".strip()


def _ratio(row: Row, stock: float | None, ours: float | None) -> str:
    if not stock or not ours:
        return ""
    better = ours / stock if row.more_is_better else stock / ours
    return f"{better:.1f} x better" if better >= 1 else f"{1 / better:.1f} x worse"


def write(path: Path, text: str) -> None:
    """Put the text between the markers of the page."""
    page = path.read_text("utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    path.write_text(f"{before}{_BEGIN}\n{text}\n{_END}{after}", "utf-8")
