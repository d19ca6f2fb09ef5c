"""In development, ``/dev/mail`` shows the emails that the mail catcher has caught."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.enquiry.caught import caught_mail
from bot.settings import Settings, settings

_PATH = "/dev/mail"


class CaughtMailChannel(InputChannel):
    """No way to talk: a page beside the channels, absent unless email is caught."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.data_dir / "mail" if settings.catches_mail else None

    @classmethod
    def name(cls) -> str:
        """Return the name that Rasa lists it by."""
        return "dev_mail"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> CaughtMailChannel:
        """Make the page (called by Rasa)."""
        return cls(settings())

    def blueprint(self, on_new_message: object) -> Blueprint:
        """Return the routes (called by Rasa)."""
        return _WithPage("dev_mail", self._folder)


class _WithPage(Blueprint):
    """No routes of its own, but the page at the root of the site."""

    def __init__(self, name: str, folder: Path | None) -> None:
        super().__init__(name)
        self.ctx.folder = folder

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the page (called by Sanic)."""
        super().register(app, options)  # type: ignore[no-untyped-call]
        folder: Path | None = self.ctx.folder
        if folder is None:
            return

        async def serve(request: Request) -> HTTPResponse | None:
            if request.path != _PATH or request.method not in ("GET", "HEAD"):
                return None
            page, headers = await asyncio.to_thread(_page, folder)
            return response.html(page, headers=headers)

        app.register_middleware(serve, "request")


def _page(folder: Path) -> tuple[str, dict[str, str]]:
    here = Path(__file__)
    style = here.with_suffix(".css").read_text("utf-8")
    templates = Environment(
        loader=FileSystemLoader(here.parent), autoescape=True, undefined=StrictUndefined
    )
    # Our own style, no quotes or angles in it: escaping would change what the hash is of.
    page = templates.get_template("caught.html.j2").render(
        emails=caught_mail(folder),
        style=Markup(style),  # noqa: S704
    )
    return page, _headers(style)


def _headers(style: str) -> dict[str, str]:
    """Allow this one style and nothing else (Content Security Policy, level 3)."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
