"""What the assistant recognises first is tied to one entry."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material


def acts_twice(material: Material) -> Iterator[Problem]:
    """No ``act`` is used by two entries."""
    seen: dict[str, str] = {}
    for written in material.entries:
        act = written.entry.act
        if act is None:
            continue
        if act in seen:
            yield written.problem(f"the act {act} belongs to {seen[act]} already", "act")
        seen.setdefault(act, written.entry.id)
