"""The wording of the page, from ``wording.yml``."""

from __future__ import annotations

from bot.texts import texts_beside


def ask_wording(key: str, **values: object) -> str:
    """Return a text of the page, with ``{name}`` replaced by a value.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    return texts_beside(__file__)[key].format(**values)
