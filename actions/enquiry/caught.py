"""Read what the mail catcher has caught."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


@dataclass(frozen=True)
class Caught:
    """An email as a person would see it; ``text`` is its plain form."""

    subject: str
    to: str
    reply_to: str
    date: str
    text: str


def caught_mail(folder: Path, most: int = 50) -> list[Caught]:
    """Return the emails in a folder, newest first; a missing folder has none.

    Args:
        folder: of ``.eml`` files.
        most: how many at most.
    """
    files: list[tuple[int, Path]] = []
    for path in folder.glob("*.eml"):
        try:
            files.append((path.stat().st_mtime_ns, path))
        except FileNotFoundError:
            continue
    return [_read(path.read_bytes()) for _, path in sorted(files, reverse=True)[:most]]


def _read(content: bytes) -> Caught:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101  # the policy makes these
    plain = message.get_body(("plain",))
    return Caught(
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        reply_to=str(message["Reply-To"] or ""),
        date=str(message["Date"] or ""),
        text=str(plain.get_content()) if plain is not None else "",
    )
