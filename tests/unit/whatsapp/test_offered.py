"""What was offered can be taken by its button, its number or its words, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.whatsapp.offered import Offered
from bot.whatsapp.outgoing import Outgoing
from tests.unit.whatsapp.given import JO, NOW, SEAL, reply

ASKED = "whatsapp:jo"


@pytest.fixture
def offered(engine: Engine) -> Offered:
    return Offered(engine, lambda: NOW)


def test_an_id_stands_for_its_payload_in_its_conversation_alone(offered: Offered) -> None:
    id = offered.issue(ASKED, '/choose{"entry": "x"}', "What is x?")
    assert len(id) <= 200 and "choose" not in id
    assert offered.redeem(ASKED, id) == '/choose{"entry": "x"}'
    assert offered.redeem("whatsapp:al", id) is None
    for other in ("", "/restart", id[:-1], id + "x", None, 7, "x" * 5000, "\x00"):
        assert offered.redeem(ASKED, other) is None


def test_a_number_or_a_title_means_the_newest_turn(engine: Engine, offered: Offered) -> None:
    outgoing = Outgoing(engine, SEAL)
    outgoing.put(ASKED, JO, [reply("Which?", ("The grant", "The hub"))], NOW)
    for said in ("2", "2.", " (2) ", "option 2", "Number 2", "the hub", "The  hub", "THE HUB"):
        assert offered.redeem(ASKED, said) == "/choose{2}", said
    for said in ("3", "0", "2 hubs", "two people", "the hub in Walsall", "-1"):
        assert offered.redeem(ASKED, said) is None, said
    assert offered.redeem("whatsapp:al", "2") is None
    outgoing.put(ASKED, JO, [reply("And now?", ("Yes",))], NOW)
    assert offered.redeem(ASKED, "1") == "/choose{1}"
    assert offered.redeem(ASKED, "2") is None
    assert offered.redeem(ASKED, "the hub") is None


def test_after_a_turn_without_choices_a_number_is_only_a_number(
    engine: Engine, offered: Offered
) -> None:
    outgoing = Outgoing(engine, SEAL)
    outgoing.put(ASKED, JO, [reply("Which?", ("The grant",))], NOW)
    outgoing.put(ASKED, JO, [reply("How many people?")], NOW)
    assert offered.redeem(ASKED, "1") is None


def test_old_offers_are_deleted(engine: Engine, offered: Offered) -> None:
    id = offered.issue(ASKED, "/x", "X")
    assert offered.purge(NOW + timedelta(hours=23), timedelta(days=1)) == 0
    assert offered.purge(NOW + timedelta(hours=25), timedelta(days=1)) == 1
    assert offered.redeem(ASKED, id) is None
