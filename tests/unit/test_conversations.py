"""A long conversation is cut, but what it was in the middle of is not lost."""

from __future__ import annotations

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import ConversationStore

DOMAIN = Domain.from_dict(
    {
        "slots": {"enquiry_about": {"type": "bool", "mappings": [{"type": "custom"}]}},
        "forms": {"enquiry_form": {"required_slots": ["enquiry_about"]}},
    }
)


async def after(*events: Event, later: int) -> DialogueStateTracker:
    store = ConversationStore(DOMAIN, most_events=10)
    said = [*events, *(UserUttered(f"message {n}") for n in range(later))]
    await store.save(DialogueStateTracker.from_events("web:1", said, DOMAIN.slots))
    kept = await store.retrieve("web:1")
    assert kept is not None
    return kept


async def test_an_open_form_and_its_slots_outlive_the_cut() -> None:
    kept = await after(ActiveLoop("enquiry_form"), SlotSet("enquiry_about", True), later=20)

    assert kept.active_loop_name == "enquiry_form"
    assert kept.get_slot("enquiry_about") is True
    assert len(kept.events) == 12


async def test_a_form_that_has_ended_does_not_come_back() -> None:
    ended = (ActiveLoop("enquiry_form"), ActiveLoop(None), SlotSet("enquiry_about", None))

    assert (await after(*ended, later=20)).active_loop_name is None


async def test_starting_again_forgets_the_form() -> None:
    kept = await after(ActiveLoop("enquiry_form"), Restarted(), later=20)

    assert kept.active_loop_name is None


async def test_saving_a_conversation_without_events_forgets_it() -> None:
    store = ConversationStore(DOMAIN)
    await store.save(DialogueStateTracker.from_events("web:1", [UserUttered("hello")]))
    await store.save(DialogueStateTracker.from_events("web:2", [UserUttered("hello")]))

    await store.save(DialogueStateTracker("web:1", DOMAIN.slots))

    assert await store.retrieve("web:1") is None
    assert await store.keys() == ["web:2"]
