"""Show groups of questions to a curator, or to a program."""

from __future__ import annotations

import json
from collections.abc import Sequence

from knowledge.gaps.groups import Group

_MOST_SHOWN = 3  # wordings of a group
_LONGEST_SHOWN = 90  # characters of a wording


def table(groups: Sequence[Group], limit: int) -> str:
    """Return the first groups as text, numbered from 1."""
    lines = [f"{'':>3}  {'asked':>5}  {'days':>4}  {'last':<10}  question"]
    for number, group in enumerate(groups[:limit], 1):
        (first, _), *others = group.questions
        asked = f"{group.count:>5}  {len(group.days):>4}  {group.days[-1]}"
        lines.append(f"{number:>3}  {asked}  {_short(first)}")
        lines += [f"{'':30}{_short(text)}" for text, _ in others[: _MOST_SHOWN - 1]]
        if len(group.questions) > _MOST_SHOWN:
            lines.append(f"{'':30}(and {len(group.questions) - _MOST_SHOWN} more)")
        outcomes = ", ".join(f"{outcome.replace('_', ' ')} {n}" for outcome, n in group.outcomes)
        lines.append(f"{'':28}= {outcomes}")
        for near in group.nearest:
            lines.append(f"{'':28}~ {near.score:.2f}  {near.id}: {near.title or 'no longer live'}")
    if len(groups) > limit:
        lines.append(f"{len(groups) - limit} more groups: --limit {len(groups)}")
    return "\n".join(lines)


def as_json(groups: Sequence[Group], limit: int) -> str:
    """Return the first groups as a JSON list."""
    told = [
        {
            "number": number,
            "count": group.count,
            "days": [day.isoformat() for day in group.days],
            "outcomes": {outcome.value: count for outcome, count in group.outcomes},
            "questions": [{"text": text, "count": count} for text, count in group.questions],
            "nearest": [
                {"id": near.id, "title": near.title, "score": near.score} for near in group.nearest
            ],
        }
        for number, group in enumerate(groups[:limit], 1)
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
