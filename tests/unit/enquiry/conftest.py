"""Real databases for the tests of enquiries."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from actions.enquiry.store import EnquiryStore
from tests.unit.enquiry.given import DESK
from tests.unit.enquiry.workshop import Workshop


@pytest.fixture
def store(engine: Engine) -> EnquiryStore:
    """A store of enquiries."""
    return EnquiryStore(engine, DESK)


@pytest.fixture
def workshop(engine: Engine) -> Workshop:
    """A worker with its surroundings."""
    return Workshop(engine)
