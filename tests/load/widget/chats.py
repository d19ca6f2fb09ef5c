"""The chats that are compared: where each comes from, and what a person looks for in it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.assistant import ROOT

HERE = Path(__file__).parent
HOME = ROOT / "var" / "widget-bench"
_OURS = ROOT / "bot" / "widget" / "dist"
_LONGEST_COMMAND = 90  # seconds


class NotInstalledError(Exception):
    """A chat could not be installed or bundled; the text says why."""


@dataclass(frozen=True)
class Chat:
    """A chat.

    Attributes:
        name: what it is called; its folder beside this file too.
        package: its name on npm; None for ours.
        launcher: the way to its launcher, through a shadow root between any two selectors. None
            when it has none: then it is open from the start.
        box: the way to its text box.
    """

    name: str
    package: str | None
    launcher: tuple[str, ...] | None
    box: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name and version, for people."""
        if self.package is None:
            return "ours"
        told = json.loads((HERE / self.name / "package.json").read_text("utf-8"))
        return f"{self.package} {told['dependencies'][self.package]}"

    def snippet(self) -> str:
        """Return what a page embeds it with."""
        return (HERE / self.name / "snippet.html").read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Return its files by their path on the server; those of others are installed first.

        Raises:
            NotInstalledError: when that fails.
        """
        if self.package is None:
            [panel] = _OURS.glob("panel-*.js")
            loader = (_OURS / "widget.js").read_bytes()
            return {"/widget.js": loader, f"/widget/{panel.name}": panel.read_bytes()}
        built = self._bundled()
        return {f"/{self.name}/{path.name}": path.read_bytes() for path in built.iterdir()}

    def _bundled(self) -> Path:
        folder, built = HOME / self.name, HOME / self.name / "built"
        shutil.copytree(HERE / self.name, folder, dirs_exist_ok=True)
        shutil.rmtree(built, ignore_errors=True)
        _node("npm", "--prefix", str(folder), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        _node(
            "node", "node_modules/esbuild/bin/esbuild", str(folder / "chat.js"), "--bundle",
            "--minify", "--format=esm", "--splitting", "--chunk-names=[name]", "--target=es2022",
            "--legal-comments=none", f"--outdir={built}",
        )  # fmt: skip
        return built


CHATS = (
    Chat("ours", None, ("taskforce-chat", "button"), ("taskforce-chat", "#box")),
    Chat("deep-chat", "deep-chat", None, ("deep-chat", "#text-input")),
    Chat("n8n-chat", "@n8n/chat", (".chat-window-toggle",), (".chat-inputs textarea",)),
)


def _node(*command: str) -> None:
    try:
        subprocess.run(
            [ROOT / "deploy" / "node.sh", *command],
            check=True, capture_output=True, text=True, timeout=_LONGEST_COMMAND,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise NotInstalledError(error.stderr.strip()[-300:]) from error
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"{command[0]} took too long") from error
