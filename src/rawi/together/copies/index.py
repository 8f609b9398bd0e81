"""The index of copies: which pages before this one may hold a passage of it.

State, and how a store keeps it. The index knows a page by its id and by a number, its place in the order of adding.
`add` returns the rows `(shingle, page number, place, context)` of the page, some 40 for 100 words; a store appends them, with
the id and the number, in the transaction that adds the page, and never alters them. `CopyIndex.of` makes the index from
these rows again; `remove` needs the number of the page struck from the store. Nothing else is state: the wordings of
earlier pages are made from their texts when they are candidates (`rawi.together.copies.find`).

What is sure to be found (as a candidate): every run of 18 equal words that at most 7 earlier pages hold, for 3 of its
shingles are kept and weigh 1 together; every run of 38 words in the first `MOST` pages that hold it. Shorter and altered
passages are found with the recall that `benchmarks/copies.py` measures.

Bounds for one new page of n words, whatever was added before: n look-ups, at most n * `MOST` rows read, at most
`PAGES` pages aligned.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.together.copies.hashing import NONE, common, contexts, grams
from rawi.together.copies.postings import EMPTY, Postings, Rows
from rawi.together.copies.shingles import REACH, WIDTH, kept
from rawi.together.copies.wording import Wording

PAGES: Final = 100
"""So many pages at most are aligned with a new one: those that share most with it."""
NEEDED: Final = 1.0
"""What the shared shingles of two pages must weigh together for an alignment."""
AGREEING: Final = 7
"""So many of the words around a shared shingle must be common, as their 64 bits tell. Of 858 pairs of pages (300 against
10,000 of `news`) that share a rare shingle, this leaves 277 of the 278 that share a passage and 130 of the 580 others."""
SURE: Final = 3
"""So many shared shingles in one stretch need no common words around them."""
DRIFT: Final = 8
"""So many words the places of two shared shingles may be apart in one page and not in the other, to be of one passage."""


WORN: Final = 32
"""In so many pages a shingle is a worn one: part of a formula, or of what has been carried very often."""


class Candidates(NamedTuple):
    """Pages to be aligned with a new one, likeliest first, and for each word of it whether a worn shingle holds it."""

    pages: list[str]
    worn: NDArray[np.bool_]


class CopyIndex:
    """Pages by their kept shingles. Costs about the same for the first page and for the millionth."""

    def __init__(self) -> None:
        self._pages: list[str] = []
        self._numbers: dict[str, int] = {}
        self._removed: set[int] = set()
        self._postings = Postings()

    @classmethod
    def of(cls, pages: Iterable[str], rows: Rows, removed: Iterable[int] = ()) -> CopyIndex:
        """The index of stored rows: the ids of the pages by their numbers, their rows, the numbers of removed ones."""
        index = cls()
        index._pages = list(pages)
        index._removed = set(removed)
        index._numbers = {page: n for n, page in enumerate(index._pages) if n not in index._removed}
        index._postings.add(rows.take(np.argsort(rows.pages, kind="stable")))
        return index

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

    def add(self, page: Wording) -> Rows:
        """Add a page and return its rows, for a store. A page whose id is known is removed and added anew."""
        if page.page in self._numbers:
            self.remove(page.page)
        number = len(self._pages)
        self._pages.append(page.page)
        self._numbers[page.page] = number
        hashes, places = kept(page.hashes)
        if not len(hashes):
            return EMPTY
        around = contexts(page.hashes, places, WIDTH, REACH)
        rows = Rows(hashes, np.full(len(hashes), number, np.int32), places.astype(np.int32), around)
        self._postings.add(rows)
        return rows

    def remove(self, page: str) -> int:
        """Take a page out and return its number. Raises KeyError where there is none of that id."""
        number = self._numbers.pop(page)
        self._removed.add(number)
        return number

    def candidates(self, page: Wording) -> Candidates:
        """The pages that may share a passage with `page`, which itself need not be in the index.

        Two pages are candidates where the shared shingles of one stretch weigh `NEEDED` or more and the words around one
        of them agree (`AGREEING`), or there are `SURE` of them. A shingle weighs 1
        where it stands in one page and less the more pages hold it, so that formulas alone pair few pages.
        """
        every = grams(page.hashes, WIDTH)
        first = np.argsort(every, kind="stable")
        asked = every[first]
        new = np.concatenate(([True], asked[1:] != asked[:-1])) & (asked != NONE) if len(asked) else np.empty(0, bool)
        asked, first = asked[new], first[new]
        found = self._postings.find(asked)
        worn = np.zeros(len(page), bool)
        if not len(found.pages):
            return Candidates([], worn)
        if (found.frequencies >= WORN).any():
            often = asked[found.frequencies >= WORN]
            frequent = often[np.minimum(np.searchsorted(often, every), len(often) - 1)] == every
            for step in range(WIDTH):
                worn[step : step + len(every)] |= frequent
        drift = first[found.asked] - found.places
        order = np.lexsort((drift, found.pages))
        pages, drift = found.pages[order], drift[order]
        apart = (pages[1:] != pages[:-1]) | (drift[1:] - drift[:-1] > DRIFT)
        begins = np.concatenate(([0], np.flatnonzero(apart) + 1))
        weights = 1.0 / np.log2(1.0 + np.maximum(found.frequencies, 1))
        weight = np.add.reduceat(weights[found.asked][order], begins)
        around = contexts(page.hashes, first, WIDTH, REACH)
        agreement = np.maximum.reduceat(common(around[found.asked], found.contexts)[order], begins)
        hits = np.diff(begins, append=len(pages))
        enough = (weight >= NEEDED) & ((agreement >= AGREEING) | (hits >= SURE))
        totals: dict[int, float] = {}
        for number, share in zip(pages[begins][enough].tolist(), weight[enough].tolist(), strict=True):
            totals[number] = totals.get(number, 0.0) + share
        own = self._numbers.get(page.page)
        best = sorted(totals, key=lambda number: (-totals[number], number))
        return Candidates([self._pages[n] for n in best if n != own and n not in self._removed][:PAGES], worn)
