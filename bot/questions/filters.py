"""How dates and email addresses are shown on the page."""

from __future__ import annotations

import re
from datetime import date

from markupsafe import Markup, escape

from knowledge.dates import day_in_words, days_of, month_in_words

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def in_words(written: str | date) -> str:
    """Return a day, or a year, a month or a day as content files write them, in words."""
    if isinstance(written, date):
        return day_in_words(written)
    first, _ = days_of(written)
    return {4: str(first.year), 7: month_in_words(first)}.get(len(written), day_in_words(first))


def with_email_links(text: str) -> Markup:
    """Return a text as HTML, its email addresses as links that break after the @."""
    made, place = Markup(), 0
    for found in _EMAIL.finditer(text):
        local, domain = found[0].split("@")
        link = Markup('<a href="mailto:{}@{}">{}@<wbr>{}</a>').format(local, domain, local, domain)
        made += escape(text[place : found.start()]) + link
        place = found.end()
    return made + escape(text[place:])
