"""What py3langid, a statistical language detector, makes of a text. Nothing is downloaded."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def second_opinion(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the language that ``text`` most resembles, and how sure it is.

    It knows 97 languages; Somali is not among them. It always names one, so it is only asked when
    words of a language have been found.

    Source: Lui and Baldwin, langid.py: an off-the-shelf language identification tool (ACL 2012).
    """
    code, probability = _identifier().classify(text)
    return str(code), float(probability)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
