"""Check an email address that a person gives for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from actions.enquiry.problems import Problem
from actions.enquiry.suggest import likely, mended
from actions.enquiry.text import clean_line

LONGEST_EMAIL = 254  # characters: RFC 5321, 4.5.3.1.3, with errata 1690
_LOOKED_AT = 1000  # characters: what is longer holds no address that we would take


@dataclass(frozen=True)
class Email:
    """One address that mail can be sent to.

    Attributes:
        address: as it goes into a header: ASCII, the domain in lower case and Punycode.
        suggestion: what was probably meant, such as ``gmail.com`` for ``gamil.com``; to be asked.
    """

    address: str
    suggestion: str | None = None


@dataclass(frozen=True)
class BadEmail:
    """Why a text is not one address, and the address that was probably meant."""

    problem: Problem
    suggestion: str | None = None


def valid_email(text: str) -> Email | BadEmail:
    """Return the address that ``text`` is, or why it is none. No network is asked.

    One address alone: no list, no name beside it. Domains in other scripts are taken; letters
    outside ASCII before the ``@`` are not, as many mail servers refuse them (RFC 6531).

    Source: RFC 5321 and RFC 5322, as the library ``email-validator`` reads them.
    """
    line = clean_line(text[:_LOOKED_AT])
    if not line:
        return BadEmail(Problem.EMAIL_MISSING)
    found = _valid(line)
    if found is not None:
        return Email(found, likely(found))
    return BadEmail(_problem(line), _suggestion(line))


def _valid(text: str) -> str | None:
    try:
        checked = validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return None
    ascii_email = checked.ascii_email
    return ascii_email if ascii_email and len(ascii_email) <= LONGEST_EMAIL else None


def _problem(line: str) -> Problem:
    local = line.partition("@")[0]
    if line.count("@") > 1:
        return Problem.EMAIL_SEVERAL
    if len(line) > LONGEST_EMAIL:
        return Problem.EMAIL_TOO_LONG
    if "<" in line:
        return Problem.EMAIL_WITH_NAME
    if not local.isascii() and re.fullmatch(r"[\w.+'-]+", local):
        return Problem.EMAIL_LETTERS
    return Problem.EMAIL_INVALID


def _suggestion(line: str) -> str | None:
    """Only for a text with one address: of several, only the person knows which is meant."""
    return _valid(mended(line)) if line.count("@") == 1 else None
