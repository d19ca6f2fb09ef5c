"""Webhooks as WhatsApp sends them, for tests. No number or id is a real person's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.whatsapp.signature import HEADER, signature

NUMBER = "100200300400"
SECRET = "the-secret-of-the-app"
ANNA = "447700900001"
ANNAS_ID = "GB.1000000000000001"


def text(
    words: Any, id: str = "wamid.1", sender: str = ANNA, at: Any = "1795800000"
) -> dict[str, Any]:
    """Return a text message."""
    return {"from": sender, "id": id, "timestamp": at, "type": "text", "text": {"body": words}}


def message(sort: str, told: Any = None, **more: Any) -> dict[str, Any]:
    """Return a message of another kind."""
    base = {"from": ANNA, "id": "wamid.1", "timestamp": "1795800000", "type": sort}
    return {**base, **({} if told is None else {sort: told}), **more}


def chosen(sort: str, told: Any, id: str = "wamid.1") -> dict[str, Any]:
    """Return what comes when a button or a row of a list was pressed."""
    return {**message("interactive", {"type": sort, sort: told}), "id": id}


def value(messages: Sequence[Any] = (), number: str = NUMBER, **more: Any) -> dict[str, Any]:
    """Return the value of a change."""
    metadata = {"display_phone_number": "441210000000", "phone_number_id": number}
    told = {"messages": list(messages)} if messages else {}
    return {"messaging_product": "whatsapp", "metadata": metadata, **told, **more}


def webhook(*values: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    """Return a webhook with one entry that has these changes."""
    changes = [{"field": field, "value": one} for one in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}


def of(*messages: Any, **more: Any) -> dict[str, Any]:
    """Return a webhook with these messages in one change."""
    return webhook(value(messages, **more))


def raw(body: Any) -> bytes:
    """Return a body as bytes."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def signed(body: Any, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """Return a body as bytes, and the headers that go with it."""
    sent = raw(body)
    return sent, {HEADER: signature(secret, sent), "content-type": "application/json"}
