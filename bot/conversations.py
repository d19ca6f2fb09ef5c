"""Where conversations are kept while they go on: in memory, bounded, never on disk."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

_MOST_CONVERSATIONS = 5_000
_MOST_EVENTS = 120  # about twenty turns, or ten with an enquiry: what goes along with it


class ConversationStore(TrackerStore, SerializedTrackerAsText):
    """A Rasa tracker store that forgets: old conversations, and old turns of a long one.

    Rasa reads all events of a conversation at every message, so a turn would get slower and slower
    (docs/decisions/0004-conversations-in-memory.md). Named in ``endpoints.yml``.
    """

    def __init__(
        self,
        domain: Domain | None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        most_conversations: int = _MOST_CONVERSATIONS,
        most_events: int = _MOST_EVENTS,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain or Domain.empty(), event_broker, **kwargs)
        self._most_conversations = most_conversations
        self._most_events = most_events
        self._kept: OrderedDict[str, list[Any]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the newest events of a conversation (called by Rasa); without any, forget it.

        Rasa wraps this store, and hands on what every tracker store can do, but no ``delete``.
        """
        if not tracker.events:
            await self.delete(tracker.sender_id)
            return
        await self.stream_events(tracker)
        self._kept[tracker.sender_id] = _newest(list(tracker.events), self._most_events)
        self._kept.move_to_end(tracker.sender_id)
        while len(self._kept) > self._most_conversations:
            self._kept.popitem(last=False)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the conversation with this person, or None (called by Rasa)."""
        events = self._kept.get(sender_id)
        if events is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, events, self.domain.slots, sender_source=sender_id
        )

    async def delete(self, sender_id: str) -> None:
        """Forget the conversation with this person."""
        self._kept.pop(sender_id, None)

    async def keys(self) -> list[str]:
        """Return the ids of the conversations kept (called by Rasa)."""
        return list(self._kept)


def _newest(events: list[Event], most: int) -> list[Event]:
    """Return the newest events, with what the older ones left behind: slots and an open form."""
    older = events[:-most]
    if not older:
        return events
    slots: dict[str, Event] = {}
    loop: Event | None = None
    for event in older:
        if isinstance(event, Restarted):
            slots, loop = {}, None
        elif isinstance(event, SlotSet):
            slots[event.key] = event
        elif isinstance(event, ActiveLoop):
            loop = event if event.name else None
    return [*slots.values(), *([loop] if loop else []), *events[-most:]]
