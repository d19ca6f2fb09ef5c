"""Tell whether a message asks what happened in a period, and not for one subject."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.timeline.period import read
from knowledge.timeline.words import words

_KNOWN = words().cues | words().taskforce | words().small
# Long enough to be mended without becoming another word.
_LONG = sorted(w for w in words().cues | words().taskforce if len(w) > 5)

_PHRASES = re.compile(
    r"\b(?:w[eh]nt on|going on|goin on|go on|gone on|took place|take place|taken place|taking place"
    r"|goings on|(?:key|main|important|big|major) dates|on the (?:\w+ )?(?:pages?|site|website)"
    r"|came out|come out|been up to|get up to|got up to|(?:were|was|are|is|r) \w+ up to"
    r"|what (?:\w+ ){0,6}(?:do|did|done|doing))\b"
)
# "Did it happen in 2024?" and "what happened to it?" are about something named before.
_SOMETHING_SAID = re.compile(
    r"\b(?:did|does|has|will|was) (?:it|that|this) (?:\w+ )?happen"
    r"|\b(?:see|saw|seen|watch|for|on|in) the news"
)
# People speak of themselves when they ask; in any other way it is about what happened to them.
_ASKING = re.compile(
    r"\b(?:(?:tell|show|give|send|remind|catch) (?:me|us)|let me (?:know|see)|gimme"
    r"|(?:can|could|may|do) (?:i|we) (?:please )?(?:see|get|have|know|ask)"
    r"|(?:i|we)(?: am|m)?(?: just)?"
    r" (?:want|need|wanted|wanna|looking for|wondering|would like|d like)"
    r"|(?:i )?(?:wonder|wondering))\b|(?: thanks| thank you| ta| cheers)+$"
)
# Other ways to ask what happened.
_WHAT_HAPPENED = re.compile(
    r"\b(?:(?:did|have|has) (?:i|we) miss(?:ed)?|(?:talk|walk|run|catch|fill|take) (?:me|us)"
    r" (?:through|up|in)|what (?:do|have) you (?:have|got)|run down)\b"
)
_LEFT_OUT = re.compile(r"[^\w ]|_")


def asks_for_events(text: str, today: date | None = None) -> bool:
    """Return whether a message asks in general what happened, with some word for when.

    It does when it names a period, however loosely, and nothing else that it could be about:
    "what happened in Feb 2024", "latest news", "timeline of the taskforce", and a bare
    "spring 2023"; not "who was chair in 2022", nor "upcoming events".

    Args:
        text: a message.
        today: the day that "last year" is counted from; today when left out.
    """
    today = today or date.today()
    seen = read(text, today)
    if seen.period is None or seen.period.first > today:
        return False
    rest = " ".join(_LEFT_OUT.sub(" ", seen.rest).split())
    if _SOMETHING_SAID.search(rest):
        return False
    rest = _ASKING.sub("", _WHAT_HAPPENED.sub("happened", rest))
    known = [word for word in map(_known, rest.split()) if word]
    if len(known) < len(rest.split()):
        return False
    is_today = seen.period.first == seen.period.last == today
    if not set(known) - {"in", "on", "the"}:
        # Nothing but a date: no subject at all. "Today" alone is no question.
        return not seen.period.general and not is_today
    if words().cues.intersection(known):
        return True
    return not is_today and bool(_PHRASES.search(" ".join(known)))


@lru_cache(maxsize=4096)
def _known(word: str) -> str | None:
    """Return a word that says nothing of a subject, mended; None for any other word."""
    if word in _KNOWN:
        return word
    if len(word) < 5:
        return None
    most = 1 if len(word) < 8 else 2
    near = (w for w in _LONG if w[0] == word[0] and abs(len(w) - len(word)) <= most)
    return next((w for w in near if OSA.distance(w, word) <= most), None)
