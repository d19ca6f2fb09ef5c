"""The wording of the form, from ``wording.yml``."""

from __future__ import annotations

from actions.enquiry.wording import enquiry_wording
from bot.texts import texts_beside


def form_wording(key: str, **values: object) -> str:
    """Return a text of the form, or else of enquiries, with ``{name}`` replaced by a value.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    own = texts_beside(__file__).get(key)
    return enquiry_wording(key, **values) if own is None else own.format(**values)
