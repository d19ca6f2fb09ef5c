"""Find what a message is about: a dialogue act, or the entry that answers it."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.safety_classifier import SafetyClassifier
from bot.prepare import model_fingerprint
from bot.settings import settings
from knowledge.calibration import Calibration
from knowledge.match.decide import ACT_PREFIX, Bands, Decision, Outcome, decide
from knowledge.match.live import LiveIndex
from knowledge.match.ranker import Labelled, Ranking
from knowledge.store import KnowledgeStore, open_engine

logger = logging.getLogger(__name__)

KNOWLEDGE = "knowledge"  # the key of our part of the parse result
ASK, UNCLEAR, NOTHING = "ask_knowledge", "ask_unclear", "nlu_fallback"
_INTENT_OF = {
    Outcome.ANSWER: ASK,
    Outcome.CLOSEST: ASK,
    Outcome.UNPUBLISHED: ASK,
    Outcome.UNCLEAR: UNCLEAR,
    Outcome.NONE: NOTHING,
}
SPACY_DOC = "text_spacy_doc"


class NoContent(RuntimeError):
    """The knowledge store is empty."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KnowledgeClassifier(GraphComponent):
    """Ranks every entry and dialogue act together, and decides by the bands.

    It needs ``SpacyNLP`` with our pipeline before it. Trained are the dialogue acts and the bands;
    the entries are read from the knowledge store while it serves, so that a changed answer is live
    without training.
    """

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        acts: Sequence[Labelled] = (),
        vectors: Any = None,
        bands: Bands = Bands(),
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._acts = list(acts)
        self._vectors = vectors
        self._bands = bands
        self._index: LiveIndex | None = None

    @classmethod
    def required_packages(cls) -> list[str]:
        """Return the packages that must be installed (called by Rasa)."""
        return ["spacy", "sqlalchemy"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeClassifier:
        """Make an untrained component (called by Rasa)."""
        return cls(model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Return what the bands depend on beside the training data (called by Rasa).

        Without it Rasa would take the trained part from its cache after the content changed.
        """
        return f"{_store().version()}-{model_fingerprint()}"

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the dialogue acts with their vectors, and set the bands (called by Rasa)."""
        examples = [
            m for m in training_data.intent_examples if m.get(INTENT) not in _INTENT_OF.values()
        ]
        self._acts = [
            Labelled(ACT_PREFIX + m.get(INTENT), m.get(SPACY_DOC)._.repaired) for m in examples
        ]
        self._vectors = np.stack([m.get(SPACY_DOC)._.sentence_vector for m in examples])
        index = self._live().current()
        safety = SafetyClassifier()
        calibration = Calibration.from_files(recognised=safety.recognises)
        self._bands = calibration.bands(index)
        logger.info("the bands are %s", self._bands)
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / "act_vectors.npy", self._vectors)
            kept = {"acts": [[a.label, a.text] for a in self._acts], "bands": self._bands.__dict__}
            (folder / "acts.json").write_text(json.dumps(kept), "utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnowledgeClassifier:
        """Load a trained component and the live content (called by Rasa)."""
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / "acts.json").read_text("utf-8"))
            vectors = np.load(folder / "act_vectors.npy")
        acts = [Labelled(label, text) for label, text in kept["acts"]]
        component = cls(model_storage, resource, acts, vectors, Bands(**kept["bands"]))
        component._live()
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranked entries of each message that has no intent yet."""
        for message in messages:
            doc = message.get(SPACY_DOC)
            if message.get(INTENT, {}).get("name") or doc is None:
                continue
            index = self._live().current()
            ranking = index.ranker.rank(doc._.repaired, doc._.sentence_vector)
            self._set(message, decide(ranking, index.kinds, self._bands), ranking)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is (called by Rasa)."""
        return training_data

    def _set(self, message: Message, decision: Decision, ranking: Ranking) -> None:
        name = decision.act or _INTENT_OF[decision.outcome]
        best = ranking.labels[0].score if ranking.labels else 0.0
        confidence = round(min(1.0, max(0.0, best)), 4)
        message.set(INTENT, {"name": name, "confidence": confidence}, add_to_output=True)
        message.set(
            INTENT_RANKING_KEY, [{"name": name, "confidence": confidence}], add_to_output=True
        )
        found = {
            "outcome": decision.outcome.value,
            "entries": [{"id": e.label, "score": round(e.score, 4)} for e in decision.entries],
            "facts": {
                fact: round(score, 4)
                for fact, score in sorted(ranking.facts.items(), key=lambda f: -f[1])[:10]
                if score > 0
            },
        }
        message.set(KNOWLEDGE, found, add_to_output=True)

    def _live(self) -> LiveIndex:
        if self._index is None:
            store = _store()
            if store.version() is None:
                raise NoContent(
                    "the knowledge store is empty: run `python -m knowledge load` first"
                )
            self._index = LiveIndex(store, self._acts, self._vectors)
        return self._index


def _store() -> KnowledgeStore:
    return KnowledgeStore(open_engine(settings().knowledge_url))
