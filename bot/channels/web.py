"""The website's channel: a session that the server signs, then messages and choices.

``POST /webhooks/web/session`` gives a token; ``POST /webhooks/web/messages`` with the token as
``Authorization: Bearer`` and ``{"text"}`` or ``{"choice"}`` gives ``{"replies": [...]}``. Errors
are ``{"error": {"code", "message"}}`` with a fitting status. More: docs/web-channel.md
"""

from __future__ import annotations

import uuid
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.enquiry.resources import enquiry_store
from bot.channels.pages import Pages
from bot.edge.admit import Refused, admit
from bot.edge.body import json_object
from bot.edge.choices import Choices
from bot.edge.private import PrivateWords
from bot.edge.turn import OnNewMessage, take_turn
from bot.edge.wording import edge_wording
from bot.settings import Settings, settings

_SESSION_LASTS = 12 * 60 * 60  # seconds
_STATUS = {"empty": 400, "not_text": 400, "too_long": 413}


class WebChannel(InputChannel):
    """The chat on the website. Who is talking is known from the signed session alone."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.signing_secret()
        self._settings = settings
        self._sessions = URLSafeTimedSerializer(secret, salt="web-session")
        self._choices = Choices(secret)
        self._private = PrivateWords(enquiry_store, settings.enquiries_kept)

    @classmethod
    def name(cls) -> str:
        """Return the name in the URL."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Make the channel (called by Rasa)."""
        return cls(settings())

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the routes (called by Rasa)."""
        routes = _WithPages("web_webhook", Pages())

        @routes.post("/session")
        async def open_session(_request: Request) -> HTTPResponse:
            token = self._sessions.dumps(uuid.uuid4().hex)
            greeting = {
                "kind": "smalltalk",
                "text": edge_wording("greeting"),
                "entries": [],
                "sources": [],
                "choices": [],
            }
            return response.json(
                {"token": token, "expires_in": _SESSION_LASTS, "greeting": greeting}, status=201
            )

        @routes.post("/messages")
        async def receive(request: Request) -> HTTPResponse:
            conversation = self._conversation(request)
            if conversation is None:
                return _error("session_expired", 401)
            body = json_object(request)
            if body is None:
                return _error("not_text", 400)
            if "choice" in body:
                text = self._choices.redeem(conversation, body["choice"])
                if text is None:
                    return _error("choice_expired", 400)
            else:
                admitted = admit(body.get("text"), self._settings.longest_message)
                if isinstance(admitted, Refused):
                    return _error(admitted.code, _STATUS[admitted.code], admitted.message)
                text = admitted
            replies = await take_turn(
                on_new_message,
                conversation,
                text,
                self.name(),
                self._settings.reply_timeout,
                self._private,
            )
            return response.json({"replies": [self._shown(conversation, r) for r in replies]})

        return routes

    def _conversation(self, request: Request) -> str | None:
        scheme, _, token = (request.headers.get("authorization") or "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            return f"web:{self._sessions.loads(token, max_age=_SESSION_LASTS)}"
        except (SignatureExpired, BadData):
            return None

    def _shown(self, conversation: str, reply: dict[str, Any]) -> dict[str, Any]:
        choices = [
            {"title": b["title"], "id": self._choices.issue(conversation, b["payload"])}
            for b in reply["buttons"]
        ]
        return {"text": reply["text"], **reply["custom"], "choices": choices}


class _WithPages(Blueprint):
    """The channel's routes, and the pages beside them at the root of the site."""

    def __init__(self, name: str, pages: Pages) -> None:
        super().__init__(name)
        self.ctx.pages = pages

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Register the routes and the pages (called by Sanic)."""
        super().register(app, options)  # type: ignore[no-untyped-call]
        # Rasa has a route of its own for "/", so the pages come before routing.
        app.register_middleware(self.ctx.pages.serve, "request")


def _error(code: str, status: int, message: str | None = None) -> HTTPResponse:
    text = message or edge_wording(code)
    return response.json({"error": {"code": code, "message": text}}, status=status)
