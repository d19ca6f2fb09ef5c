"""The built files of the chat: the loader, which pages name, and what it loads."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BUILT = Path(__file__).parent.parent / "widget" / "dist"
LOADER = "widget.js"


class BrokenBuild(ValueError):
    """Why the built files cannot be served, in one line."""


@dataclass(frozen=True)
class Build:
    """The built files, as the manifest names them.

    Attributes:
        loader: what a page's tag loads.
        others: what the loader loads, by names that have a hash in them.
    """

    loader: bytes
    others: Mapping[str, bytes]

    @property
    def pinned(self) -> str:
        """The loader's name for pages that want this version and no other."""
        return f"widget-{hashlib.sha256(self.loader).hexdigest()[:10]}.js"

    @property
    def integrity(self) -> str:
        """What a browser can check the loader against (Subresource Integrity)."""
        return _integrity(self.loader)


def read_build(folder: Path = BUILT) -> Build | None:
    """Return the built files, or None when nothing was built.

    A browser refuses a file that is not what the manifest says, so such a build is not served.

    Raises:
        BrokenBuild: when a file is missing or is not what the manifest says.
    """
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return None
    try:
        named = {
            name: about["integrity"] for name, about in json.loads(manifest.read_bytes()).items()
        }
        files = {name: (folder / name).read_bytes() for name in named}
    except FileNotFoundError as error:
        raise BrokenBuild(f"{error.filename} is missing: build the widget again") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenBuild(f"{manifest} is no manifest: build the widget again") from None
    if LOADER not in files:
        raise BrokenBuild(f"{manifest} does not name {LOADER}: build the widget again")
    for name, body in files.items():
        if named[name] != _integrity(body):
            raise BrokenBuild(f"{folder / name} is not what was built: build the widget again")
    return Build(files.pop(LOADER), files)


def _integrity(body: bytes) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}"
