"""Shingles: runs of words by which a copy is noticed, and the choice of those that are kept.

A shingle is `WIDTH` words. Of every `WINDOW` shingles in a row the one with the least hash is kept (winnowing:
Schleimer, Wilkerson and Aiken, SIGMOD 2003, who prove the guarantee below), that is 2 of `WINDOW` + 1 on average.
Copies are looked for with *all* shingles of a new page among the *kept* ones of the pages before it. Hence:

- whatever runs of `GUARANTEE` equal words stand in both pages, at least one shared shingle is found, always;
- a shorter run that the alterations of a passage have left is found with about the probability 2 / (`WINDOW` + 1) for
  each shingle in it, whatever stands around it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import NONE, Hashes, grams

WIDTH: Final = 4
WINDOW: Final = 5
REACH: Final = 8
"""So many words before and after a shingle are its context: a shared shingle counts where the contexts agree too."""
GUARANTEE: Final = WIDTH + WINDOW - 1
"""Every run of so many equal words holds a kept shingle."""


def kept(hashes: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    """The shingles that are kept of a page: each once, with the place where it stands first; sorted by hash."""
    every = grams(hashes, WIDTH)
    places = np.arange(len(every))
    if len(every) > WINDOW:
        windows = np.lib.stride_tricks.sliding_window_view(every, WINDOW)
        places = np.unique(windows.argmin(axis=1) + places[: len(windows)])
    chosen, first = np.unique(every[places], return_index=True)
    if len(chosen) and chosen[-1] == NONE:
        chosen, first = chosen[:-1], first[:-1]
    return chosen, places[first]
