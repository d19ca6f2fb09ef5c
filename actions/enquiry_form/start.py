"""Begin an enquiry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.enquiry.enquiry import Draft
from actions.enquiry.resources import draft_kept, enquiry_store
from actions.enquiry_form import take
from actions.enquiry_form.step import Step
from actions.last import last_question, last_shown
from actions.resources import live_entries


class ActionEnquiryStart(Action):
    """Makes the draft that the form fills, unless one is being filled.

    A person who was told that nothing is published can pass on that very question.
    """

    def name(self) -> str:
        """Return the name that rules use."""
        return "action_enquiry_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Make the draft (called by Rasa)."""
        store, now = enquiry_store(), datetime.now(UTC)
        draft = store.draft(tracker.sender_id, now)
        if draft is None:
            step = next(tracker.get_latest_entity_values("step"), None)
            about = last_question(tracker) if step == Step.START_WITH_QUESTION else None
            shown = last_shown(tracker, live_entries())
            draft = Draft(
                conversation=tracker.sender_id,
                channel=tracker.get_latest_input_channel() or "",
                about=about,
                topic=shown.entry.topic if shown else None,
                entry=shown.entry.id if shown else None,
            )
            store.save_draft(draft, now, draft_kept())
        return [
            SlotSet(take.ABOUT, True if draft.about else None),
            SlotSet(take.EMAIL, True if draft.email else None),
            SlotSet(take.DETAIL, True),  # a name is never asked for, only taken when offered
            SlotSet(take.CONSENT, None),
        ]
