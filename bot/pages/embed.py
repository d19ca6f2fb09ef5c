"""The tag that puts the chat on a page. More: docs/embedding.md."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.pages.build import BUILT, BrokenBuild, Build, read_build
from bot.texts import texts_beside


def embedding(site: str = "", build: Build | None = None) -> str:
    """Return the tags to copy, and what else a website needs.

    Args:
        site: where the assistant is, such as ``https://assistant.example``; when left out, the
            website is on the same origin.
        build: the chat; what was built last when left out.

    Raises:
        BrokenBuild: when there is no whole chat to embed.
        ValueError: when the site is no address of one.
    """
    texts = texts_beside(__file__)
    build = build or read_build()
    if build is None:
        raise BrokenBuild(texts["no_build"].format(folder=BUILT))
    origin = _origin(site) if site else ""
    told = texts["tag"].format(
        site=origin,
        origin=origin or "'self'",
        pinned=build.pinned,
        integrity=build.integrity,
    )
    return told + (f"\n{texts['other_site']}" if origin else "")


def _origin(site: str) -> str:
    """Return an address as browsers name an origin. It goes into HTML, so nothing else may."""
    try:
        parts = urlsplit(site)
    except ValueError:  # such as a bracket that is not closed
        parts = urlsplit("")
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-.:[]")
    host = parts.netloc.lower()
    whole = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not host or set(host) - allowed or not whole:
        raise ValueError(texts_beside(__file__)["no_site"].format(site=site))
    return f"{parts.scheme}://{host}"
