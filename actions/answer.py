"""Answer a question from the knowledge base."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.decline import decline
from actions.found import choices, found_in, public
from actions.reply import reply_from, send, wording
from actions.resources import live_entries
from knowledge.match.decide import Outcome


class ActionAnswer(Action):
    """Shows the best entry; when it may not be the right one, says so and offers others."""

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Send the answer (called by Rasa)."""
        entries, found = live_entries(), found_in(tracker)
        live = public(entries, found.entries[0]) if found.entries else None
        if live is None:
            # The entry was taken down between the ranking and now.
            send(dispatcher, decline(domain))
            return []
        # A sure answer stands alone; with any other, what else it could be is offered.
        others = choices(entries, found.entries[1:]) if found.outcome is not Outcome.ANSWER else ()
        reply = reply_from(live, found.facts, found.text, others)
        if found.outcome is Outcome.CLOSEST:
            care = wording(domain, "utter_closest_answer")
            reply = reply.model_copy(update={"text": f"{care}\n\n{reply.text}"})
        send(dispatcher, reply)
        return []
