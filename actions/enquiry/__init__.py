"""Handing an enquiry to a person: kept first, then sent by email, so that none is lost."""
