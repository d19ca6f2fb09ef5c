"""The parser that this project's command lines share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    """Tells a wrong argument in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and stop."""
        self.exit(2, f"{message} (see {self.prog} --help)\n")


class CommandLine:
    """Named commands, each with a function that gives the exit status.

    Args:
        prog: how it is called.
        description: what it is for.
    """

    def __init__(self, prog: str, description: str | None) -> None:
        self.parser: argparse.ArgumentParser = _Parser(prog=prog, description=description)
        self._commands = self.parser.add_subparsers(required=True, metavar="command")

    def add(
        self, name: str, function: Callable[[argparse.Namespace], int], says: str
    ) -> argparse.ArgumentParser:
        """Add a command, and return its parser for arguments of its own."""
        made = self._commands.add_parser(name, help=says, description=says)
        made.set_defaults(command=function)
        return made
