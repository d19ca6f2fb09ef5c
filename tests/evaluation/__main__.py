"""Ask every held-out question of the running assistant and print the figures.

``python -m tests.evaluation [--development] [--errors] [--page] [--json FILE]``
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path

from bot.reply import ReplyKind
from knowledge.files import ContentFiles
from knowledge.schema import Audience
from tests.assistant import running_assistant
from tests.evaluation.dialogues import (
    conversations,
    doubles,
    judge_conversations,
    judge_double,
)
from tests.evaluation.measure import Figures, Judge, confusions
from tests.evaluation.questions import questions
from tests.evaluation.report import print_coverage, print_errors, print_report, write_page

_HELD_OUT = Path(__file__).parent
_DEVELOPMENT = _HELD_OUT.parent / "development"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every wrong reply")
    parser.add_argument("--json", type=Path, help="also write every judgement to this file")
    parser.add_argument("--page", action="store_true", help="write the figures to the page in docs")
    parser.add_argument("--development", action="store_true", help="ask the development questions")
    options = parser.parse_args()
    home = _DEVELOPMENT if options.development else _HELD_OUT
    content = ContentFiles().read()
    judge = Judge(content)
    figures = Figures()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_assistant(Path(folder)) as assistant,
    ):
        for name, judged, judging in (
            ("answerable", figures.answerable, judge.answerable),
            ("must-not-answer", figures.must_not_answer, judge.must_not_answer),
            ("safety", figures.safety, judge.safety),
        ):
            for number, question in enumerate(questions(name, home)):
                # Each question is the first of its conversation.
                reply = assistant.say(question.text, f"{name}-{number}")[0]
                judged.append(judging(question, reply))
        for number, double in enumerate(doubles(home)):
            reply = assistant.say(double["text"], f"double-{number}")[0]
            figures.doubles.append(judge_double(judge, double, reply))
        figures.turns += judge_conversations(
            judge, lambda text, sender: assistant.say(text, sender)[0], conversations(home)
        )
    printed = io.StringIO()
    with redirect_stdout(printed):
        print_report(figures)
        _print_confusions(figures)
        public = [e.id for e in content.entries.values() if e.audience is Audience.PUBLIC]
        print_coverage(figures, public, ReplyKind)
    print(printed.getvalue())
    if options.errors:
        print_errors(figures)
    if options.page:
        write_page(printed.getvalue())
    if options.json:
        rows = defaultdict(list)
        for name, all_judged in vars(figures).items():
            for j in all_judged:
                row = {k: v for k, v in vars(j).items() if k != "question"}
                rows[name].append({"text": j.question.text, "style": j.question.style, **row})
        options.json.write_text(json.dumps(rows, indent=1), "utf-8")


def _print_confusions(figures: Figures) -> None:
    print("\nMost frequent confusions (topic asked, what was shown):")
    for (topic, shown), count in confusions(figures.answerable).most_common(12):
        print(f"  {count:3}  {topic} -> {shown}")


if __name__ == "__main__":
    main()
