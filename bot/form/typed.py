"""What a person typed into the form, as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.enquiry.enquiry import LONGEST_ABOUT

_TRAP = "homepage"  # people neither see nor reach this field; programs that fill everything do


@dataclass(frozen=True)
class Typed:
    """The fields of the form.

    Attributes:
        about: the message.
        email: the address as typed.
        email_choice: which address was chosen when the typed one looked like a slip.
        name: of the person; may be empty.
        organisation: may be empty.
        copy: whether a copy is wanted.
        consent: whether the person said yes to passing it on.
        token: what the form was given when it was made.
        trapped: whether a field was filled that people do not see.
    """

    about: str = ""
    email: str = ""
    email_choice: str = ""
    name: str = ""
    organisation: str = ""
    copy: bool = False
    consent: bool = False
    token: str = ""
    trapped: bool = False

    @classmethod
    def sent(cls, fields: Mapping[str, str]) -> Typed:
        """Return what a body holds; fields that are not there are empty."""
        return cls(
            **{
                name: fields.get(name, "")
                for name in ("about", "email", "email_choice", "name", "organisation", "token")
            },
            copy="copy" in fields,
            consent="consent" in fields,
            trapped=bool(fields.get(_TRAP, "").strip()),
        )

    @classmethod
    def begun(cls, about: str | None) -> Typed:
        """Return a form that is empty but for a message that a link brought along."""
        return cls(about=(about or "")[:LONGEST_ABOUT])
