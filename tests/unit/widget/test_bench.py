"""The comparison with existing chats installs the same packages everywhere, and counts right."""

from __future__ import annotations

import json

import pytest

from tests.load.widget.chats import CHATS, HERE, Chat
from tests.load.widget.figures import Figures, spread, table
from tests.load.widget.visit import Visit

_OTHERS = [chat for chat in CHATS if chat.package]


@pytest.mark.parametrize("chat", _OTHERS, ids=lambda chat: chat.name)
def test_the_versions_are_pinned_without_addresses(chat: Chat) -> None:
    package = json.loads((HERE / chat.name / "package.json").read_text("utf-8"))
    lock = json.loads((HERE / chat.name / "package-lock.json").read_text("utf-8"))
    packages = {name: told for name, told in lock["packages"].items() if name}
    assert package["dependencies"] == {
        chat.package: packages[f"node_modules/{chat.package}"]["version"]
    }
    assert all("integrity" in told and "resolved" not in told for told in packages.values())


def _visit(size: int, requests: int, box: float | None) -> Visit:
    return Visit(requests, size, outside=0, launcher=500, box=box, blocked=0, shift=0)


def test_the_medians_stand_beside_each_other() -> None:
    ours = Figures("ours", [_visit(2_000, 1, None)] * 3, [_visit(16_000, 3, 900)] * 3)
    other = Figures(
        "other",
        [_visit(100_000, 1, None)] * 3,
        [_visit(100_000, 1, box) for box in (1_800, 9_000, 1_700)],
    )
    shown = table(ours, [other]).split("\n")
    lines = [[cell.strip() for cell in line.split("|")] for line in shown]
    assert ["", "On the wire at page load", "2.0 kB", "100.0 kB", "50.0 x", ""] in lines
    assert ["", "More when opened", "14.0 kB", "0.0 kB", "", ""] in lines
    assert ["", "More when opened", "2", "0", "", ""] in lines
    assert ["", "Text box usable after", "0.90 s", "1.80 s", "2.0 x", ""] in lines
    assert spread([ours, other]).endswith("visit: ours 0.90 to 0.90 s; other 1.70 to 9.00 s.")
