"""The wording around replies, from ``wording.yml``."""

from __future__ import annotations

from bot.texts import texts_beside


def around(key: str, **values: object) -> str:
    """Return a text, with ``{name}`` replaced by the value of that name.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    return texts_beside(__file__)[key].format(**values)
