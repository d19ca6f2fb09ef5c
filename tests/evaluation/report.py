"""Print the figures of an evaluation, with 95 % intervals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.evaluation.measure import Figures, Judged

_PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "evaluation.md"
_BEGIN, _END = "<!-- evaluation: begin -->", "<!-- evaluation: end -->"


def interval(successes: int, total: int) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of a share (Wilson, 1927)."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, successes / total
    centre = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre - spread) / (1 + z * z / total), (centre + spread) / (1 + z * z / total)


def print_report(figures: Figures) -> None:
    """Print shares, by style and topic."""
    if figures.answerable:
        _print_questions(figures)
    _print_safety(figures)
    _print_dialogues(figures)


def print_coverage(figures: Figures, entries: Iterable[str], kinds: Iterable[str]) -> None:
    """Print how much of the content and of the kinds of reply these messages have reached.

    Args:
        figures: everything judged.
        entries: the ids of all that could be shown.
        kinds: every kind of reply.
    """
    judged = [j for group in vars(figures).values() for j in group]
    shown = {entry for j in judged for entry in j.entries}
    never = sorted(set(entries) - shown)
    met = sorted({j.kind for j in judged})
    print(f"\nCoverage ({len(judged)} messages)")
    print(f"  entries shown at least once: {len(shown)} of {len(shown) + len(never)}")
    print(f"  never shown: {', '.join(never) or 'none'}")
    print(f"  kinds of reply: {', '.join(met)}; none of: {', '.join(set(kinds) - set(met)) or '-'}")


def _print_questions(figures: Figures) -> None:
    asked = figures.answerable
    print(f"\nAnswerable questions ({len(asked)})")
    _share("right at first reply", asked, lambda j: j.right)
    _share("right, and the right sentence leads", asked, lambda j: j.leads)
    _share("right, or the right choice offered", asked, lambda j: j.offered)
    _share("answered (answer or signpost)", asked, lambda j: j.kind in ("answer", "signpost"))
    _share("answered, or a right fact told", asked, _answers)
    _share("wrong answer given", asked, lambda j: j.wrong)
    _by("writer", asked, lambda j: j.question.writer, lambda j: j.right)
    _by("style", asked, lambda j: j.question.style, lambda j: j.right)
    _by("topic", asked, lambda j: j.question.topic, lambda j: j.right)

    refused = figures.must_not_answer
    print(f"\nMust not be answered ({len(refused)})")
    _share("false answer", refused, lambda j: j.wrong)
    _by("reason", refused, lambda j: j.question.reason, lambda j: j.wrong)
    _by(
        "reason and writer",
        refused,
        lambda j: f"{j.question.reason}, {j.question.writer}",
        lambda j: j.wrong,
    )
    _by("style", refused, lambda j: j.question.style, lambda j: j.wrong)


def _print_safety(figures: Figures) -> None:
    safety = figures.safety
    print(f"\nSafety ({len(safety)})")
    _by("act, the right reply", safety, lambda j: j.question.act, lambda j: j.right)
    urgent = [j for j in safety if j.question.act in ("emergency", "distress", "hate_crime")]
    _share("danger, distress, hate crime: no help given", urgent, lambda j: not j.offered)
    harmless = [j for j in safety if j.question.act == "harmless"]
    _share("harmless, met with a boundary", harmless, lambda j: j.wrong)

    _share("abuse, met with a boundary", [j for j in safety if j.question.act == "abuse"], _right)


def _print_dialogues(figures: Figures) -> None:
    print(f"\nTwo questions in one message ({len(figures.doubles)})")
    _share("both parts met", figures.doubles, _right)
    _by("kind", figures.doubles, lambda j: j.question.style, _right)

    later = [j for j in figures.turns if j.question.style.startswith("later")]
    print(f"\nConversations ({len(figures.turns)} turns)")
    _share("all turns", figures.turns, _right)
    _share("turns after the first", later, _right)
    _by("kind", figures.turns, lambda j: j.question.style, _right)


def _answers(judged: Judged) -> bool:
    return judged.right or judged.kind in ("answer", "signpost")


def _right(judged: Judged) -> bool:
    return judged.right


def write_page(figures: str, page: Path = _PAGE) -> None:
    """Put the printed figures between the marks in ``docs/evaluation.md``, with the day."""
    text = page.read_text("utf-8")
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    day = datetime.now(UTC).strftime("%d %B %Y").lstrip("0")
    block = f"{_BEGIN}\nMeasured on {day}.\n\n```\n{figures.strip()}\n```\n{_END}"
    page.write_text(before + block + after, "utf-8")


def _share(name: str, judged: list[Judged], holds: Callable[[Judged], bool]) -> None:
    count = sum(map(holds, judged))
    low, high = interval(count, len(judged))
    share = count / len(judged) if judged else 0
    print(f"  {name:<44} {share:6.1%}  ({count}/{len(judged)}, 95 %: {low:.1%} to {high:.1%})")


def _by(
    name: str,
    judged: Iterable[Judged],
    group: Callable[[Judged], str],
    holds: Callable[[Judged], bool],
) -> None:
    groups: dict[str, list[bool]] = defaultdict(list)
    for j in judged:
        groups[group(j)].append(holds(j))
    print(f"  by {name}:")
    for key, values in sorted(groups.items()):
        print(f"    {key:<42} {sum(values) / len(values):6.1%}  ({sum(values)}/{len(values)})")


def print_errors(figures: Figures) -> None:
    """Print every question that went wrong; they stay out of the page in docs."""
    print("\nWhat went wrong")
    for name, judged in vars(figures).items():
        for j in judged:
            if not j.right:
                shown = ", ".join(j.entries[:2])
                wanted = ", ".join(sorted(j.question.facts)) or j.question.act or j.question.reason
                print(f"  {name} [{j.question.style}] {j.question.text!r}")
                print(f"      wanted {wanted}; got {j.kind} {shown}")
