"""Recognise danger, distress, hate crime, discrimination and abuse before anything else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.safety.recogniser import SafetyRecogniser
from knowledge.language.clean import clean

_PATTERNS = Path(__file__).parent.parent / "safety" / "patterns.yml"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class SafetyClassifier(GraphComponent):
    """Sets the intent when a reviewed pattern matches, with confidence 1.

    Patterns, not examples, decide here: by sentence vectors, three of four harmless mentions of
    race look like abuse (docs/evaluation.md).
    """

    def __init__(self) -> None:
        self._recogniser = SafetyRecogniser.from_file(_PATTERNS)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyClassifier:
        """Make the component (called by Rasa)."""
        return cls()

    def recognises(self, text: str) -> bool:
        """Tell whether a pattern matches this text."""
        return self._recogniser.recognise(clean(text)) is not None

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent of each message that needs help or a boundary."""
        for message in messages:
            match = self._recogniser.recognise(clean(message.get(TEXT) or ""))
            if match:
                message.set(INTENT, {"name": match.act, "confidence": 1.0}, add_to_output=True)
                message.set("safety_rule", match.rule, add_to_output=True)
        return messages
