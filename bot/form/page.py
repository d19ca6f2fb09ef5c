"""Render the pages of the form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import response
from sanic.response import HTTPResponse

from bot.form.helper import Help
from bot.form.tokens import Sent
from bot.form.typed import Typed
from bot.form.wording import form_wording

HEADERS = {
    # No scripts at all, and what is typed can be sent to nobody else.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",  # what was typed is not for the next person at this computer
}
_LONGEST_MAILTO = 1800  # characters: mail programs cut or refuse links of more than about 2,000


@dataclass(frozen=True)
class Form:
    """The form as it is shown.

    Attributes:
        typed: what is in its fields.
        token: goes along with it.
        problems: texts by the id of the part of the page that they are about.
        addresses: to choose from; see :class:`bot.form.check.Checked`.
        notice: why it comes back although its fields are right: the key of a title and a text.
        text: the text of the notice; that of its key when left out.
        linked: whether the message came from a link.
        help: what comes before all else.
    """

    typed: Typed
    token: str
    problems: dict[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    notice: str | None = None
    text: str | None = None
    linked: bool = False
    help: Help | None = None


def form_page(form: Form, days: int, status: int = 200) -> HTTPResponse:
    """Return the page with the form.

    Args:
        form: what is in it.
        days: how long enquiries are kept after they were sent.
        status: of HTTP.
    """
    title = form_wording(f"{form.notice}_title") if form.notice else None
    text = form.text or (form_wording(form.notice) if form.notice else None)
    return _page(
        "form", status, **vars(form) | {"title": title, "text": text}, days=days,
        mailto=mailto(form.typed.about),
    )  # fmt: skip


def sent_page(sent: Sent, help: Help | None = None) -> HTTPResponse:
    """Return the page that follows the form, with help above all else when there is some."""
    dropped = form_wording("dropped") if sent.dropped else None
    return _page(
        "sent", 200, reference=sent.reference, copy=sent.copy.value, dropped=dropped,
        help=help, mailto=mailto(),
    )  # fmt: skip


def trouble_page(trouble: str, status: int) -> HTTPResponse:
    """Return a page without a form; ``trouble`` is the key of its title and its text."""
    title, text = form_wording(f"{trouble}_title"), form_wording(trouble)
    return _page("trouble", status, title=title, text=text, mailto=mailto())


def _page(template: str, status: int, **values: object) -> HTTPResponse:
    html = _templates().get_template(f"{template}.html.j2").render(values)
    return response.html(html, status, headers=HEADERS)


def mailto(message: str = "") -> str:
    """Return a link that writes an email, with the message in it when there is room."""
    link = f"mailto:{form_wording('contact')}?subject={quote(form_wording('mail_subject'))}"
    if not message or len(message) > _LONGEST_MAILTO:
        return link
    with_message = f"{link}&body={quote(message)}"
    return with_message if len(with_message) <= _LONGEST_MAILTO else link


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return templates_in()


def templates_in(*folders: Path) -> Environment:
    """Return the templates of folders, and after them those of the form."""
    templates = Environment(
        loader=FileSystemLoader([*folders, Path(__file__).with_name("templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for key in ("contact", "help_title", "help_sources", "help_link"):
        templates.globals[key] = form_wording(key)
    return templates
