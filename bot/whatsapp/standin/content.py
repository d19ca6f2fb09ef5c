"""What a person can send with the phone of the trial page."""

from __future__ import annotations

from typing import Any

# Enough of each kind to see how it is answered. Nothing is stored at Meta, so the ids lead nowhere.
_FILE = {"id": "1", "sha256": "", "mime_type": "application/octet-stream"}
KINDS: dict[str, dict[str, Any]] = {
    "image": {"type": "image", "image": {**_FILE, "mime_type": "image/jpeg"}},
    "audio": {"type": "audio", "audio": {**_FILE, "mime_type": "audio/ogg", "voice": True}},
    "location": {"type": "location", "location": {"latitude": 52.48, "longitude": -1.89}},
    "sticker": {"type": "sticker", "sticker": {**_FILE, "mime_type": "image/webp"}},
    "unsupported": {
        "type": "unsupported",
        "errors": [{"code": 131051, "title": "Message type is not currently supported."}],
    },
}


def content_of(said: dict[str, Any]) -> dict[str, Any] | None:
    """Return a message as a webhook carries it, or None when it is none.

    Args:
        said: what the page sent: ``text``; or ``button`` or ``row``, with the ``title`` of it; or
            ``kind``, one of :data:`KINDS`.
    """
    text, title = said.get("text"), said.get("title")
    if isinstance(text, str) and text.strip():
        return {"type": "text", "text": {"body": text}}
    for name, type in (("button", "button_reply"), ("row", "list_reply")):
        if isinstance(id := said.get(name), str):
            reply = {"type": type, type: {"id": id, "title": str(title or "")}}
            return {"type": "interactive", "interactive": reply}
    kind = said.get("kind")
    return KINDS.get(kind) if isinstance(kind, str) else None
