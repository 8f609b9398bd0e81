"""Which pages share something rare: words and names as numbers, and how many pages hold each.

Numbers are 63 bits of BLAKE2b of the word, so that no words are kept twice; two words in some billions share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk import many
from rawi.desk.together.tables import holders, terms

ALL: Final = 0
"""The term that every page holds."""
NO_DAY: Final = 0
MOST: Final = 4000
"""So many rows that share something are looked at, the newest ones."""


class About(NamedTuple):
    """What a page is about: numbers of words and names in their order, and how often each counts."""

    terms: NDArray[np.int64]
    counts: NDArray[np.float32]


@lru_cache(maxsize=1 << 17)
def number(word: str) -> int:
    """The number that stands for a word; never 0."""
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "little") >> 1) or 1


def about(counts: Mapping[str, float]) -> About:
    """Words and how often each counts, as numbers."""
    found: dict[int, float] = {}
    for word, count in counts.items():
        found[number(word)] = found.get(number(word), 0.0) + count
    order = sorted(found)
    return About(np.array(order, np.int64), np.array([found[term] for term in order], np.float32))


def pack(given: About) -> bytes:
    """As bytes, little endian."""
    return given.terms.astype("<i8").tobytes() + given.counts.astype("<f4").tobytes()


def unpack(data: bytes) -> About:
    """The inverse of `pack`."""
    count = len(data) // 12
    numbers = np.frombuffer(data, "<i8", count).astype(np.int64)
    return About(numbers, np.frombuffer(data, "<f4", count, 8 * count).astype(np.float32))


# --- how many pages hold a term


def hold(connection: Connection, found: Mapping[int, int]) -> None:
    """Count so many more pages (or fewer) for each term."""
    rows = [{"term": term, "pages": count} for term, count in sorted(found.items()) if count]
    if not rows:
        return
    connection.execute(_more(connection), rows)


@many.once
def _more(connection: Connection) -> Any:
    made = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(holders)
    return made.on_conflict_do_update(index_elements=["term"], set_={"pages": holders.c.pages + made.excluded.pages})


def held(connection: Connection, some: Iterable[int]) -> dict[int, int]:
    """How many pages hold each of some terms; those that none holds are left out."""
    given = {"terms": many.numbers(connection, sorted(set(some)))}
    return {row.term: row.pages for row in connection.execute(_held(connection), given)}


@many.once
def _held(connection: Connection) -> Any:
    return select(holders.c.term, holders.c.pages).where(many.among(connection, holders.c.term, "terms"))


# --- pages that share a term


def put_terms(connection: Connection, page_id: int, some: Iterable[int], day: int | None) -> None:
    """Let a page be found by some terms."""
    rows = [(term, day or NO_DAY, page_id) for term in sorted(set(some))]
    many.put(connection, terms, ("term", "day", "page_id"), rows)


def pages_with(connection: Connection, some: Sequence[int], day: int | None, days: int) -> list[tuple[int, int]]:
    """Pages that can be found by some terms, (page, term): those of so many days before and after, and without a day."""
    given: dict[str, Any] = {"terms": many.numbers(connection, some)}
    if day is None:
        rows = connection.execute(_sharing(connection), given)
    else:
        rows = connection.execute(_sharing_near(connection), given | {"first": day - days, "last": day + days})
    return [(number, term) for number, term in rows]


@many.once
def _sharing(connection: Connection) -> Any:
    query = select(terms.c.page_id, terms.c.term).where(many.among(connection, terms.c.term, "terms"))
    return query.order_by(terms.c.page_id.desc()).limit(MOST)


@many.once
def _sharing_near(connection: Connection) -> Any:
    days = terms.c.day.between(bindparam("first"), bindparam("last"))
    return _sharing(connection).where(or_(days, terms.c.day == NO_DAY))


def forget(connection: Connection, page_id: int) -> None:
    """Let a page no longer be found."""
    connection.execute(delete(terms).where(terms.c.page_id == page_id))
