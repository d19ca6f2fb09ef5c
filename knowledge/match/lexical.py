"""How alike two texts are in their letters and words: a second opinion beside the vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
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
        self._by_feature: csr_matrix = self.matrix.T.tocsr()

    def similarities(self, text: str) -> NDArray[np.float32]:
        """Return how alike each text is to one, between 0 and 1, shape ``(texts,)``."""
        vector = self._joined(self._words.transform([text]), self._letters.transform([text]))
        # Only the message's own features matter: a few hundred of tens of thousands.
        return np.asarray(vector.data @ self._by_feature[vector.indices]).ravel()

    def similarities_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how alike each text of the index is to each of some, shape ``(some, texts)``."""
        vectors = self._joined(self._words.transform(texts), self._letters.transform(texts))
        return np.asarray((vectors @ self._by_feature).todense())

    def between(self, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return how alike some of the texts are to each other, shape ``(rows, rows)``."""
        some = self.matrix[rows]
        return np.asarray((some @ some.T).todense())

    @staticmethod
    def _joined(words: csr_matrix, letters: csr_matrix) -> csr_matrix:
        # Both halves have unit length, so the pair has length sqrt(2).
        joined = csr_matrix(hstack([words, letters]))
        joined.data *= np.float32(2**-0.5)
        return joined
