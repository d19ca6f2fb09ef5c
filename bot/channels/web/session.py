"""Open a session, and end it."""

from __future__ import annotations

from collections.abc import Callable

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from actions.enquiry.enquiry import LONGEST_ABOUT
from actions.enquiry.store import EnquiryStore
from bot.channels.web.errors import failure, kindly
from bot.channels.web.who import session_of
from bot.edge.wording import edge_wording
from bot.settings import Settings
from bot.talk.end import end
from bot.talk.talk import Talk
from bot.transcript.hurried import Unkept
from bot.transcript.session import SESSION_LASTS, Sessions


class SessionRoutes:
    """``POST`` and ``DELETE /session``.

    Args:
        settings: of this process.
        talk: the conversations.
        sessions: makes and reads their tokens.
        enquiries: gives the store of enquiries.
    """

    def __init__(
        self,
        settings: Settings,
        talk: Talk,
        sessions: Sessions,
        enquiries: Callable[[], EnquiryStore],
    ) -> None:
        self._settings = settings
        self._talk = talk
        self._sessions = sessions
        self._enquiries = enquiries

    def add_to(self, routes: Blueprint) -> None:
        """Add the routes."""
        routes.add_route(kindly(self._open), "/session", methods=["POST"], name="open")
        routes.add_route(kindly(self._end), "/session", methods=["DELETE"], name="end")

    async def _open(self, _request: Request) -> HTTPResponse:
        greeting = {
            "kind": "smalltalk",
            "text": edge_wording("greeting"),
            "entries": [],
            "sources": [],
            "choices": [],
        }
        told = {
            "token": self._sessions.open(),
            "expires_in": SESSION_LASTS,
            "idle_in": self._settings.conversation_kept * 60,
            "greeting": greeting,
            "enquiry": {"kept_days": self._settings.enquiries_kept, "longest": LONGEST_ABOUT},
        }
        return response.json(told, status=201)

    async def _end(self, request: Request) -> HTTPResponse:
        session = session_of(request, self._sessions)
        if session is None:
            return failure("session_expired")
        try:
            await end(self._talk, session, request.app.ctx.agent, self._enquiries())
        except (Unkept, SQLAlchemyError):
            return failure("down")
        return response.empty()
