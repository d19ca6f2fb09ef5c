"""What the page sends."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The fields of the page.

    Attributes:
        token: of the session.
        page: the id of this page, new each time it is shown.
        text: what was typed.
        choice: the id of the button that was pressed; empty when none was.
        ends: whether the conversation is to be deleted.
    """

    token: str = ""
    page: str = ""
    text: str = ""
    choice: str = ""
    ends: bool = False

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Sent:
        """Return what a body holds; fields that are not there are empty."""
        names = {"token": "token", "page": "id", "text": "text", "choice": "choice"}
        values = {name: fields.get(field, "") for name, field in names.items()}
        return cls(**values, ends="end" in fields)

    @property
    def message(self) -> dict[str, str]:
        """The message as the chat would send it.

        Its id is of the page and of what was said: a reload says the same again, while another
        choice on a page that was gone back to is another message.
        """
        said = {"choice": self.choice} if self.choice else {"text": self.text}
        id = hashlib.sha256(f"{self.page} {said}".encode("utf-8", "replace")).hexdigest()
        return {"id": id, **said}
