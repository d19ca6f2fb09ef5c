"""Texts for people that stand in a file beside the code that says them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml


@lru_cache
def texts_beside(module: str) -> dict[str, str]:
    """Return the texts of the YAML file with the name of a module, by key; it is read once.

    Args:
        module: the ``__file__`` of the module.

    Raises:
        OSError: when there is no such file.
    """
    texts: dict[str, str] = yaml.safe_load(Path(module).with_suffix(".yml").read_text("utf-8"))
    return texts
