"""Kill processes that hand over and send enquiries, at random moments, and keep account."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.settings import ROOT

_PER_CHILD = 3  # questions a child may begin before it is killed in one of them


@dataclass
class Account:
    """What the children said.

    Attributes:
        confirmed: references by question, for every time that one was told.
        last: the question that was begun last.
        killed: kills, by what the child had said last: ``begin`` is before a reference was told,
            ``confirmed`` is before the email was through and marked, ``through`` after.
    """

    confirmed: dict[int, set[str]] = field(default_factory=dict)
    last: int = 0
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def between(self) -> int:
        """How many kills fell between the handing over and the marked delivery."""
        return self.killed["begin"] + self.killed["confirmed"]


class Killer:
    """Starts children one after another and kills each.

    Args:
        forker: the running ``crash_child``.
        url: their database.
        port: of the SMTP server.
        chance: decides on the moments.
    """

    def __init__(
        self, forker: subprocess.Popen[str], url: str, port: int, chance: random.Random
    ) -> None:
        self._forker = forker
        self._to = f"{url} {port}"
        self._chance = chance
        self._children = 0
        self._usual = 0.03  # seconds from begin to through; measured as it goes
        self.account = Account()

    @property
    def minutes_ahead(self) -> int:
        """How far the clock of the next child is ahead: past every lease that was left."""
        return 3 * self._children

    def kill_one(self) -> None:
        """Run a child up to a random question, and kill it at a random moment of that."""
        self._tell(f"{self._to} {self.account.last} {self.minutes_ahead}")
        self._children += 1
        pid = int(self._next().split()[1])
        until = self.account.last + self._chance.randrange(_PER_CHILD)
        said, begun = "", 0.0
        while said != f"begin {until}":
            said = self._note(self._next())
            if said.startswith("begin"):
                begun = time.monotonic()
            elif said.startswith("through"):
                self._usual += 0.2 * (time.monotonic() - begun - self._usual)
        time.sleep(self._chance.uniform(0, 1.2 * self._usual))
        os.kill(pid, signal.SIGKILL)
        while not (ended := self._next()).startswith("ended"):
            said = self._note(ended)
        assert ended == f"ended {-signal.SIGKILL}", ended
        self.account.killed[said.split()[0]] += 1

    def _note(self, said: str) -> str:
        assert not said.startswith("ended"), "a child has ended before it was killed"
        word, number, *reference = said.split()
        if word == "begin":
            self.account.last = int(number)
        if word == "confirmed":
            self.account.confirmed.setdefault(int(number), set()).update(reference)
        return said

    def _tell(self, line: str) -> None:
        assert self._forker.stdin
        self._forker.stdin.write(line + "\n")
        self._forker.stdin.flush()

    def _next(self) -> str:
        assert self._forker.stdout
        line = self._forker.stdout.readline().strip()
        assert line, "the children have ended"
        return line


@contextmanager
def forking() -> Iterator[subprocess.Popen[str]]:
    """Run ``crash_child`` until done."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.enquiry.crash_child"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert process.stdin and process.stdout
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()
