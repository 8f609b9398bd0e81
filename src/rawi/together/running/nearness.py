"""How near pages are as stories see it (`rawi.together.stories`), from what is kept of each page in the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from rawi.desk.together import looking
from rawi.desk.together.looking import ALL, About
from rawi.reading import Reading
from rawi.together.stories import stories as step

NEAR: Final = step.NEAR
COMMON: Final = step.COMMON
TELLING: Final = 20
"""By so many of its rarest words and names a page is found."""
REACH: Final = 22
"""Days beyond which no two pages are near: then even the same words are below `NEAR`."""
KEPT: Final = 400_000
"""So many words are kept at hand with the number of pages that hold them."""


class Placed(NamedTuple):
    """A page with its day and what it is about; `story` is None where it has none yet."""

    page_id: int
    story: int | None
    day: int | None
    about: About


class Holders:
    """How many pages hold a word or name, those asked for last kept at hand; what is new is written at the end."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._new: Counter[int] = Counter()

    def begin(self) -> None:
        """A new transaction: what one before it did not write is forgotten."""
        if self._new or len(self._known) > KEPT:
            self._known.clear()
            self._new.clear()

    def forget(self) -> None:
        """Somebody else wrote."""
        self._known.clear()

    def add(self, connection: Connection, about: About) -> None:
        """One more page."""
        found = [*about.terms.tolist(), ALL]
        self._learn(connection, found)
        for term in found:
            self._known[term] += 1
        self._new.update(found)

    def write(self, connection: Connection) -> None:
        """Write what is new."""
        looking.hold(connection, self._new)
        self._new.clear()

    def of(self, connection: Connection, terms: NDArray[np.int64]) -> NDArray[np.float64]:
        """How many pages hold each term."""
        every = terms.tolist()
        self._learn(connection, every)
        return np.array([self._known[term] for term in every], np.float64)

    def pages(self, connection: Connection) -> int:
        """How many pages there are."""
        self._learn(connection, [ALL])
        return self._known[ALL]

    def _learn(self, connection: Connection, terms: Iterable[int]) -> None:
        missing = [term for term in terms if term not in self._known]
        if missing:
            found = looking.held(connection, missing)
            for term in missing:
                self._known[term] = found.get(term, 0) + self._new.get(term, 0)


def about(reading: Reading) -> About:
    """What a page is about."""
    return looking.about(step._counts(reading))


def day(published: str | None) -> int | None:
    """The ordinal of a day."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def telling(connection: Connection, given: About, holders: Holders) -> list[tuple[int, float]]:
    """The terms by which a page is found, those that tell most first, with what each tells."""
    weights = _weights(connection, given.terms, holders)
    told = np.log1p(given.counts) * weights
    order = np.argsort(-told, kind="stable")[:TELLING]
    return [(int(given.terms[n]), float(told[n])) for n in order]


def near_one(connection: Connection, mine: Placed, others: Sequence[Placed], holders: Holders) -> NDArray[np.float64]:
    """How near one page is to others, as `near` has it."""
    terms = np.concatenate([mine.about.terms, *(page.about.terms for page in others)])
    counts = np.concatenate([mine.about.counts, *(page.about.counts for page in others)])
    begins = np.cumsum([0, len(mine.about.terms), *(len(page.about.terms) for page in others[:-1])])
    every, which = np.unique(terms, return_inverse=True)
    values = np.log1p(counts) * _weights(connection, every, holders)[which]
    here = np.zeros(len(every))
    here[which[: len(mine.about.terms)]] = values[: len(mine.about.terms)]
    lengths = np.sqrt(np.add.reduceat(values * values, begins))
    lengths = np.where(lengths > 0, lengths, 1.0)
    dots = np.add.reduceat(values * here[which], begins) / (lengths * lengths[0])
    gaps = [0 if mine.day is None or page.day is None else abs(mine.day - page.day) for page in others]
    found: NDArray[np.float64] = dots[1:] * np.exp(-np.array(gaps) / step.DAYS)
    return found


def near(connection: Connection, pages: Sequence[Placed], holders: Holders) -> NDArray[np.float64]:
    """How near each two pages are: the cosine of what they are about, less what the days between take."""
    every = np.unique(np.concatenate([page.about.terms for page in pages]))
    weights = _weights(connection, every, holders)
    table = np.zeros((len(pages), len(every)))
    for row, page in enumerate(pages):
        at = np.searchsorted(every, page.about.terms)
        table[row, at] = np.log1p(page.about.counts) * weights[at]
    lengths = np.sqrt((table * table).sum(axis=1))
    table /= np.where(lengths > 0, lengths, 1.0)[:, None]
    days = np.array([np.nan if page.day is None else page.day for page in pages])
    gaps = np.nan_to_num(np.abs(days[:, None] - days[None, :]), nan=0.0)
    found: NDArray[np.float64] = (table @ table.T) * np.exp(-gaps / step.DAYS)
    return found


def _weights(connection: Connection, terms: NDArray[np.int64], holders: Holders) -> NDArray[np.float64]:
    """How rare each term is: `stories` weighs them so."""
    weights: NDArray[np.float64] = np.log(
        (holders.pages(connection) + step.FEW) / (holders.of(connection, terms) + 0.5)
    )
    return weights


def numbers(terms: Sequence[int]) -> NDArray[np.int64]:
    """Terms as an array."""
    return np.array(terms, np.int64)
