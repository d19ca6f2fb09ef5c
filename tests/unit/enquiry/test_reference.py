"""References: hard to guess, easy to read out, forgiving to type."""

from __future__ import annotations

import itertools
import random

import pytest

from actions.enquiry.reference import ALPHABET, new_reference, parse_reference


def test_references_use_only_characters_that_are_not_mixed_up() -> None:
    assert not set(ALPHABET) & set("01OILAEUY4")
    references = {new_reference() for _ in range(2000)}
    assert len(references) > 1990
    assert all(parse_reference(r) == r for r in references)


def test_offensive_codes_are_not_given_out() -> None:
    seeded = random.Random(1)  # noqa: S311
    codes = [new_reference(seeded.choice)[4:] for _ in range(20_000)]
    assert all(a != b for code in codes for a, b in itertools.pairwise(code))
    assert not any("BNP" in code for code in codes)


@pytest.mark.parametrize(
    "typed",
    ["RET-7K3QX", "ret-7k3qx", " ret 7k3qx\n", "RET7K3QX", "ret – 7k3qx", "7k3qx", "RET_7K3QX"],
)
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_reference(typed) == "RET-7K3QX"


@pytest.mark.parametrize("typed", ["", "RET-", "RET-7K3Q", "RET-7K3Q0", "pat@example.org", "bcdfg"])
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert parse_reference(typed) is None
