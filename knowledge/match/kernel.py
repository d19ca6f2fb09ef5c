"""How alike two texts are, in meaning and in wording: the kernel of everything that learns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def joined(
    cosines: NDArray[Any], wording: NDArray[Any], meaning: float, sharpness: float
) -> NDArray[np.float64]:
    """Return one similarity of two: a Gaussian kernel on unit vectors, and one of the wording.

    Args:
        cosines: of sentence vectors, any shape.
        wording: see ``LexicalIndex``, the same shape.
        meaning: the share of the first, between 0 and 1.
        sharpness: of the Gaussian kernel.
    """
    gaussian = np.exp(-sharpness * (1.0 - cosines.astype(np.float64)))
    return meaning * gaussian + (1.0 - meaning) * wording
