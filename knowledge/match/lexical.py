"""How alike two texts are in their letters and words: a second opinion beside the vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

_WORD = r"(?u)\b\w+\b"


class LexicalIndex:
    """TF-IDF over words (one and two) and letters (two to five within a word).

    Args:
        texts: the texts to compare with, already repaired.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD, dtype=np.float32
        )
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        self.matrix: csr_matrix = self._joined(
            self._words.fit_transform(texts), self._letters.fit_transform(texts)
        )

    def vector(self, text: str) -> csr_matrix:
        """Return the unit vector of one text, shape ``(1, features)``."""
        return self._joined(self._words.transform([text]), self._letters.transform([text]))

    @staticmethod
    def _joined(words: csr_matrix, letters: csr_matrix) -> csr_matrix:
        # Both halves have unit length, so the pair has length sqrt(2).
        joined = csr_matrix(hstack([words, letters]))
        joined.data *= np.float32(2**-0.5)
        return joined
