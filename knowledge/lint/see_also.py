"""Related answers exist, and are other answers."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material


def see_also(material: Material) -> Iterator[Problem]:
    """Every id in ``see_also`` is another entry, named once."""
    known = {written.entry.id for written in material.entries}
    for written in material.entries:
        named = written.entry.see_also
        for index, other in enumerate(named):
            if other == written.entry.id:
                yield written.problem("see_also names the entry itself", "see_also", index)
            elif other not in known:
                yield written.problem(f"see_also: no entry {other}", "see_also", index)
            elif other in named[:index]:
                yield written.problem(f"see_also names {other} twice", "see_also", index)
