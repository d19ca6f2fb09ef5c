"""A page that embeds the chat, as the people of another website might make it."""

from __future__ import annotations

HOST_PATH = "/a-page-of-a-council"
HTML = "text/html; charset=utf-8"
_TAG = '<script src="/widget.js" defer{attributes}></script>'
_PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A council</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}</head><body>{body}{tag}</body></html>"""


def host_page(
    head: str = "", body: str = "<p>Bins</p>", attributes: str = "", in_head: bool = False
) -> str:
    """Return the page.

    Args:
        head: more for its head, such as style sheets.
        body: what it shows.
        attributes: of the chat's tag.
        in_head: whether the tag is in the head, and not at the end of the body.
    """
    tag = _TAG.format(attributes=f" {attributes}" if attributes else "")
    places = {"head": head + tag, "tag": ""} if in_head else {"head": head, "tag": tag}
    return _PAGE.format(body=body, **places)
