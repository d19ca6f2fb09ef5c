"""Who may tell us anything: whoever has the app's secret, and the exact bytes."""

from __future__ import annotations

import random

import pytest

from bot.whatsapp.signature import HEADER, is_signed
from tests.unit.whatsapp.webhooks import SECRET, of, signed, text

BODY, HEADERS = signed(of(text("Who chairs it? Ünïcødé")))
GOOD = HEADERS[HEADER]


def test_the_signature_of_these_bytes() -> None:
    # HMAC-SHA-256, RFC 4231, test case 2
    assert is_signed(
        "Jefe",
        b"what do ya want for nothing?",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    )
    assert is_signed(SECRET, BODY, GOOD)


@pytest.mark.parametrize(
    "header",
    ["", "sha256=", "sha256=é", GOOD.upper(),
     GOOD.removeprefix("sha256="), GOOD.replace("256", "1"),
     GOOD + "0", GOOD[:-1], f" {GOOD}", f"{GOOD},{GOOD}", "\udcff", "sha256=" + "0" * 64],
)  # fmt: skip
def test_other_signatures(header: str) -> None:
    assert not is_signed(SECRET, BODY, header)


def test_none_of_many_mutations_is_believed() -> None:
    chance = random.Random(6)  # noqa: S311
    tried = accepted = 0
    for _ in range(1500):
        body, header = bytearray(BODY), bytearray(GOOD.encode())
        changed = chance.choice((body, header))
        match chance.randrange(3):
            case 0:
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            case 1:
                del changed[chance.randrange(len(changed))]
            case 2:
                changed.insert(chance.randrange(len(changed) + 1), chance.randrange(256))
        if bytes(body) != BODY or bytes(header) != GOOD.encode():
            tried += 1
            accepted += is_signed(SECRET, bytes(body), header.decode("utf-8", "surrogateescape"))
    assert (tried >= 1000, accepted) == (True, 0)
