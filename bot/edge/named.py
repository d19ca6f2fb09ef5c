"""Read a name out of a message that should hold one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from actions.enquiry_form.step import step_in
from bot.safety.recogniser import reviewed_recogniser
from knowledge.language.clean import clean
from knowledge.language.detect import language_of

_HOME = Path(__file__).parent
_LONGEST = 100  # characters
_MOST_WORDS = 8
_MOST_IN_SMALL_LETTERS = 3  # words


@dataclass(frozen=True)
class _Words:
    """What stands around names and inside of them, in sentences, and in calls for help."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    between: frozenset[str]
    in_sentences: frozenset[str]
    calls: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    written = yaml.safe_load((_HOME / "named.yml").read_text("utf-8"))
    before, after = "|".join(written["before"]), "|".join(written["after"])
    return _Words(
        re.compile(rf"^(?:{before})\b[\s:,-]*", re.IGNORECASE),
        re.compile(rf"[\s,]+(?:{after})$", re.IGNORECASE),
        frozenset(written["between"]),
        frozenset(written["in_sentences"]),
        re.compile("|".join(written["calls_for_help"]), re.IGNORECASE),
    )


def name_in(text: str, of_organisation: bool = False) -> str | None:
    """Return the name of a person or an organisation that a message gives, or None.

    In doubt it is no name: a call for help must not be taken for one, and Rasa would not see it.
    So nothing that the reviewed patterns recognise is a name, no call for help in another language,
    and no sentence. Names with capital letters may have any words in them.

    Args:
        text: what a person typed when they were asked for a name.
        of_organisation: whether it was the name of an organisation.
    """
    known = _words()
    name = known.after.sub("", known.before.sub("", text.strip()).strip(" .,!"))
    words = [word.strip(".'’") for word in name.split() if any(map(str.isalpha, word))]
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST or "?" in text:
        return None
    if step_in(text) or known.calls.search(text) or reviewed_recogniser().recognise(clean(text)):
        return None
    if _is_titled(words):
        return name
    if not of_organisation and len(words) > _MOST_IN_SMALL_LETTERS:
        return None
    # Other scripts have no capitals: short is all that tells a name there.
    if name.isascii() and not of_organisation and language_of(clean(text)):
        return None
    return None if known.in_sentences & {word.lower() for word in words} else name


def _is_titled(words: list[str]) -> bool:
    """Tell whether it is written as names are: capitals, but for small words between them."""
    big = [word for word in words if word.lower() not in _words().between]
    if len(big) < 2 or all(word.isupper() for word in words):
        return False
    return all(word[0].isupper() for word in big)
