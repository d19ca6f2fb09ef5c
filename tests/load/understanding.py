"""What understanding costs: one message of ours beside a stock Rasa bot that looks for keywords.

``python -m tests.load.understanding [--rounds N] [--messages N]``

Both are served in this environment, in turn, by the same Rasa, and asked the same messages by one
person at a time, in conversations of ten. The goal is a 95th percentile of at most three times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from bot.prepare import prepare
from bot.settings import settings
from tests.assistant import ROOT
from tests.load.people import Phase, read_messages, talk
from tests.load.sides import Ours, Side, Stock
from tests.load.stock_project import write_keyword_project

HOME = ROOT / "var" / "bench"
_SECONDS = 90.0
_WARM_UP = 30  # messages


class Keyword(Stock):
    """The keyword bot, in this project's environment."""

    name = "keyword"


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--messages", type=int, default=300)
    options = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    prepare(settings(), print)
    keyword = Keyword(HOME / "keyword", HOME, Path(sys.executable))
    write_keyword_project(keyword.folder, ROOT)
    keyword.train()
    ours = Ours(ROOT, HOME)
    asked = read_messages(ROOT / "knowledge" / "calibration" / "questions.jsonl", options.messages)
    phases: dict[str, list[Phase]] = {"keyword": [], "ours": []}
    for number in range(options.rounds):
        pair: list[Side] = [keyword, ours] if number % 2 == 0 else [ours, keyword]
        for side in pair:
            with side.serve() as server:
                talk(server.url, asked[-_WARM_UP:], 1, _SECONDS)
                phases[side.name].append(talk(server.url, asked, 1, _SECONDS))
            print(side.name, phases[side.name][-1], flush=True)
    p95 = {name: statistics.median(p.p95_ms for p in all_) for name, all_ in phases.items()}
    middle = {name: statistics.median(p.median_ms for p in all_) for name, all_ in phases.items()}
    print(
        f"one message, 95th percentile: keyword bot {p95['keyword']:.1f} ms, ours "
        f"{p95['ours']:.1f} ms, {p95['ours'] / p95['keyword']:.1f} times; "
        f"median {middle['keyword']:.1f} and {middle['ours']:.1f} ms, "
        f"{middle['ours'] / middle['keyword']:.1f} times"
    )


if __name__ == "__main__":
    main()
