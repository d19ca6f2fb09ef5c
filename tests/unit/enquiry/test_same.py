"""The same thing handed over again: by the same conversation, or by anybody on a channel."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.limits import Limit, Limiter, Numbers
from actions.enquiry.models import EnquiryRow, MailRow
from actions.enquiry.store import EnquiryStore, Submitted
from bot.form.hand_over import HandOver
from bot.form.tokens import Sent
from tests.unit.enquiry.given import NOW

ASKED = Enquiry("web-form", "Who can join a hub?", email="pat@example.org", name="Pat")
HOUR = timedelta(hours=1)
WHILE = 12 * HOUR
TABS = 8


def _count(engine: Engine, row: type) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(row)).scalar_one()


def _submit(
    store: EnquiryStore, form: str, now: datetime = NOW, enquiry: Enquiry = ASKED
) -> Submitted:
    return store.submit(form, enquiry, now, now - WHILE)


@pytest.mark.parametrize("before", [False, True])
def test_the_same_from_many_tabs_at_once_is_one_enquiry(
    store: EnquiryStore, engine: Engine, before: bool
) -> None:
    if before:  # yesterday, so that its fingerprint has to give way at the same moment
        _submit(store, "form:before", NOW - 24 * HOUR)
    start = Barrier(TABS)

    def send(tab: int) -> Submitted:
        start.wait()
        return _submit(store, f"form:{tab}", NOW + timedelta(milliseconds=tab))

    with ThreadPoolExecutor(TABS) as tabs:
        done = list(tabs.map(send, range(TABS)))
    assert len({d.reference for d in done}) == 1
    assert [d.already for d in done].count(False) == 1
    assert _count(engine, EnquiryRow) == _count(engine, MailRow) == 1 + int(before)


def test_tabs_at_once_need_room_for_one_only(store: EnquiryStore, engine: Engine) -> None:
    limiter = Limiter(store, Numbers(email_day=1))
    hand_over, start = HandOver(store, limiter, lambda: NOW), Barrier(TABS)

    def send(tab: int) -> Sent | Limit:
        start.wait()
        return hand_over.once(str(tab), ASKED)

    with ThreadPoolExecutor(TABS) as tabs:
        done = list(tabs.map(send, range(TABS)))
    assert len(set(done)) == 1 and isinstance(done[0], Sent)
    assert hand_over.once("9", replace(ASKED, about="And where?")) is Limit.EMAIL
    assert _count(engine, EnquiryRow) == 1


def test_the_same_on_a_channel_is_one_enquiry_for_a_while(store: EnquiryStore) -> None:
    first = _submit(store, "form:1")
    again = _submit(store, "form:2", NOW + WHILE)
    assert (again.reference, again.already) == (first.reference, True)
    later = _submit(store, "form:2", NOW + WHILE + HOUR)
    assert not later.already and later.reference != first.reference
    # The time begins with the newer one.
    assert _submit(store, "form:3", NOW + 2 * WHILE).reference == later.reference


def test_one_form_stays_one_enquiry_for_longer(store: EnquiryStore) -> None:
    first = _submit(store, "form:1")
    assert _submit(store, "form:1", NOW + 3 * WHILE).reference == first.reference


def test_other_words_addresses_and_channels_are_other_enquiries(store: EnquiryStore) -> None:
    first = _submit(store, "form:1")
    spaced = replace(ASKED, about=" Who CAN join a hub?\r\n", name="Kit")
    assert _submit(store, "form:2", enquiry=spaced).reference == first.reference
    for other in ({"about": "Who?"}, {"email": "kit@example.org"}, {"channel": "kiosk"}):
        assert not _submit(store, "form:2", enquiry=replace(ASKED, **other)).already
    # A conversation that is called like the channel keeps to itself.
    assert not store.submit("web-form", ASKED, NOW).already


def test_it_is_known_for_as_long_as_it_is_the_same(store: EnquiryStore) -> None:
    reference = _submit(store, "form:1").reference

    def known(form: str, now: datetime) -> str | None:
        return store.known_on_channel(form, ASKED, now - WHILE)

    assert known("form:2", NOW + WHILE) == known("form:1", NOW + 3 * WHILE) == reference
    assert known("form:2", NOW + WHILE + HOUR) is None


@pytest.mark.parametrize(
    ("changes", "dropped"),
    [
        ({}, False),
        ({"name": "PAT"}, False),
        ({"name": None}, False),
        ({"name": "Kit"}, True),
        ({"organisation": "The Choir"}, True),
    ],
)
def test_what_is_added_too_late_is_told(
    store: EnquiryStore, changes: dict[str, str | None], dropped: bool
) -> None:
    assert not _submit(store, "form:1").dropped
    again = _submit(store, "form:2", enquiry=replace(ASKED, **changes))
    assert again.already and again.dropped is dropped
