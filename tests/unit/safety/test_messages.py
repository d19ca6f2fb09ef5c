"""Each reviewed way of speaking is heard, as labelled in ``messages.yml``."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.safety.recogniser import SafetyRecogniser

RECOGNISER = SafetyRecogniser.from_file(
    Path(__file__).parents[3] / "bot" / "safety" / "patterns.yml"
)
CASES = [
    (message, case["act"])
    for case in yaml.safe_load(Path(__file__).with_name("messages.yml").read_text("utf-8"))
    for message in case["messages"]
]


@pytest.mark.parametrize(("message", "acts"), CASES)
def test_labelled_message(message: str, acts: list[str]) -> None:
    match = RECOGNISER.recognise(message)

    if acts:
        assert match is not None
        assert match.act in acts
    else:
        assert match is None
