"""Say each message in a conversation of its own, in this process, and print what Rasa ran.

It is run by ``test_every_rule.py`` in a process of its own: settings are read once a process.
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


async def main(model: str, said: dict[str, str]) -> None:
    """Print a JSON object: for each intent, the names of the actions that ran."""
    agent = await load_agent(model_path=model, endpoints=our_endpoints())
    private = PrivateWords(enquiry_store, days=30)
    ran: dict[str, list[str]] = {}
    for intent, text in said.items():
        await take_turn(agent.handle_message, intent, text, "web", 60, private)
        tracker = await agent.tracker_store.retrieve(intent)
        names = [getattr(event, "action_name", None) for event in tracker.events]
        ran[intent] = [n for n in names if n not in (None, "action_listen", "action_session_start")]
    print(json.dumps(ran))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
