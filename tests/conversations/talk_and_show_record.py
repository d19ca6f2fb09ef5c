"""Hold a conversation in this process and print what Rasa has kept of it, as JSON.

It is run by ``test_enquiry_record.py`` in a process of its own: settings are read once a process.
"""

from __future__ import annotations

import asyncio
import json
import sys

from rasa.core.agent import load_agent

from actions.enquiry.resources import enquiry_store
from bot.edge.private import PrivateWords
from bot.edge.turn import take_turn
from bot.server import our_endpoints


async def main(model: str, messages: list[str]) -> None:
    """Say each message (one in brackets presses a button) and print the record."""
    agent = await load_agent(model_path=model, endpoints=our_endpoints())
    private = PrivateWords(enquiry_store, days=30)
    replies: list[dict] = []
    for message in messages:
        text = message
        if message.startswith("["):
            buttons = [button for reply in replies for button in reply["buttons"]]
            text = next(b["payload"] for b in buttons if b["title"] == message[1:-1])
        replies = await take_turn(agent.handle_message, "web:1", text, "web", 60, private)
    tracker = await agent.tracker_store.retrieve("web:1")
    record = [event.as_dict() for event in tracker.events]
    print(json.dumps({"record": record, "last": [reply["text"] for reply in replies]}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2:]))
