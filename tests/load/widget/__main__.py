"""Compare our chat with existing ones on a slow phone: ``make bench-widget``."""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import UTC, datetime

from playwright.sync_api import sync_playwright

from tests.assistant import ROOT
from tests.load.machine import OtherWork, description
from tests.load.report import write
from tests.load.widget.bench import Bench
from tests.load.widget.site import site
from tests.load.widget.visit import SLOW_PHONE

PAGE = ROOT / "docs" / "widget-benchmark.md"
_BROWSER = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; return the exit status."""
    options = _parser().parse_args(arguments)
    bench, others = Bench(), OtherWork()
    bench.install()
    with sync_playwright() as playwright, site(bench.files) as origin:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_BROWSER
        )
        version = browser.version
        bench.measure(browser, origin, options.rounds)
        busy = others.cores()
        browser.close()
    told = (
        f"Measured on {_today()}: Chromium {version}, {description()}. Slow phone: {SLOW_PHONE}. "
        f"Medians of {bench.rounds} rounds. "
        f"Other work took {busy:.1f} cores of the machine in the meantime."
    )
    shown = bench.table()
    print(f"\n{told}\n\n{shown}\n", flush=True)
    if options.page and bench.rounds:
        write(PAGE, f"{told}\n\n{shown}")
        print(f"Written to {PAGE.relative_to(ROOT)}.")
    return 0


def _today() -> str:
    today = datetime.now(UTC).date()
    return f"{today.day} {today:%B %Y}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.load.widget", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is visited")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.name}")
    return parser


if __name__ == "__main__":
    sys.exit(main())
