"""In development, ``/dev/mail`` shows the emails that the mail catcher has caught."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.enquiry.caught import caught_mail
from bot.settings import Settings, settings

_PATH = "/dev/mail"
_HEADERS = {
    # Not even a script or an image of our own is needed here.
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


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
            return response.html(await asyncio.to_thread(_page, folder), headers=_HEADERS)

        app.register_middleware(serve, "request")


def _page(folder: Path) -> str:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return templates.get_template("caught.html.j2").render(emails=caught_mail(folder))
