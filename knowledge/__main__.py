"""Check, load and look at the knowledge base: ``python -m knowledge --help``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import ROOT, settings
from knowledge.files import ContentError, ContentFiles
from knowledge.store import KnowledgeStore, LiveEntry, migrate, open_engine

SPACY_PIPELINE = ROOT / "models" / "spacy"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 when something must be mended."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except ContentError as error:
        for problem in error.problems:
            print(_relative(str(problem)), file=sys.stderr)
        print(
            f"{len(error.problems)} to mend. What was live before is still live.", file=sys.stderr
        )
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        print(f"The database cannot be used: {reason}", file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror or error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(
        name: str, function: Callable[[argparse.Namespace], int], says: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=says, description=says)
        made.set_defaults(command=function)
        return made

    check = add("check", _check, "Find mistakes in the content files, with file and line.")
    check.add_argument("--home", type=Path, help="another content folder")
    load = add("load", _load, "Check the files and make them live; all or nothing.")
    load.add_argument("--home", type=Path, help="another content folder")
    add("build", _build, "Build the spaCy pipeline from the content (models/spacy).")
    add("show", _show, "Show a live entry.").add_argument("entry")
    search = add("search", _search, "Show how a question is understood, without Rasa.")
    search.add_argument("question", nargs="+")
    review = add("review", _review, "List the answers that are due for review.")
    review.add_argument("--by", type=date.fromisoformat, help="due by this day (YYYY-MM-DD)")
    return parser


def _check(options: argparse.Namespace) -> int:
    from knowledge.lint import lint

    files = ContentFiles(options.home) if options.home else ContentFiles()
    problems = lint(files, today=_today())
    for problem in problems:
        print(_relative(str(problem)))
    print(f"{len(problems)} problems" if problems else "The content is clean.")
    return 1 if problems else 0


def _load(options: argparse.Namespace) -> int:
    from knowledge.language.encoder import load_encoder

    content = (ContentFiles(options.home) if options.home else ContentFiles()).read()
    store = _store()
    done = store.load(content, load_encoder())
    what = "live" if done.changed else "live already"
    print(
        f"{done.entries} entries with {done.examples} examples are {what} "
        f"({done.embedded} newly embedded, version {done.version[:8]})"
    )
    return 0


def _build(_options: argparse.Namespace) -> int:
    from knowledge.language.pipeline import build

    nlp = build(ContentFiles().read())
    SPACY_PIPELINE.parent.mkdir(exist_ok=True)
    nlp.to_disk(SPACY_PIPELINE)
    print(f"The spaCy pipeline is in {SPACY_PIPELINE.relative_to(ROOT)}.")
    return 0


def _show(options: argparse.Namespace) -> int:
    live = _store().entry(options.entry)
    if live is None:
        print(f"There is no live entry with the id {options.entry}.", file=sys.stderr)
        return 1
    print(_shown(live))
    return 0


def _search(options: argparse.Namespace) -> int:
    import numpy as np

    from knowledge.language.clean import clean
    from knowledge.language.encoder import DIMENSIONS, load_encoder
    from knowledge.match.live import LiveIndex

    index = LiveIndex(_store(), [], np.zeros((0, DIMENSIONS), dtype=np.float32)).current()
    text = index.repair.repair(clean(" ".join(options.question)))
    ranking = index.ranker.rank(text, load_encoder().encode([text])[0])
    print(f"read as: {text}")
    for ranked in ranking.labels[:5]:
        print(f"{ranked.score:6.2f}  {index.kinds[ranked.label]:<12}  {ranked.label}")
    return 0


def _review(options: argparse.Namespace) -> int:
    by = options.by or _today()
    due = sorted((e.review_by, e.id) for e in _store().entries() if e.review_by <= by)
    for review_by, entry in due:
        print(f"{review_by}  {entry}")
    print(f"{len(due)} answers are due for review by {by}.")
    return 0


def _shown(live: LiveEntry) -> str:
    entry = live.entry
    lines = [f"{entry.title}  ({entry.id}, {entry.kind}, {entry.audience})", ""]
    lines += [f"  {s.text}  [{', '.join(s.facts)}]" for s in entry.answer]
    lines += [""] + [f"  {name}: {s.text}" for name, s in entry.facets.items()]
    lines += [f"  source: {s.title} <{s.url}>" for s in live.sources]
    lines += [f"  checked on {entry.checked_on}, review by {entry.review_by}"]
    lines += [f"  {sum(len(g.ask) for g in entry.questions)} example questions"]
    return "\n".join(lines)


def _store() -> KnowledgeStore:
    if not settings().database_url:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings().knowledge_url)
    migrate(engine)
    return KnowledgeStore(engine)


def _today() -> date:
    return datetime.now(UTC).date()


def _relative(line: str) -> str:
    return line.replace(str(Path.cwd()) + os.sep, "")


if __name__ == "__main__":
    sys.exit(main())
