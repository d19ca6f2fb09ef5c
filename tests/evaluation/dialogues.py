"""Messages that ask two things, and conversations whose turns lean on each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.evaluation.measure import Judge, Judged
from tests.evaluation.questions import HeldOut

_HOME = Path(__file__).parent
_SMALLTALK = {
    "greet": "hello",
    "thanks": "welcome",
    "goodbye": "goodbye",
    "help": "i can tell you",
    "restart": "start again",
    "presence": "i am here",
    "cancel": "leave it there",
}
_ANSWERS = ("answer", "signpost")


@dataclass(frozen=True)
class Turn:
    """What a person says in a conversation, and what is expected of the reply."""

    say: str
    expect: dict[str, Any]


def conversations(home: Path = _HOME) -> list[list[Turn]]:
    """Return the conversations of a folder."""
    lines = (home / "conversations.jsonl").read_text("utf-8").splitlines()
    return [[Turn(t["say"], t["expect"]) for t in json.loads(line)["turns"]] for line in lines]


def doubles(home: Path = _HOME) -> list[dict[str, Any]]:
    """Return the messages of a folder that ask two things."""
    lines = (home / "doubles.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge_double(judge: Judge, double: dict[str, Any], reply: dict[str, Any]) -> Judged:
    """Right: both parts are met. A part that is not published is met when the reply says so."""
    told = judge.facts_told(reply["text"])
    says_so = reply["custom"]["kind"] == "decline" or _says_unpublished(judge, reply)
    met = [
        says_so if part.get("unpublished") else bool(told & set(part["facts"]))
        for part in double["parts"]
    ]
    style = (
        "one part unpublished"
        if any(p.get("unpublished") for p in double["parts"])
        else "both parts"
    )
    question = HeldOut(double["text"], style)
    custom = reply["custom"]
    return Judged(question, custom["kind"], tuple(custom["entries"]), all(met), offered=any(met))


def judge_conversations(
    judge: Judge, say: Callable[[str, str], dict[str, Any]], talks: list[list[Turn]]
) -> Iterator[Judged]:
    """Hold the conversations and judge every turn.

    Args:
        judge: of facts and acts.
        say: sends a message in a conversation, and returns the reply.
        talks: the conversations.
    """
    for number, talk in enumerate(talks):
        before: dict[str, Any] | None = None
        for place, turn in enumerate(talk):
            reply = say(turn.say, f"conversation-{number}")
            right = _met(judge, turn, reply, before)
            expects = next(iter(turn.expect))
            style = f"{'first' if place == 0 else 'later'} turn, {expects}"
            custom = reply["custom"]
            said = " / ".join(t.say for t in talk[max(0, place - 2) : place + 1])
            question = HeldOut(said, style, frozenset(turn.expect.get("facts", ())))
            yield Judged(question, custom["kind"], tuple(custom["entries"]), right)
            before = reply


def _met(judge: Judge, turn: Turn, reply: dict[str, Any], before: dict[str, Any] | None) -> bool:
    kind, text = reply["custom"]["kind"], reply["text"]
    if "facts" in turn.expect:
        wanted = set(turn.expect["facts"])
        linked = "http" in text and any(
            judge.facts_of(entry) & wanted for entry in reply["custom"]["entries"]
        )
        return bool(judge.facts_told(text) & wanted) or linked
    if turn.expect.get("unpublished"):
        return kind not in _ANSWERS or _says_unpublished(judge, reply)
    act = turn.expect["act"]
    if act in _SMALLTALK:
        return kind == "smalltalk" and _SMALLTALK[act] in text.lower()
    entries = reply["custom"]["entries"]
    if act == "repeat":
        return before is not None and text == before["text"]
    if act == "sources":
        return "http" in text or bool(reply["custom"]["sources"])
    if act == "more":
        return kind in _ANSWERS and before is not None and text != before["text"]
    return judge.act_of(reply) == act or (kind == "signpost" and bool(entries))


def _says_unpublished(judge: Judge, reply: dict[str, Any]) -> bool:
    """Tell whether a reply shows a gap or another body's business, or says that nothing is known.

    An answer may say so as well, such as "No list of its members is among the facts".
    """
    signs = (
        "not among the facts",
        "not published",
        "could not find anything",
        "no page we have",
        "may not have an exact answer",
    )
    says = any(sign in reply["text"].lower() for sign in signs)
    return says or any(map(judge.is_gap, reply["custom"]["entries"]))
