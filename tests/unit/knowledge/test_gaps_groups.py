"""Questions that ask the same thing are grouped."""

from __future__ import annotations

import json
from datetime import date

from knowledge.gaps.groups import Near, group
from knowledge.gaps.outcome import GapOutcome
from knowledge.gaps.store import Gap
from knowledge.gaps.table import as_json, table
from knowledge.language.encoder import NoEncoder

DAY = date(2026, 11, 23)
TITLES = {"pay": "The chair's pay", "hub": "A business hub"}


def gap(question, nearest=(("pay", 0.6),), **more):
    made = {"day": DAY, "outcome": GapOutcome.DECLINED, "channel": "web"}
    return Gap(**{**made, **more}, question=question, nearest=tuple(nearest))


def texts(groups):
    return [{text for text, _ in g.questions} for g in groups]


def test_close_meanings_are_one_group(encoder):
    pay = ["how much does the chair get paid", "whats the salary of the chair", "is the chair paid"]
    other = ["who picked the first members"]
    groups = group([gap(q) for q in pay + other], encoder, TITLES)
    assert texts(groups) == [set(pay), set(other)]


def test_another_nearest_entry_is_another_group(encoder):
    gaps = [gap("how much is it"), gap("how much is it?", [("hub", 0.5)]), gap("how much", [])]
    assert len(group(gaps, encoder, TITLES)) == 3


def test_the_most_asked_comes_first(encoder):
    gaps = [gap("what is the weather"), gap("is the chair paid", [("hub", 0.5)], count=3)]
    assert [g.count for g in group(gaps, encoder, TITLES)] == [3, 1]


def test_a_group_sums_up_its_questions(encoder):
    gaps = [
        gap("Is the chair paid?", [("pay", 0.6), ("gone", 0.3)], count=2),
        gap("is the chair paid?", day=date(2026, 11, 20), channel="rest"),
        gap("is the chair paid", outcome=GapOutcome.NOT_USEFUL),
    ]
    (one,) = group(gaps, encoder, TITLES)
    assert one.questions == (("Is the chair paid?", 3), ("is the chair paid", 1))
    assert one.outcomes == ((GapOutcome.DECLINED, 3), (GapOutcome.NOT_USEFUL, 1))
    assert one.days == (date(2026, 11, 20), DAY)
    assert one.nearest == (Near("pay", "The chair's pay", 0.6), Near("gone", None, 0.15))


def test_what_was_taken_out_does_not_hide_the_meaning(encoder):
    gaps = [gap("is the chair paid"), gap("is the chair paid [phone] [email] [name]")]
    assert len(group(gaps, encoder, TITLES)) == 1


def test_without_an_encoder_every_wording_stands_alone():
    gaps = [gap("is the chair paid"), gap("is the chair paid?"), gap("IS THE CHAIR PAID")]
    assert [g.count for g in group(gaps, NoEncoder(), TITLES)] == [2, 1]


def test_many_wordings_are_grouped_in_parts(encoder, monkeypatch):
    monkeypatch.setattr("knowledge.gaps.groups._MOST_AT_ONCE", 2)
    gaps = [gap("is the chair paid"), gap("is the chair paid?"), gap("pizza", count=2)]
    groups = group(gaps, encoder, TITLES)
    assert sum(g.count for g in groups) == 4


def test_nothing_recorded(encoder):
    assert group([], encoder, TITLES) == []


def test_the_table(encoder):
    gaps = [gap(f"is the chair paid {'?' * n}") for n in range(5)]
    gaps += [gap("x" * 200, [("gone", 0.4)])]
    shown = table(group(gaps, encoder, TITLES), 20)
    assert "  1      5     1  2026-11-23  is the chair paid" in shown
    assert "(and 2 more)" in shown
    assert "= declined 5" in shown
    assert "~ 0.60  pay: The chair's pay" in shown
    assert "~ 0.40  gone: no longer live" in shown
    assert "x" * 90 not in shown
    assert "more groups" not in shown
    assert "1 more groups: --limit 2" in table(group(gaps, encoder, TITLES), 1)


def test_json_has_everything(encoder):
    made = group([gap("is the chair paid"), gap("pizza", [("hub", 0.2)])], encoder, TITLES)
    (first,) = json.loads(as_json(made, 1))
    assert first == {
        "number": 1,
        "count": 1,
        "days": ["2026-11-23"],
        "outcomes": {"declined": 1},
        "questions": [{"text": "is the chair paid", "count": 1}],
        "nearest": [{"id": "pay", "title": "The chair's pay", "score": 0.6}],
    }
