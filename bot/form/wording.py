"""The wording of the form, from ``wording.yml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from actions.enquiry.wording import enquiry_wording


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return texts


def form_wording(key: str, **values: object) -> str:
    """Return a text of the form, or else of enquiries, with ``{name}`` replaced by a value.

    Raises:
        KeyError: when there is no such text, or a value is missing.
    """
    own = _texts().get(key)
    return enquiry_wording(key, **values) if own is None else own.format(**values)
