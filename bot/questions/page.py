"""Render the page of all answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from actions.reply import reply_from
from bot.questions.filters import in_words, with_email_links
from bot.questions.parts import sorted_into_parts
from bot.texts import texts_beside
from knowledge.store import LiveEntry

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
}
CONTENTS = "page--contents"


def questions_page(live: Iterable[LiveEntry]) -> str:
    """Return the page with every answer that is for everybody."""
    parts = sorted_into_parts(live)
    intro = texts_beside(__file__)["intro"].format(count=sum(len(p.entries) for p in parts))
    # Said as the chat says it: the same sentences in the same paragraphs.
    return _render("questions", parts=parts, intro=intro, contents_id=CONTENTS, reply=reply_from)


def trouble_page() -> str:
    """Return the page that says that the answers cannot be shown."""
    return _render("trouble")


def _render(template: str, **values: object) -> str:
    text = texts_beside(__file__)
    return _templates().get_template(f"{template}.html.j2").render(text=text, **values)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"in_words": in_words, "with_email_links": with_email_links}
    return templates
