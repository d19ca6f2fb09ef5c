"""Find the facts that could answer a group of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.language.encoder import Encoder
from knowledge.schema import Fact

_MOST = 8


def nearest_facts(
    questions: Sequence[str], facts: Mapping[str, Fact], encoder: Encoder
) -> tuple[Fact, ...]:
    """Return the eight facts nearest in meaning to the questions, best first.

    Args:
        questions: at least one.
        facts: by id.
        encoder: makes the vectors; one that makes only zeros finds nothing.
    """
    known = list(facts.values())
    if not known:
        return ()
    vectors = encoder.encode([fact.fact for fact in known])
    asked = encoder.encode(list(questions))
    scores = (vectors @ asked.T).mean(axis=1)
    order = np.argsort(-scores, kind="stable")[:_MOST]
    return tuple(known[i] for i in order if scores[i] > 0)
