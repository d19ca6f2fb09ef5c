"""What stands for something personal is not read as words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import knowledge.gaps
from knowledge.language.labels import without_labels


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[code]", ""),
        ("my email is [email]", "my email is"),
        ("ring [phone] or [phone]", "ring or"),
        ("what is [this]?", "what is [this]?"),
    ],
)
def test_labels_are_left_out(text: str, left: str) -> None:
    assert " ".join(without_labels(text).split()) == left


def test_every_label_of_the_redaction_is_known() -> None:
    folder = Path(knowledge.gaps.__file__).parent
    written = {
        label
        for path in folder.glob("*.py")
        for label in re.findall(r'"\[[A-Za-z ]+\] ?"', path.read_text("utf-8"))
    }

    assert written
    assert [label for label in written if without_labels(label.strip('"')).strip()] == []
