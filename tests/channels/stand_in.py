"""A small stand-in for the built chat, for tests of how it is served."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

PANEL = b'document.body.append("the panel came");\n' + b"// words\n" * 50
PANEL_NAME = "panel-0a1b2c3d.js"


def built(folder: Path, expected: bytes = PANEL) -> Path:
    """Write a loader that loads a panel as a module with integrity, and their manifest.

    Args:
        folder: where to write.
        expected: the panel that the loader knows of; with another one, a browser refuses ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    loader = _LOADER.replace("NAME", PANEL_NAME).replace("INTEGRITY", integrity(expected)).encode()
    files = {"widget.js": loader, PANEL_NAME: PANEL}
    for name, body in files.items():
        (folder / name).write_bytes(body)
    manifest = {name: {"integrity": integrity(body)} for name, body in files.items()}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


def integrity(body: bytes) -> str:
    """Return what a browser checks a file against."""
    return f"sha256-{base64.b64encode(hashlib.sha256(body).digest()).decode()}"


_LOADER = """(() => {
  const panel = new URL("/widget/NAME", document.currentScript.src).href;
  const link = document.createElement("link");
  Object.assign(link, { rel: "modulepreload", href: panel, integrity: "INTEGRITY" });
  document.head.append(link);
  link.onload = () => import(panel);
  link.onerror = () => document.body.append("the panel was refused");
  fetch(new URL("/asked", document.currentScript.src));
})();
"""
