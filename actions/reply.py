"""Make a reply from an entry, and hand it to Rasa."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.reply import Choice, Reply, ReplyKind, ReplySource
from knowledge.match.decide import MOST_CHOICES
from knowledge.schema import Entry, FacetName, Kind, Sentence
from knowledge.store import LiveEntry, lead_id

# Words of four letters or more carry the meaning; a shared one tips the balance, no more.
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_SAME_WORD = 0.04
# How strongly a check must be asked for before it is met with a yes or a no.
_SURE_OF_CHECK = 0.35
# An open question is not met with a yes or a no.
_OPEN = re.compile(
    r"^(?:and |so |but |ok |then |please )*(?:what|which|who|whom|whose|when|where|why|how|"
    r"tell|give|show|name|list|explain|describe)\b(?! (?:if|about if))"
)

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
        lead = lead_of(entry, facts_asked, question)
        sentences = [lead, *(s for s in entry.answer if s is not lead)]
    return Reply(
        kind=_REPLY_KIND[entry.kind],
        title=entry.title if entry.kind is Kind.ANSWER else None,
        text=_paragraphs(entry.kind, [s.text for s in sentences]),
        short=entry.short,
        entries=(entry.id,),
        sources=sources_of(live),
        choices=choices,
    )


def sources_of(live: LiveEntry) -> tuple[ReplySource, ...]:
    """Return the pages that an entry rests on."""
    return tuple(
        ReplySource(
            title=s.title, url=s.url, published=s.published, checked_on=live.entry.checked_on
        )
        for s in live.sources
    )


def facet_reply(live: LiveEntry, facet: FacetName) -> Reply:
    """Return the one sentence of an entry that says when, where, who, how much or why."""
    entry = live.entry
    return Reply(
        kind=_REPLY_KIND[entry.kind],
        title=entry.title if entry.kind is Kind.ANSWER else None,
        text=entry.facets[facet].text,
        entries=(entry.id,),
        sources=sources_of(live),
    )


def lead_of(entry: Entry, facts_asked: Mapping[str, float], question: str) -> Sentence:
    """Return the sentence that answers a question first.

    A check ("is it ...?") is met with its own lead, a yes or a no, when the message is close to
    the ways of asking it; other questions with the sentence on the fact that is asked for.
    """
    leads = [
        (facts_asked.get(lead_id(entry, n), 0.0), group.lead)
        for n, group in enumerate(entry.questions)
        if group.lead
    ]
    score, lead = max(leads, key=lambda x: x[0], default=(0.0, None))
    others = sum(found for found, _ in leads if found > 0) - score
    if lead and score >= _SURE_OF_CHECK and others < score / 2 and not _OPEN.match(question):
        return lead
    words = _words(question)
    return max(
        entry.answer,
        key=lambda s: _asked(s, facts_asked) + _SAME_WORD * len(words & _words(s.text)),
    )


def with_lead(
    reply: Reply,
    live: LiveEntry,
    facts_asked: Mapping[str, float],
    question: str,
    opening: str = "",
) -> Reply:
    """Return a reply with the leading sentence of another entry, and its sources, after it.

    Args:
        reply: what is said first; returned as it is when it says that sentence already.
        live: the other entry.
        facts_asked: see ``lead_of``.
        question: see ``lead_of``.
        opening: said before the sentence.
    """
    lead = lead_of(live.entry, facts_asked, question).text
    if lead in reply.text:
        return reply
    sources = tuple(dict.fromkeys((*reply.sources, *sources_of(live))))
    text = f"{reply.text}\n\n{opening} {lead}" if opening else f"{reply.text}\n\n{lead}"
    return reply.model_copy(update={"text": text, "sources": sources})


def join(replies: Sequence[Reply]) -> Reply:
    """Return one reply to several questions: the text of each, in order."""
    answered = [r for r in replies if r.kind is not ReplyKind.DECLINE]
    first = answered[0] if answered else replies[0]
    choices = {c.payload: c for r in replies for c in r.choices}
    return Reply(
        kind=first.kind,
        text="\n\n".join(r.text for r in replies),
        entries=tuple(dict.fromkeys(e for r in (first, *replies) for e in r.entries)),
        sources=tuple(dict.fromkeys(s for r in replies for s in r.sources)),
        choices=tuple(choices.values())[:MOST_CHOICES],
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
        buttons=[{"title": c.title, "payload": c.payload} for c in reply.choices],
        json_message=custom,
    )
