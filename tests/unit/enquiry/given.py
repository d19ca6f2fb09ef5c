"""What the tests of enquiries take as given."""

from __future__ import annotations

from datetime import UTC, datetime

from actions.enquiry.desk import Desk

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
DESK = Desk("assistant@service.example.org", "enquiries@service.example.org")
