"""What personal identifiers look like, one pattern each.

Every pattern starts at the edge of a word and never offers two ways to read the same characters,
so that a search takes time in proportion to the text, whatever the text is.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NUMERIC_DATE = (
    r"(?:\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|\d{8}|\d{6})"
)
_WRITTEN_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}\b\.?,?(?:[ -](?:\d{{4}}|'?\d{{2}})\b)?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?)"
)
_DATE = rf"(?:{_WRITTEN_DATE}|{_NUMERIC_DATE})"
_HOST = r"(?:[a-z\d-]+\.)+[a-z]{2,}"
_TLD = r"(?:com|co|org|net|uk|gov|ac|me|info|eu|io|in|pk)"
# The 124 areas that a British postcode can begin with (Royal Mail).
_AREAS = (
    "AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC "
    "EH EN EX FK FY GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS "
    "LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR "
    "SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE B E G L M N S W"
).replace(" ", "|")
_PROSE = (
    r"(?!(?:in|on|at|of|to|for|from|the|a|an|and|or|with|by|about|is|are|was|were|who|that|this|per|"
    r"people|years?|days?|weeks?|months?|hours?|minutes?|miles?|times|percent|million|billion)\b)"
)
_STREET_NAME = rf"(?:{_PROSE}[^\W\d_][\w'.-]*,? ){{1,3}}?"
_FLAT = r"(?:\b(?:flat|apartment|apt|unit|room) ?\d{1,4}[a-z]?,? )?"
# A house number is not a year, not a decimal, not an amount, and not the end of a longer number.
_HOUSE = r"(?<![\d£$€.,/-])(?!(?:19|20)\d\d\b)\d{1,4}[a-z]?,? "
_STREET_KIND = r"(?:street|road|rd|avenue|ave|lane|crescent|gardens|grove|terrace|mews|boulevard)"
_OTHER_KIND = (
    r"(?:st|close|drive|dr|way|court|ct|place|pl|square|sq|park|row|walk|rise|green|view|hill|"
    r"house|croft|parade|buildings|estate|tower|ln)"
)
_DIGIT_WORD = (
    r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|treble)"
)


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


LINK = _any_case(rf"(?:\bhttps?://|\bwww\.)[^\s<>\"]+|(?<![\w@.-]){_HOST}/[^\s<>\"]+")
EMAIL = _any_case(
    r"(?<![\w.+%'-])[\w.+%'-]+ ?@ ?[a-z\d-]+(?:\.[a-z\d-]+)+"
    rf"|(?<![\w.+%-])[\w.+%-]+ ?[(\[]?\bat\b[)\]]? ?[a-z\d-]+(?: ?[(\[]?\bdot\b[)\]]? ?[a-z\d-]+)*"
    rf" ?[(\[]?\bdot\b[)\]]? ?{_TLD}\b"
)
HANDLE = re.compile(r"(?<![\w@])@\w{2,40}")
NI_NUMBER = _any_case(r"(?<![a-z\d])[a-z]{2}(?: ?\d\d ?\d\d ?\d\d ?[a-d]|\d{6})(?![a-z\d])")
POSTCODE = _any_case(
    rf"(?<![a-z\d])(?:(?:{_AREAS})\d[a-z\d]?|gir) ?\d[abd-hjlnp-uw-z]{{2}}(?![a-z\d])"
)
VEHICLE = re.compile(
    r"(?<![A-Za-z\d])[A-Z]{2}\d\d ?[A-Z]{3}(?![A-Za-z\d])|(?<!\w)[a-z]{2}\d\d[a-z]{3}(?!\w)"
)
ADDRESS = _any_case(rf"{_FLAT}{_HOUSE}{_STREET_NAME}{_STREET_KIND}\b")
# "12 Temple Row", but "2 ways" and "1 safe place" only where somebody says that they live there.
OTHER_ADDRESS = _any_case(rf"{_FLAT}{_HOUSE}{_STREET_NAME}(?P<kind>{_OTHER_KIND})\b")
LIVES = _any_case(r"\b(?:live|lives|living|stay|staying|address|home|moved to|flat|number)\b")
REFERENCE = _any_case(
    r"\b(?:ref(?:erence)?|numbers?|num|no\.|id|passport|licen[cs]e|account)"
    r"(?: (?:no|number))?(?: is| was)?[ :#=-]{1,3}"
    r"(?P<value>(?=[a-z/-]{0,6}\d)[a-z\d][a-z\d/-]{4,40})"
)
LONG_CODE = re.compile(
    r"(?<!\w)(?=\w*\d)(?=\w*[A-Za-z])\w{20,}|(?<!\w)[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}"
)
SORT_CODE = _any_case(r"\bsort ?code(?: is)?[ :]{0,2}(?P<value>\d\d[ -]?\d\d[ -]?\d\d)(?!\d)")
BIRTH_DATE = _any_case(
    r"\b(?:d\.?o\.?b\b\.?|(?:date|day) of birth|birth ?date|birthday|b-?day|born)"
    rf"[\W_]{{0,3}}(?:(?:is|was|on|the)\b[\W_]{{0,3}}){{0,3}}(?P<value>{_DATE})(?!\d)"
)
DATE = _any_case(rf"(?<![\d£$€]){_DATE}(?!\d)")
SPOKEN_NUMBER = _any_case(rf"\b(?:{_DIGIT_WORD}\b[\s,.-]{{0,3}}){{7,}}")
DIGITS = re.compile(r"(?<![\d£$€])(?:\+[ (]{0,2})?\(?\d(?:[ ().,\-/_*·–—]{0,3}\d){6,}")
