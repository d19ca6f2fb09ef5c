"""Show what people say of answers to a curator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.feedback.store import Opinion


def table(found: Mapping[str, Sequence[Opinion]], comments: bool = False) -> str:
    """Return one line an entry: yes, no, and why not; the most often useless first.

    Args:
        found: opinions by entry.
        comments: whether to show what people wrote.
    """
    lines = [f"{'yes':>5}  {'no':>5}  entry"]
    for entry, opinions in sorted(found.items(), key=lambda item: (-_no(item[1]), item[0])):
        no = _no(opinions)
        reasons = Counter(str(o.reason) for o in opinions if not o.useful and o.reason)
        why = ", ".join(f"{r.replace('_', ' ')} {n}" for r, n in sorted(reasons.items()))
        lines.append(f"{len(opinions) - no:>5}  {no:>5}  {entry}" + (f"  ({why})" if why else ""))
        if comments:
            lines += [f"{'':14}“{o.comment}”" for o in opinions if o.comment]
    return "\n".join(lines)


def _no(opinions: Sequence[Opinion]) -> int:
    return sum(not opinion.useful for opinion in opinions)
