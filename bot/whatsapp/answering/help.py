"""Reviewed help, as a reply, for what cannot be given to the assistant."""

from __future__ import annotations

from bot.form.helper import Helper
from bot.talk.enquiry import help_message
from bot.talk.said import reply_of
from bot.whatsapp.answering.seam import Reply


class HelpIn:
    """Finds help for what was written.

    Args:
        helper: notices a call for help.
    """

    def __init__(self, helper: Helper) -> None:
        self._helper = helper

    def __call__(self, text: str) -> Reply | None:
        """Return the help that a text calls for, or None."""
        help = self._helper.help_for(self._helper.act_in(text))
        if help is None:
            return None
        told = reply_of(help_message(help))
        return {"text": told.pop("text"), "buttons": [], "custom": told}
