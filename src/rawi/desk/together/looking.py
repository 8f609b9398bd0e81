"""Which pages share something rare: words and names as numbers, and how many pages hold each.

Numbers are 63 bits of BLAKE2b of the word, so that no words are kept twice; two words in some billions share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk.together.tables import holders, terms

ALL: Final = 0
"""The term that every page holds."""
NO_DAY: Final = 0
SOME: Final = 400
"""So many values one question asks for at most."""
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
    made = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(holders)
    more = made.on_conflict_do_update(
        index_elements=["term"], set_={"pages": holders.c.pages + made.excluded.pages}
    )  # fmt: skip
    connection.execute(more, rows)


def held(connection: Connection, some: Iterable[int]) -> dict[int, int]:
    """How many pages hold each of some terms; those that none holds are left out."""
    wanted = sorted(set(some))
    found: dict[int, int] = {}
    for at in range(0, len(wanted), SOME):
        query = select(holders.c.term, holders.c.pages).where(holders.c.term.in_(wanted[at : at + SOME]))
        found.update((row.term, row.pages) for row in connection.execute(query))
    return found


# --- pages that share a term


def put_terms(connection: Connection, page_id: int, some: Iterable[int], day: int | None) -> None:
    """Let a page be found by some terms."""
    rows = [{"term": term, "day": day or NO_DAY, "page_id": page_id} for term in sorted(set(some))]
    if rows:
        connection.execute(terms.insert(), rows)


def pages_with(connection: Connection, some: Sequence[int], day: int | None, days: int) -> list[tuple[int, int]]:
    """Pages that can be found by some terms, (page, term): those of so many days before and after, and without a day."""
    query = select(terms.c.page_id, terms.c.term).where(terms.c.term.in_(some))
    if day is not None:
        query = query.where(or_(terms.c.day.between(day - days, day + days), terms.c.day == NO_DAY))
    rows = connection.execute(query.order_by(terms.c.page_id.desc()).limit(MOST))
    return [(row.page_id, row.term) for row in rows]


def forget(connection: Connection, page_id: int) -> None:
    """Let a page no longer be found."""
    connection.execute(delete(terms).where(terms.c.page_id == page_id))
