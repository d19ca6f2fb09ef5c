"""An entry is in the file and the folder that it names."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.files import Problem
from knowledge.lint.material import Material


def misplaced_files(material: Material) -> Iterator[Problem]:
    """The file name is the id, the folder is the topic, and no id is used twice."""
    seen: dict[str, str] = {}
    for written in material.entries:
        entry, path = written.entry, written.document.path
        if path.name != f"{entry.id}.yml":
            yield written.problem(f"the id {entry.id} needs the file name {entry.id}.yml", "id")
        if path.parent.name != entry.topic:
            yield written.problem(f"the topic {entry.topic} needs a folder of that name", "topic")
        if entry.id in seen:
            yield written.problem(f"the id {entry.id} is used in {seen[entry.id]} too", "id")
        seen.setdefault(entry.id, f"{path.parent.name}/{path.name}")
