"""What the chat says after a form was sent in it."""

from __future__ import annotations

from bot.form.helper import Help
from bot.form.tokens import Copy, Sent
from bot.form.wording import form_wording
from bot.reply import Reply, ReplyKind, ReplySource
from bot.talk.turn import Message


def sent_message(sent: Sent, help: Help | None) -> Message:
    """Return the message with the reference, and with help before all else when there is some."""
    told = [*(help.paragraphs if help else ())]
    told += [form_wording("chat_sent", reference=sent.reference), form_wording("chat_then")]
    if sent.dropped:
        told.append(form_wording("dropped"))
    if sent.copy is not Copy.NONE:
        told.append(form_wording(f"chat_copy_{sent.copy}"))
    return _message(ReplyKind.HANDOFF, told, help)


def help_message(help: Help) -> Message:
    """Return reviewed help, for a form that is not sent yet."""
    return _message(ReplyKind.SIGNPOST, list(help.paragraphs), help)


def _message(kind: ReplyKind, paragraphs: list[str], help: Help | None) -> Message:
    sources = (
        tuple(
            ReplySource(title=s.title, url=s.url, published=s.published, checked_on=help.checked_on)
            for s in help.sources
        )
        if help
        else ()
    )
    reply = Reply(
        kind=kind,
        text="\n\n".join(paragraphs),
        entries=(help.entry,) if help else (),
        sources=sources,
    )
    told = reply.model_dump(mode="json", exclude_none=True, exclude={"links"})
    return {"from": "assistant", **told}
