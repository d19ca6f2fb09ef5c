"""Read a webhook of Twilio: one message of a person, or what became of one of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.whatsapp.incoming import Incoming, Item, Kind, Notice, Status
from bot.whatsapp.person import Address

_PREFIX = "whatsapp:"
_PHONE = re.compile(r"\+?(\d{4,20})")
_FAILED = ("failed", "undelivered")
# Twilio's codes for what Graph has codes for, too; others are unknown, and not tried again.
_AS_GRAPH = {"63016": 131047, "63018": 130429, "20429": 130429}
_MEDIA = {"image": Kind.PICTURE, "video": Kind.VIDEO, "audio": Kind.VOICE}


def read_form(form: Mapping[str, str], number: str) -> Item:
    """Return what a form tells; nothing is raised, whatever is in it.

    Args:
        form: the fields of a webhook whose signature is right.
        number: ours, in digits.
    """
    sid, told = form.get("MessageSid", ""), form.get("MessageStatus", "")
    if not sid:
        return Notice("a webhook of Twilio without a message")
    if told and told != "received":
        return Status(_status(sid, told, form.get("ErrorCode", "")))
    if _digits(form.get("To", "")) != number:
        return Notice("a webhook for another number")
    address = _address(form)
    if not address.names:
        return Notice("a message that does not say from whom", alert=True)
    return Incoming(sid, address, _kind(form), None, form.get("Body", ""))


def _status(sid: str, told: str, code: str) -> dict[str, object]:
    if told not in _FAILED:
        return {"id": sid, "status": told}
    return {"id": sid, "status": "failed", "errors": [{"code": _AS_GRAPH.get(code)}]}


def _address(form: Mapping[str, str]) -> Address:
    sender = form.get("From", "").removeprefix(_PREFIX)
    phone = _digits(form.get("WaId", "")) or _digits(sender)
    user_id = form.get("ExternalUserId") or ("" if _digits(sender) else sender)
    return Address(phone or None, user_id or None)


def _digits(written: str) -> str:
    found = _PHONE.fullmatch(written.removeprefix(_PREFIX).strip())
    return found[1] if found else ""


def _kind(form: Mapping[str, str]) -> Kind:
    if form.get("NumMedia", "0") not in ("", "0"):
        sort = form.get("MediaContentType0", "").partition("/")[0]
        return _MEDIA.get(sort, Kind.FILE)
    if form.get("Latitude") or form.get("Longitude"):
        return Kind.PLACE
    return Kind.TEXT if form.get("Body", "").strip() else Kind.OTHER
