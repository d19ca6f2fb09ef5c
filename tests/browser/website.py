"""A website of its own origin that embeds the chat, under the strictest policy that lets it run."""

from __future__ import annotations

import re

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.build import read_build
from bot.pages.embed import embedding

_POLICY = (
    "default-src 'none'; script-src {assistant}; connect-src {assistant}; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)


class Website:
    """A council's website, with a page for each tag that the command prints.

    Attributes:
        assistant: where the assistant is.
        url: where this website is.
    """

    def __init__(self) -> None:
        self.assistant = ""
        self.url = ""

    def put_on(self, app: Sanic) -> None:
        """Add the pages to a server."""
        app.add_route(self._page, "/<tag:int>")

    async def _page(self, _request: Request, tag: int) -> HTTPResponse:
        tags = re.findall("<script .*</script>", embedding(self.assistant, read_build()))
        return response.html(
            f"<!doctype html><html lang=en><title>A council</title><p>Bins</p>{tags[tag]}",
            headers={"Content-Security-Policy": _POLICY.format(assistant=self.assistant)},
        )
