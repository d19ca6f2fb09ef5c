"""What can be wrong with a field of an enquiry. The words for people are in ``wording.yml``."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """A code; ``enquiry_wording(problem)`` is what a person is told."""

    ABOUT_MISSING = "about_missing"
    ABOUT_TOO_LONG = "about_too_long"
    NAME_TOO_LONG = "name_too_long"
    ORGANISATION_TOO_LONG = "organisation_too_long"
    EMAIL_MISSING = "email_missing"
    EMAIL_SEVERAL = "email_several"
    EMAIL_WITH_NAME = "email_with_name"
    EMAIL_LETTERS = "email_letters"
    EMAIL_TOO_LONG = "email_too_long"
    EMAIL_INVALID = "email_invalid"
