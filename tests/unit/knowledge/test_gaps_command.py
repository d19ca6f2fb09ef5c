"""``python -m knowledge gaps``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import yaml

import knowledge.__main__ as command_line
from bot.settings import settings
from knowledge.gaps.outcome import GapOutcome
from knowledge.gaps.store import Gap, GapStore
from knowledge.language import encoder as encoder_module
from knowledge.store import migrate, open_engine

TODAY = datetime.now(UTC).date()


@pytest.fixture
def store(tmp_path, monkeypatch, encoder):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(encoder_module, "load_encoder", lambda: encoder)
    settings.cache_clear()
    engine = open_engine(settings().knowledge_url)
    migrate(engine)
    yield GapStore(engine)
    engine.dispose()
    settings.cache_clear()


@pytest.fixture
def filled(store):
    def add(question, outcome, days_ago, count):
        near = (("gap-chair-pay-and-term", 0.6),)
        store.add(Gap(TODAY - timedelta(days_ago), outcome, question, near, "web", count))

    add("is the chair paid", GapOutcome.DECLINED, 0, 3)
    add("how much is the chair paid", GapOutcome.CLOSEST, 3, 2)
    add("pizza near me", GapOutcome.DECLINED, 200, 1)
    return store


def run(capsys, *arguments):
    code = command_line.main(["gaps", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_nothing_is_recorded(store, capsys):
    assert run(capsys) == (0, "No such questions are recorded.\n", "")


def test_the_list(filled, capsys):
    code, out, _ = run(capsys)
    assert code == 0
    assert out.splitlines()[1].split()[:3] == ["1", "5", "2"]
    assert "pizza near me" in out


def test_the_list_is_narrowed(filled, capsys):
    since = (TODAY - timedelta(1)).isoformat()
    (one,) = json.loads(run(capsys, "--json", "--since", since)[1])
    assert one["count"] == 3
    (one,) = json.loads(run(capsys, "--json", "--outcome", "closest")[1])
    assert one["outcomes"] == {"closest": 2}
    assert len(json.loads(run(capsys, "--json", "--limit", "1")[1])) == 1


def test_a_draft_is_written_once(filled, capsys, tmp_path):
    code, out, _ = run(capsys, "--draft", "1")
    (path,) = (tmp_path / "drafts").glob("*.yml")
    assert (code, str(path) in out, "is the chair paid" in out) == (0, True, True)
    assert yaml.safe_load(path.read_text("utf-8"))["see_also"] == ["gap-chair-pay-and-term"]
    before = path.read_bytes()
    code, out, err = run(capsys, "--draft", "1")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "is there already" in err
    assert path.read_bytes() == before


def test_a_draft_goes_where_it_is_wanted(filled, capsys, tmp_path):
    assert run(capsys, "--draft", "2", "--to", str(tmp_path / "a" / "pizza.yml"))[0] == 0
    assert yaml.safe_load((tmp_path / "a" / "pizza.yml").read_text("utf-8"))["id"]


def test_purging(filled, capsys):
    code, out, _ = run(capsys, "--purge")
    assert (code, out[:2]) == (0, "1 ")
    assert len(filled.gaps()) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--draft", "9"], "There is no group 9: 2 are listed."),
        (["--to", "x.yml"], "--to goes with --draft N."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(filled, capsys, arguments, says):
    assert run(capsys, *arguments) == (1, "", f"{says}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "yesterday"], "yesterday is no day (YYYY-MM-DD)"),
        (["--draft", "0"], "0 is no number from 1 on"),
        (["--limit", "x"], "x is no number from 1 on"),
        (["--outcome", "riddle"], "invalid choice"),
    ],
)
def test_a_wrong_argument_is_told_in_a_line(capsys, arguments, says):
    with pytest.raises(SystemExit) as stopped:
        command_line.main(["gaps", *arguments])
    err = capsys.readouterr().err
    assert (stopped.value.code, err.count("\n"), says in err) == (2, 1, True)


def test_a_database_that_is_away_is_told_in_a_line(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    settings.cache_clear()
    code, _, err = run(capsys)
    settings.cache_clear()
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("The database cannot be used: ")
