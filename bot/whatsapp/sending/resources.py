"""What this process sends with; each is made when it is first needed."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy.engine import Engine

from bot.settings import settings
from bot.whatsapp.offered import Offered
from bot.whatsapp.outgoing import Outgoing
from bot.whatsapp.sending.graph import Graph
from bot.whatsapp.sending.seal import Seal
from bot.whatsapp.sending.service import Sending
from knowledge.store import open_engine


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return open_engine(settings().knowledge_url)


@lru_cache(maxsize=1)
def _seal() -> Seal:
    return Seal(settings().signing_secret())


@lru_cache(maxsize=1)
def sending() -> Sending:
    """Return what sends; start and stop it with the server."""
    chosen = settings()
    graph = Graph(
        chosen.whatsapp_graph_url, chosen.whatsapp_phone_number_id, chosen.whatsapp_access_token
    )
    return Sending(_engine(), _seal(), graph)


@lru_cache(maxsize=1)
def outgoing() -> Outgoing:
    """Return where answers are put."""
    return Outgoing(_engine(), _seal(), sending().nudge, sending().see)


@lru_cache(maxsize=1)
def offered() -> Offered:
    """Return the choices that were offered."""
    return Offered(_engine())
