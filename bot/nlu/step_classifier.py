"""While an enquiry is written, read the steps that are asked for in words, as if by a button."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.enquiry_form.step import step_in
from bot.reply import intent_of_step

_FORM = "enquiry_form"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class StepClassifier(GraphComponent):
    """Sets the intent of "send it" or "change my email" while the form is open.

    It comes after the recogniser of danger and abuse, and takes its place for these phrases alone:
    they are whole messages from a reviewed list, and "change my email" means the enquiry here.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StepClassifier:
        """Make the component (called by Rasa)."""
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Set the intent, and the step as an entity, of each message that takes a step.

        Args:
            messages: to be understood.
            tracker: the conversation so far; Rasa gives it to a component that asks for it.
        """
        if tracker.active_loop_name != _FORM:
            return messages
        for message in messages:
            step = step_in(str(message.get(TEXT) or ""))
            if step:
                intent = {"name": intent_of_step(step), "confidence": 1.0}
                entity = {"entity": "step", "value": step.value, "start": 0, "end": 0}
                message.set(INTENT, intent, add_to_output=True)
                message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
        return messages
