"""Which addresses count as one: on both databases, and exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.limits import Limit, Limiter, Numbers
from actions.enquiry.store import EnquiryStore
from tests.unit.enquiry.given import DESK, NOW

ASKED = Enquiry("web", "Who can join a hub?", email="jo+a@example.org", copy_wanted=True)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("kept", "asked", "same"),
    [
        ("jo+a@example.org", "jo+b@example.org", True),
        ("jo+a@example.org", "JO@Example.org", True),
        ("Jo@example.org", "jo+a@example.org", True),
        ("Jo+A+B@example.org", "jo@example.org", True),
        ("jo@example.org", "joe@example.org", False),
        ("joe+a@example.org", "jo@example.org", False),
        ("jo+a@other.example.org", "jo@example.org", False),
        ("jo+a@example.org", "jo@example.org.uk", False),
        # What LIKE takes for a pattern is only a character of an address.
        ("joxy+a@example.org", "jo_y@example.org", False),
        ("jo_y+a@example.org", "jo_y+b@example.org", True),
        ("joanna+a@example.org", "jo%a@example.org", False),
        ("jo/a+x@example.org", "jo/a@example.org", True),
        # Nothing before the plus sign: there is no tag.
        ("+a@example.org", "+b@example.org", False),
        ("+a@example.org", "+A@example.org", True),
        ("no address", "No address", True),
        ("no address", "no+address", False),
    ],
)
def test_addresses_of_one_mailbox_count_together(
    store: EnquiryStore, kept: str, asked: str, same: bool
) -> None:
    store.submit("web:1", replace(ASKED, email=kept), NOW)
    assert store.submitted_since(NOW, email=asked) == int(same)
    copied = "@" in kept
    assert store.copies_since(NOW, asked) == int(same and copied)


def test_tags_get_round_no_limit_and_the_address_is_kept_as_given(engine: Engine) -> None:
    store = EnquiryStore(engine, DESK)
    limiter = Limiter(store, Numbers(email_day=4, copies_day=3))
    done = []
    for tag in ("a", "b", "c", "d"):
        asked = replace(ASKED, email=f"jo+{tag}@example.org")
        assert limiter.reached(f"web:{tag}", asked, NOW) is None
        done.append(store.submit(f"web:{tag}", asked, NOW))
    assert [d.copy for d in done] == [True, True, True, False]
    assert limiter.copies_reached("jo+e@example.org", NOW) is Limit.COPIES
    assert limiter.reached("web:e", replace(ASKED, email="JO@example.org"), NOW) is Limit.EMAIL
    assert limiter.reached("web:e", replace(ASKED, email="kit@example.org"), NOW) is None
    first = store.enquiry(done[0].reference)
    assert first is not None and first.enquiry.email == "jo+a@example.org"
    assert store.submitted_since(NOW + DAY, email="jo@example.org") == 0
