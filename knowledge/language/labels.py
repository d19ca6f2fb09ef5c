"""The words in square brackets that stand for what was personal in a message."""

from __future__ import annotations

import re

# As knowledge/gaps/redact.py and bot/edge/private.py write them.
_LABEL = re.compile(
    r"\[(?:NI number|address|card|code|date|date of birth|email|handle|link|name|NHS number|number|"
    r"organisation|phone|postcode|vehicle)\]"
)


def without_labels(text: str) -> str:
    """Return a text without them: "code" in a label must not be taken for a question on one."""
    return _LABEL.sub(" ", text)
