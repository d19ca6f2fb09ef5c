"""Make a reply from an entry, and hand it to Rasa."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.reply import Choice, Reply, ReplyKind, ReplySource
from knowledge.schema import Kind, Sentence
from knowledge.store import LiveEntry

# Words of four letters or more carry the meaning; a shared one tips the balance, no more.
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_SAME_WORD = 0.04

_REPLY_KIND = {
    Kind.ANSWER: ReplyKind.ANSWER,
    Kind.GAP: ReplyKind.DECLINE,
    Kind.OUT_OF_SCOPE: ReplyKind.DECLINE,
    Kind.SIGNPOST: ReplyKind.SIGNPOST,
    Kind.BOUNDARY: ReplyKind.BOUNDARY,
}


def reply_from(
    live: LiveEntry,
    facts_asked: Mapping[str, float] = {},
    question: str = "",
    choices: tuple[Choice, ...] = (),
) -> Reply:
    """Return the reply that an entry gives.

    Args:
        live: the entry and its sources.
        facts_asked: how strongly the message asks for each fact; the sentence that rests on the
            strongest one leads. Only answers are reordered: the order of other kinds is part of
            what was reviewed.
        question: the message; of sentences on the same fact, the one that shares its words leads.
        choices: what to offer next.
    """
    entry = live.entry
    sentences = list(entry.answer)
    if entry.kind is Kind.ANSWER:
        words = _words(question)
        lead = max(
            sentences,
            key=lambda s: _asked(s, facts_asked) + _SAME_WORD * len(words & _words(s.text)),
        )
        sentences = [lead, *(s for s in entry.answer if s is not lead)]
    return Reply(
        kind=_REPLY_KIND[entry.kind],
        title=entry.title if entry.kind is Kind.ANSWER else None,
        text=_paragraphs(entry.kind, [s.text for s in sentences]),
        short=entry.short,
        entries=(entry.id,),
        sources=tuple(
            ReplySource(
                title=s.title, url=s.url, published=s.published, checked_on=entry.checked_on
            )
            for s in live.sources
        ),
        choices=choices,
    )


def _paragraphs(kind: Kind, sentences: list[str]) -> str:
    """Set out the sentences: the one that answers first; help as one step a paragraph."""
    if kind is Kind.SIGNPOST:
        return "\n\n".join(sentences)
    lead, rest = sentences[0], " ".join(sentences[1:])
    return f"{lead}\n\n{rest}" if rest else lead


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _asked(sentence: Sentence, facts_asked: Mapping[str, float]) -> float:
    return max((facts_asked.get(fact, 0.0) for fact in sentence.facts), default=0.0)


def wording(domain: Mapping[str, Any], response: str) -> str:
    """Return the text of a response of the domain.

    Raises:
        KeyError: when the domain has no such response.
    """
    return str(domain["responses"][response][0]["text"])


def send(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Hand a reply to Rasa: text, buttons, and the rest in the standard ``custom`` field."""
    custom = reply.model_dump(mode="json", exclude={"text", "choices"}, exclude_none=True)
    dispatcher.utter_message(
        text=reply.text,
        buttons=[
            {"title": c.title, "payload": "/choose" + json.dumps({"entry": c.entry})}
            for c in reply.choices
        ],
        json_message=custom,
    )
