"""Shingles: runs of words by which a copy is noticed, and the choice of those that are kept.

A shingle is `WIDTH` words. Of every `WINDOW` shingles in a row the one with the least hash is kept (winnowing:
Schleimer, Wilkerson and Aiken, SIGMOD 2003, who prove the guarantee below), that is 2 of `WINDOW` + 1 on average. The
kept shingles of a new page are looked up among the kept ones of the pages before it. Hence:

- whatever runs of `GUARANTEE` equal words stand in both pages, at least one shared shingle is found, always;
- two pages are noticed by the same shingles whichever of them comes first.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from rawi.together.copies.hashing import NONE, Hashes, Places, Words, contexts, grams

WIDTH: Final = 4
WINDOW: Final = 3
REACH: Final = 8
"""So many words before and after a shingle are its context: a shared shingle counts where the contexts agree too."""
GUARANTEE: Final = WIDTH + WINDOW - 1
"""Every run of so many equal words holds a kept shingle."""


class Shingles(NamedTuple):
    """Those kept of a page, each once, sorted: where each stands first, and the words around it (`hashing.contexts`)."""

    hashes: Hashes
    places: Places
    contexts: Hashes

    def __len__(self) -> int:
        return len(self.hashes)


def kept(words: Words) -> Shingles:
    """The shingles that are kept of the words of a page."""
    every = grams(words, WIDTH)
    least = every
    if len(every) > WINDOW:
        least = np.minimum(np.minimum(every[:-2], every[1:-1]), every[2:])
        chosen = np.zeros(len(every), bool)
        for step in range(WINDOW):
            chosen[step : step + len(least)] |= every[step : step + len(least)] == least
    else:
        chosen = np.ones(len(every), bool)
    places = np.flatnonzero(chosen & (every != NONE))
    order = np.argsort(every[places], kind="stable")
    places = places[order]
    hashes = every[places]
    first = np.ones(len(hashes), bool)
    first[1:] = hashes[1:] != hashes[:-1]
    hashes, places = hashes[first], places[first]
    return Shingles(hashes, places.astype(np.int32), contexts(words, places, WIDTH, REACH))
