"""Tell which language a message is in, when it is not English."""

from __future__ import annotations

import re
from collections import Counter

from knowledge.language.clean import clean
from knowledge.language.latin import latin_language
from knowledge.language.scripts import language_in, script_of
from knowledge.language.word_lists import english

_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+", re.IGNORECASE)
_ENGLISH_WORD = re.compile(r"[a-z]{2,}")
_FEWEST_LETTERS = 2
# With more letters than this for each Latin one, a message is in the other script.
_MOSTLY = 4


def language_of(text: str) -> str | None:
    """Return the code of the language of a message, or None for English.

    The code is ISO 639, with the script (ISO 15924) where a language has two: "pl", "pa-Guru",
    "pa-Arab", "zh-Hant"; "ur-Latn" is Urdu or Hindi in Latin letters, "und-Arab" an unknown
    language in Arabic letters. :mod:`knowledge.language.reply_lines` has a name for every code.

    None too for names, numbers, links, emoji, and text too short or too mixed to tell: a wrong
    None costs little, since the message is then looked up as English.
    """
    words = _NOT_WORDS.sub(" ", clean(text))
    letters = Counter(script for char in words if (script := script_of(char)))
    latin = letters.pop("LATIN", 0)
    if letters.total() >= _FEWEST_LETTERS:
        few_english = sum(w in english().small for w in _ENGLISH_WORD.findall(words.lower())) < 2
        if few_english or letters.total() > _MOSTLY * latin:
            return language_in(letters.most_common(1)[0][0], words)
    return latin_language(words)
