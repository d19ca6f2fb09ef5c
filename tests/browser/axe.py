"""What axe-core finds against a page: WCAG 2.0 to 2.2, A and AA, and its best practices."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from playwright.sync_api import Frame, Page

from tests.assistant import ROOT

_AXE = ROOT / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Frames inside have no axe; give each of them to `violations`.
# For the colour of a text, axe prefers -webkit-text-fill-color. Where colours are forced, Chromium
# paints `color`, but goes on telling of the other what it would have been.
_RUN = """async tags => {
  const styles = CSSStyleDeclaration.prototype, told = styles.getPropertyValue;
  styles.getPropertyValue = function (name) {
    return told.call(this, name === "-webkit-text-fill-color" ? "color" : name);
  };
  try {
    return await axe.run(document, {
      runOnly: tags, resultTypes: ["violations", "incomplete"], iframes: false,
    });
  } finally {
    styles.getPropertyValue = told;
  }
}"""


def violations(where: Page | Frame, explained: Collection[str] = ()) -> list[str]:
    """Examine a page as it is now, its open shadow roots included.

    Playwright's ``evaluate`` goes round the page's content security policy and its Trusted Types,
    so the page can be examined under the policy it is served with.

    Args:
        where: the page, or one of its frames.
        explained: rules of which what "needs review" was reviewed by a person and found right.

    Returns:
        One line a fault: the rule, the element, and what is wrong with it. What axe could not
        decide comes after them and begins with "needs review".
    """
    if not where.evaluate("typeof axe === 'object'"):
        where.evaluate(_source())
    found = where.evaluate(_RUN, _TAGS)
    undecided = [rule for rule in found["incomplete"] if rule["id"] not in explained]
    return _lines(found["violations"]) + [f"needs review: {line}" for line in _lines(undecided)]


@lru_cache
def _source() -> str:
    assert _AXE.exists(), "axe-core is not installed: make widget-packages"
    return _AXE.read_text("utf-8")


def _lines(rules: list[dict[str, Any]]) -> list[str]:
    return [
        f"{rule['id']} at {_place(node['target'])}: {' '.join(node['failureSummary'].split())}"
        for rule in rules
        for node in rule["nodes"]
    ]


def _place(target: list[str | list[str]]) -> str:
    """The way to an element; each arrow goes into a shadow root."""
    [way] = target
    return way if isinstance(way, str) else " → ".join(way)
