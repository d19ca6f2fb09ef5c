"""Render the page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment
from sanic import response
from sanic.response import HTTPResponse

from bot.ask.shown import Shown
from bot.ask.wording import ask_wording
from bot.edge.wording import edge_wording
from bot.form.helper import Help
from bot.form.page import HEADERS, mailto, templates_in

_LONGEST_QUERY = 2000  # characters of the encoded question: well within what a server takes


@dataclass(frozen=True)
class Page:
    """The page as it is shown.

    Attributes:
        token: of the session.
        messages: the conversation.
        typed: what is in the box.
        notice: why something was not asked: the key of its title.
        text: the text of the notice.
        help: what comes before all else.
    """

    token: str
    messages: Sequence[Shown] = ()
    typed: str = ""
    notice: str | None = None
    text: str | None = None
    help: Help | None = None


def ask_page(page: Page, status: int = 200) -> HTTPResponse:
    """Return the page with the conversation."""
    asked = [message for message in page.messages if message.by_person]
    html = (
        _templates()
        .get_template("ask.html.j2")
        .render(
            vars(page),
            id=uuid.uuid4().hex,
            title=ask_wording(f"{page.notice}_title") if page.notice else None,
            greeting=edge_wording("greeting").split("\n\n"),
            question=_query(" ".join(asked[-1].paragraphs)) if asked else "",
            mailto=mailto(),
        )
    )
    return response.html(html, status, headers=HEADERS)


def trouble_page(trouble: str, status: int) -> HTTPResponse:
    """Return a page without the conversation; ``trouble`` is the key of its title and text."""
    title, text = ask_wording(f"{trouble}_title"), ask_wording(trouble)
    html = _templates().get_template("ask_trouble.html.j2")
    page = html.render(title=title, text=text, mailto=mailto())
    return response.html(page, status, headers=HEADERS)


def _query(question: str) -> str:
    """Return the query that puts a question into the form for the team; a long one is left out."""
    quoted = quote(question)
    return f"?about={quoted}" if len(quoted) <= _LONGEST_QUERY else ""


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = templates_in(Path(__file__).with_name("templates"))
    templates.globals["says"] = ask_wording
    return templates
