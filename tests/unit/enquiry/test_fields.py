"""What a person types into the fields of an enquiry: cleaned, checked, never lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.enquiry.address import BadEmail, Email, valid_email
from actions.enquiry.enquiry import Enquiry, about_problem, name_problem, organisation_problem
from actions.enquiry.problems import Problem
from actions.enquiry.text import clean_body, clean_line
from actions.enquiry.wording import enquiry_wording

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("pat@example.org", "pat@example.org"),
        ("  Pat.O'Neil+hub@Example.ORG \n", "Pat.O'Neil+hub@example.org"),
        ("pat@bücher.example.org", "pat@xn--bcher-kva.example.org"),
        ("pat@\u200bexample.org", "pat@example.org"),
    ],
)
def test_an_address_is_taken(typed: str, address: str) -> None:
    assert valid_email(typed) == Email(address)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pat@gamil.com", "pat@gmail.com"),
        ("pat@hotmial.com", "pat@hotmail.com"),
        ("pat@gmail.con", "pat@gmail.com"),
        ("pat@outlok.com", "pat@outlook.com"),
        ("pat@hotmail.co.ul", "pat@hotmail.co.uk"),
    ],
)
def test_an_unlikely_domain_is_taken_but_asked_about(typed: str, meant: str) -> None:
    assert valid_email(typed) == Email(typed, suggestion=meant)


@pytest.mark.parametrize("domain", ["gmail.com", "mail.com", "ymail.com", "me.com", "wmca.org.uk"])
def test_a_known_domain_is_not_asked_about(domain: str) -> None:
    assert valid_email(f"pat@{domain}") == Email(f"pat@{domain}")


@pytest.mark.parametrize(
    ("typed", "problem", "meant"),
    [
        ("", Problem.EMAIL_MISSING, None),
        (" \u202e ", Problem.EMAIL_MISSING, None),
        ("no thanks", Problem.EMAIL_INVALID, None),
        ("pat@yahoo.co,uk", Problem.EMAIL_INVALID, "pat@yahoo.co.uk"),
        ("pat@example,org", Problem.EMAIL_INVALID, "pat@example.org"),
        ("pat@example.org.", Problem.EMAIL_INVALID, "pat@example.org"),
        ("pat @ example.org", Problem.EMAIL_INVALID, "pat@example.org"),
        ("it is pat@gamil.com", Problem.EMAIL_INVALID, "pat@gmail.com"),
        ("Pat <pat@example.org>", Problem.EMAIL_WITH_NAME, "pat@example.org"),
        ("a@example.org, b@example.org", Problem.EMAIL_SEVERAL, None),
        ("a@example.org\nBcc: b@example.org", Problem.EMAIL_SEVERAL, None),
        ("jörg@example.org", Problem.EMAIL_LETTERS, None),
        ("x" * 300 + "@example.org", Problem.EMAIL_TOO_LONG, None),
        ("pat@example", Problem.EMAIL_INVALID, None),
        ('"a b"@example.org', Problem.EMAIL_INVALID, None),
    ],
)
def test_what_is_not_one_address_is_told_kindly(
    typed: str, problem: Problem, meant: str | None
) -> None:
    assert valid_email(typed) == BadEmail(problem, meant)


@given(ANYTHING)
def test_any_text_is_an_address_in_ascii_or_a_problem_with_wording(typed: str) -> None:
    checked = valid_email(typed)
    if isinstance(checked, Email):
        assert checked.address.isascii() and checked.address.count("@") == 1
    else:
        assert enquiry_wording(checked.problem)


@pytest.mark.parametrize(
    ("typed", "body", "line"),
    [
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive", None),
        ("a\x00b\x1b[31m\u202ec\ud800d\ufeff", "ab[31mcd", None),
        ("“Curly” ½ ² Ｆ £5", "“Curly” ½ ² Ｆ £5", None),
        ("می‌خواهم 👩‍👧 ✊🏿", "می‌خواهم 👩‍👧 ✊🏿", None),
        ("hid\U000e0041\U000e0042den", "hidden", None),
        ("a  b\t\n\n\n\n\n\n c", "a  b\n\n\n c", "a b c"),
        ("e\u0301", "é", None),
    ],
)
def test_only_what_cannot_be_seen_goes(typed: str, body: str, line: str | None) -> None:
    assert clean_body(typed) == body
    assert clean_line(typed) == (line if line is not None else " ".join(body.split()))


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_and_is_safe_everywhere(typed: str) -> None:
    cleaned = clean_body(typed)
    assert clean_body(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
    assert "\n" not in clean_line(typed)


@pytest.mark.parametrize("char", [" ", "\t", "\n", "\u200b", "\u0301"])
def test_cleaning_a_long_text_is_quick(char: str) -> None:
    began = time.perf_counter()
    clean_line(f"a{char * 100_000}a")
    assert time.perf_counter() - began < 1


def test_problems_of_the_other_fields() -> None:
    assert about_problem(" ?! ") is Problem.ABOUT_MISSING
    assert about_problem("हम कैसे जुड़ें") is None
    assert about_problem("x" * 4001) is Problem.ABOUT_TOO_LONG
    assert name_problem("x" * 101) is Problem.NAME_TOO_LONG
    assert organisation_problem("") is None
    assert "4000" in enquiry_wording(Problem.ABOUT_TOO_LONG, limit=4000)


def test_fingerprints_tell_conversations_and_addresses_apart() -> None:
    asked = Enquiry("web", "Who?", email="a@example.org")
    prints = {
        asked.fingerprint("1"),
        asked.fingerprint("2"),
        asked.fingerprint(None),
        asked.fingerprint("web"),
        Enquiry("form", "Who?", email="a@example.org").fingerprint(None),
        Enquiry("web", "Who?").fingerprint("1"),
        Enquiry("web", "Why?", email="a@example.org").fingerprint("1"),
    }
    assert len(prints) == 7
    same = Enquiry("web", "  WHO?\n", email="A@example.org", name="Pat")
    assert same.fingerprint("1") == asked.fingerprint("1")
