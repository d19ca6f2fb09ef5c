"""The wording about enquiries, from ``wording.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return texts


def enquiry_wording(key: str, **values: object) -> str:
    """Return a text, with ``{name}`` replaced by the value of that name.

    Args:
        key: a key of the file; a :class:`actions.enquiry.problems.Problem` is one.
        values: what is put in.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    return _texts()[key].format(**values)
