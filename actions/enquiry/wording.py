"""The wording about enquiries, from ``wording.yml``."""

from __future__ import annotations

from bot.texts import texts_beside


def enquiry_wording(key: str, **values: object) -> str:
    """Return a text, with ``{name}`` replaced by the value of that name.

    Args:
        key: a key of the file; a :class:`actions.enquiry.problems.Problem` is one.
        values: what is put in.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    return texts_beside(__file__)[key].format(**values)
