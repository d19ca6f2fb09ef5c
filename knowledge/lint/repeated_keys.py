"""No key is written twice: YAML keeps the last one only, and says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from knowledge.files import Problem
from knowledge.lint.material import Material

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def repeated_keys(material: Material) -> Iterator[Problem]:
    """Every key of a file, such as a source id or a facet, stands there once."""
    for document in material.documents:
        root = yaml.compose(document.path.read_text("utf-8"), Loader=_Loader)
        for key in _repeated(root):
            message = f"{key.value} is written twice"
            yield Problem(document.path, key.start_mark.line + 1, message)


def _repeated(node: Any) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value)
