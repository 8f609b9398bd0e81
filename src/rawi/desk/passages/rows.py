"""Rows of copies: plain SQL. Each call is one step inside the caller's transaction and asks by keys only.

    lock        nobody else brings in pages until the transaction ends
    put, get    the words of pages
    look_up     which pages hold some shingles;  enter: one more page holds them
    put_copies  what was found;  copies_of: what was found of some pages, among themselves or with all others
    remove      a page with all that is kept of it here (a hook of the store);  add: nothing, it waits to be brought in

A page in a blob of `shingles` takes 20 bytes, little endian: its number (8), the place of the shingle in it (4), the
words around it (8).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, insert, or_, select, text

from rawi.desk import many
from rawi.desk.passages.tables import copies, page_words, shingles
from rawi.desk.tables import pages

ENTRY: Final = np.dtype([("page", "<i8"), ("place", "<i4"), ("context", "<u8")])
"""One page of a blob of `shingles`."""
_LOCK: Final = 0x52415749, 6  # any two numbers that nobody else locks


def add(connection: Connection, page_id: int, reading: object = None) -> None:
    """A page is new, or was read again: it has no row in `page_words` until it is brought in."""


def lock(connection: Connection) -> None:
    """Wait until nobody else finds copies: of two pages that came at once neither would see the other. SQLite has one
    writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:a, :b)"), {"a": _LOCK[0], "b": _LOCK[1]})


def put(connection: Connection, row: Mapping[str, Any]) -> None:
    """Keep the words of a page: a row of `page_words`."""
    connection.execute(insert(page_words), [row])


def get(connection: Connection, page_ids: Iterable[int]) -> dict[int, Row[Any]]:
    """The words of some pages with what the desk knows of the pages; those that are not kept are left out."""
    wanted = list(page_ids)
    if not wanted:
        return {}
    rows = connection.execute(_words(connection), {"pages": many.numbers(connection, wanted)})
    return {row.page_id: row for row in rows}


@many.once
def _words(connection: Connection) -> Any:
    asked = select(page_words, pages.c.sha256, pages.c.published, pages.c.outlet, pages.c.agency)
    asked = asked.join(pages, pages.c.id == page_words.c.page_id)
    return asked.where(many.among(connection, page_words.c.page_id, "pages"))


def look_up(connection: Connection, hashes: NDArray[np.uint64]) -> dict[int, bytes]:
    """The pages that hold some shingles, by the shingle as it is kept (signed)."""
    wanted = hashes.view(np.int64).tolist()
    if not wanted:
        return {}
    if connection.dialect.name == "postgresql":
        asked = text("SELECT shingle, pages FROM shingles WHERE shingle = ANY(:wanted)")
        rows = connection.execute(asked, {"wanted": wanted})
    else:
        asked = text("SELECT shingle, pages FROM shingles WHERE shingle IN (SELECT value FROM json_each(:wanted))")
        rows = connection.execute(asked, {"wanted": json.dumps(wanted)})
    return {shingle: bytes(held) for shingle, held in rows}


def enter(connection: Connection, held: Mapping[int, bytes]) -> None:
    """Put other pages in the place of those that hold some shingles; none takes the shingle away."""
    gone = [{"s": shingle} for shingle, some in held.items() if not some]
    kept = [(shingle, some) for shingle, some in sorted(held.items()) if some]
    if gone:
        connection.execute(text("DELETE FROM shingles WHERE shingle = :s"), gone)
    instead = "ON CONFLICT (shingle) DO UPDATE SET pages = excluded.pages"
    many.put(connection, shingles, ("shingle", "pages"), kept, instead)


def put_copies(connection: Connection, found: Sequence[Mapping[str, Any]]) -> None:
    """Keep copies: rows of `copies` without `id`."""
    if found:
        connection.execute(insert(copies), list(found))


def copies_of(connection: Connection, page_ids: Iterable[int], *, among: bool = False) -> list[Row[Any]]:
    """The copies of some pages (`among`: between two of them only), with the sha256 of both, by the place in the page."""
    wanted = set(page_ids)
    asked = _among(connection) if among else _with_any(connection)
    rows = connection.execute(asked, {"pages": many.numbers(connection, wanted)})
    return sorted(rows, key=lambda row: (row.page_id, row.start, row.stop, row.other_page_id, row.other_start))


def _copies(connection: Connection) -> Any:
    one, two = pages.alias(), pages.alias()
    return (
        select(copies, one.c.sha256.label("page"), two.c.sha256.label("other"))
        .join(one, one.c.id == copies.c.page_id)
        .join(two, two.c.id == copies.c.other_page_id)
    )


def _ends(connection: Connection) -> list[Any]:
    return [many.among(connection, copies.c[name], "pages") for name in ("page_id", "other_page_id")]


@many.once
def _among(connection: Connection) -> Any:
    return _copies(connection).where(*_ends(connection))


@many.once
def _with_any(connection: Connection) -> Any:
    return _copies(connection).where(or_(*_ends(connection)))


def redirect(connection: Connection, told: Iterable[tuple[int, str, str | None, str | None]]) -> None:
    """Give copies, by their numbers, another direction, why, and through whom."""
    for number, direction, why, through in told:
        row = {"direction": direction, "why": why, "through": through}
        connection.execute(copies.update().where(copies.c.id == number).values(row))


def remove(connection: Connection, page_id: int) -> bool:
    """Take a page out of all that is kept here; whether there was anything."""
    held = select(page_words.c.shingles).where(page_words.c.page_id == page_id)
    mine: bytes | None = connection.execute(held).scalar_one_or_none()
    if mine is None:
        return False
    rest: dict[int, bytes] = {}
    for shingle, some in look_up(connection, np.frombuffer(mine, "<u8")).items():
        entries = np.frombuffer(some, ENTRY)
        rest[shingle] = entries[entries["page"] != page_id].tobytes()
    enter(connection, rest)
    connection.execute(delete(copies).where(or_(copies.c.page_id == page_id, copies.c.other_page_id == page_id)))
    connection.execute(delete(page_words).where(page_words.c.page_id == page_id))
    return True
