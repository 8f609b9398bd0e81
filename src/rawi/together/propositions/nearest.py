"""The vectors nearest to each, in plain numpy: for the claims of one story, some hundred to some thousand."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

ROWS: Final = 512
"""So many vectors are held against all others at once, which bounds the memory."""


def nearest(vectors: Floats, count: int) -> list[list[int]]:
    """For every vector [places, width] the places of the `count` nearest others by their dot product, nearest first.

    A vector of zeros (a text without letters) has no neighbours and is nobody's. Time: about places squared (4,000
    vectors of 384 numbers take some 2 s), memory 512 times the places.
    """
    said = np.abs(vectors).sum(axis=1) > 0
    found: list[list[int]] = []
    for first in range(0, len(vectors), ROWS):
        near = vectors[first : first + ROWS] @ vectors.T
        near[:, ~said] = -np.inf
        near[np.arange(len(near)), np.arange(first, first + len(near))] = -np.inf
        ranked = np.argsort(-near, axis=1, kind="stable")[:, : max(0, count)]
        for row, places in enumerate(ranked):
            fits = said[first + row]
            found.append([int(other) for other in places if fits and near[row, other] > -np.inf])
    return found
