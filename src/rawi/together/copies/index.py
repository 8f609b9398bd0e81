"""The index of copies: which pages before this one may hold a passage of it.

What is sure to be found (as a candidate): every run of `GUARANTEE` + 8 equal words, for three of its shingles are kept,
unless 32 pages held it before; and every run of 100 equal words in the first `MOST` pages that hold it. Shorter and
altered passages are found with the recall that `benchmarks/copies.py` measures. Whichever of two pages comes first, they
are candidates for each other or not, until one of their shingles is worn.

Bounds for one new page of n words, whatever was added before: n look-ups, at most n * `MOST` rows read, at most
`PAGES` pages aligned.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import common, windows
from rawi.together.copies.postings import Found, Postings
from rawi.together.copies.screening import Meets
from rawi.together.copies.shingles import WIDTH
from rawi.together.copies.wording import Wording

PAGES: Final = 100
"""So many pages at most are aligned with a new one: those that share most with it."""
AGREEING: Final = 7
"""So many of the words around a shared shingle must be common, as their 64 bits tell. Of 858 pairs of pages (300 against
10,000 of `news`) that share a rare shingle, this leaves 277 of the 278 that share a passage and 130 of the 580 others."""
SURE: Final = 3.0
"""What the shared shingles of one stretch must weigh together where no words around them agree."""
NEEDED: Final = 1.0
"""What they must weigh where some do."""
DRIFT: Final = 8
"""So many words the places of two shared shingles may be apart in one page and not in the other, to be of one passage."""
WORN: Final = 32
"""In so many pages a shingle is a worn one: part of a formula, or of what has been carried very often."""
WORN_WEIGHT: Final = 0.2
"""What a worn shingle weighs; any other weighs 1."""
COMMON: Final = 3
"""In so many pages a shingle is common: enough to doubt a short passage of it."""


class Formulas(NamedTuple):
    """For each word of a page whether a shingle holds it that `WORN`, or `COMMON`, other pages hold."""

    worn: NDArray[np.bool_]
    common: NDArray[np.bool_]


class Likely(NamedTuple):
    """Pages that may share a passage with one, at most `PAGES`, likeliest first; what is known of its words; and where it
    meets each of them."""

    pages: list[int]
    formulas: Formulas
    meets: Meets


class Candidates(NamedTuple):
    """The same by the names of the pages."""

    pages: list[str]
    formulas: Formulas
    meets: Meets


class CopyIndex:
    """Pages by their kept shingles. Costs about the same for the first page and for the millionth."""

    def __init__(self) -> None:
        self._pages: list[str] = []
        self._numbers: dict[str, int] = {}
        self._removed: set[int] = set()
        self._postings = Postings()

    def __len__(self) -> int:
        """So many pages."""
        return len(self._numbers)

    def __contains__(self, page: str) -> bool:
        return page in self._numbers

    @property
    def rows(self) -> int:
        """So many postings."""
        return len(self._postings)

    @property
    def size(self) -> int:
        """Bytes of the postings in memory."""
        return self._postings.size

    def add(self, page: Wording) -> None:
        """Add a page. One whose id is known is removed and added anew."""
        if page.page in self._numbers:
            self.remove(page.page)
        self._numbers[page.page] = len(self._pages)
        self._postings.add(len(self._pages), page.shingles)
        self._pages.append(page.page)

    def remove(self, page: str) -> None:
        """Take a page out. Raises KeyError where there is none of that id."""
        self._removed.add(self._numbers.pop(page))

    def candidates(self, page: Wording) -> Candidates:
        """The pages that may share a passage with `page`, which itself need not be in the index."""
        found = likely(page, self._postings.find(page.shingles.hashes), self._removed, self._numbers.get(page.page))
        return Candidates([self._pages[number] for number in found.pages], found.formulas, found.meets)


def likely(page: Wording, found: Found, gone: Container[int] = (), own: int | None = None) -> Likely:
    """The pages that may share a passage with one, given where its shingles were found, but for those that are gone and
    its own number; and which of its words are part of formulas.

    Two pages are candidates where the shared shingles of one stretch weigh `NEEDED` and the words around one of them
    agree (`AGREEING`), or where they weigh `SURE`.
    """
    shingles = page.shingles
    formulas = _formulas(page, found.frequencies)
    if not len(found.pages):
        return Likely([], formulas, Meets(*np.empty((3, 0), np.int32)))
    here = shingles.places[found.asked]
    drift = here - found.places
    drift -= drift.min()
    room = int(drift.max()) + DRIFT + 1
    lines = found.pages * room + drift
    order = np.argsort(lines, kind="stable")
    lines = lines[order]
    begins = np.concatenate(([0], np.flatnonzero(lines[1:] - lines[:-1] > DRIFT) + 1))
    weight = np.add.reduceat(np.where(found.frequencies >= WORN, WORN_WEIGHT, 1.0)[found.asked][order], begins)
    agreement = np.maximum.reduceat(common(shingles.contexts[found.asked], found.contexts)[order], begins)
    enough = (weight >= SURE) | ((weight >= NEEDED) & (agreement >= AGREEING))
    totals: dict[int, float] = {}
    for number, share in zip((lines[begins[enough]] // room).tolist(), weight[enough].tolist(), strict=True):
        totals[number] = totals.get(number, 0.0) + share
    every = (number for number in totals if number != own and number not in gone)
    chosen = sorted(every, key=lambda number: (-totals[number], number))[:PAGES]
    if not chosen:
        return Likely([], formulas, Meets(*np.empty((3, 0), np.int32)))
    known = np.array(chosen, np.int64)
    ranks = np.argsort(known)
    at = np.minimum(np.searchsorted(known[ranks], found.pages), len(known) - 1)
    mine = np.flatnonzero(known[ranks][at] == found.pages)
    return Likely(chosen, formulas, Meets(ranks[at[mine]], here[mine], found.places[mine]))


def _formulas(page: Wording, frequencies: NDArray[np.intp]) -> Formulas:
    """Which words of a page are part of formulas, by the numbers of pages that hold its shingles."""
    most = np.zeros(len(page) + WIDTH - 1, np.intp)
    most[page.shingles.places + (WIDTH - 1)] = frequencies
    most = windows(most, WIDTH, np.maximum)
    return Formulas(most >= WORN, most >= COMMON)
