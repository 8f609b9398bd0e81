"""Copies on a desk: a page is held against all that were brought in before it, and what is found is stored.

    bring_in   a page of the desk
    forget     the contrary, before a page goes or is read again
    of_pages   the copies of some pages, as they are stored;  among: those between them
    decide_directions   again, for a page of which the desk has come to know more

All are steps inside the caller's transaction. What is found is what `copies.compare` finds over the readings of the same
pages in the order of their numbers, in whatever order they are brought in, but for passages that `index.WORN` pages or more
hold, short ones that `index.COMMON` hold, and for what is no longer told of formulas that only pages since removed have
made known.

What a page costs is bounded whatever is in the desk: one look-up of its shingles, of each of which `postings.MOST`
pages at most are kept, and `index.PAGES` pages at most that are aligned; none of their texts is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row

from rawi.desk import store
from rawi.desk.passages import rows
from rawi.desk.passages.rows import ENTRY
from rawi.reading import Reading
from rawi.together.copies.copies import Copy, held, promising
from rawi.together.copies.direction import direction
from rawi.together.copies.index import likely
from rawi.together.copies.packing import VERSION, Packed, pack, unpack
from rawi.together.copies.postings import MOST, Found
from rawi.together.copies.shingles import Shingles
from rawi.together.copies.wording import Wording, wording


def bring_in(connection: Connection, page_id: int, reading: Reading | None = None) -> list[Copy]:
    """Find the passages that a page shares with those brought in before it, and store them; what was found.

    `reading`: that of the page, where it is at hand. A page that was brought in already is brought in anew. The page
    of the larger number is `page` in each copy. Raises `OptionError` where there is no such page.
    """
    rows.lock(connection)
    rows.remove(connection, page_id)
    mine = wording(reading or store.get(connection, page_id))
    shingles = mine.shingles
    holders = rows.look_up(connection, shingles.hashes)
    met = likely(mine, _found(shingles, holders))
    kept = rows.get(connection, met.pages)
    others = [kept.get(number) for number in met.pages]
    words = [None if row is None else np.frombuffer(row.hashes, "<u4") for row in others]
    chosen = [row for row, is_wanted in zip(others, promising(mine, words, met), strict=True) if row and is_wanted]
    shelf = {row.sha256: row.page_id for row in chosen}
    found = held(mine, map(_wording, chosen), met.formulas)
    copies = [copy if shelf[copy.other] < page_id else _turned(copy) for copy in found]
    packed = pack(mine)
    rows.put(
        connection,
        {
            "page_id": page_id,
            "version": VERSION,
            **packed._asdict(),
            "shingles": shingles.hashes.astype("<u8").tobytes(),
        },
    )
    rows.enter(connection, _entered(page_id, shingles, holders))
    shelf[mine.page] = page_id
    rows.put_copies(connection, [_row(copy, shelf) for copy in copies])
    return copies


def forget(connection: Connection, page_id: int) -> bool:
    """Take a page out, with the copies of it; whether it was brought in. Nothing of its words stays."""
    rows.lock(connection)
    return rows.remove(connection, page_id)


def of_pages(connection: Connection, page_ids: Iterable[int]) -> list[Copy]:
    """The copies of some pages with any other."""
    return [_copy(row) for row in rows.copies_of(connection, page_ids)]


def among(connection: Connection, page_ids: Iterable[int]) -> list[Copy]:
    """The copies between some pages."""
    return [_copy(row) for row in rows.copies_of(connection, page_ids, among=True)]


def decide_directions(connection: Connection, page_id: int) -> None:
    """Decide the direction of all copies of a page again, from what the desk knows of both pages now."""
    stored = rows.copies_of(connection, [page_id])
    pages = rows.get(connection, {n for row in stored for n in (row.page_id, row.other_page_id)})
    wordings = {number: _wording(row) for number, row in pages.items()}
    told = ((row.id, *direction(wordings[row.page_id], wordings[row.other_page_id])) for row in stored)
    rows.redirect(connection, told)


def _found(shingles: Shingles, holders: dict[int, bytes]) -> Found:
    """What was looked up, as `index.likely` takes it."""
    frequencies = np.zeros(len(shingles), np.intp)
    blobs = []
    for place, shingle in enumerate(shingles.hashes.view(np.int64).tolist()):
        if (blob := holders.get(shingle)) is not None:
            frequencies[place] = len(blob) // ENTRY.itemsize
            blobs.append(blob)
    entries = np.frombuffer(b"".join(blobs), ENTRY)
    asked = np.repeat(np.arange(len(shingles)), frequencies)
    return Found(asked, entries["page"], entries["place"], entries["context"], frequencies)


def _entered(page_id: int, shingles: Shingles, holders: dict[int, bytes]) -> dict[int, bytes]:
    """The pages that hold the shingles, this one among them where there is room."""
    entries = np.empty(len(shingles), ENTRY)
    entries["page"], entries["place"], entries["context"] = page_id, shingles.places, shingles.contexts
    blob, size = entries.tobytes(), ENTRY.itemsize
    entered = {}
    for place, shingle in enumerate(shingles.hashes.view(np.int64).tolist()):
        before = holders.get(shingle, b"")
        if len(before) < MOST * size:
            entered[shingle] = before + blob[place * size : (place + 1) * size]
    return entered


def _wording(row: Row[Any]) -> Wording:
    packed = Packed(bytes(row.hashes), bytes(row.places), bytes(row.marks), row.told, row.named)
    return unpack(packed, row.sha256, row.published, row.outlet, row.agency)


def _turned(copy: Copy) -> Copy:
    """The same passage, told from the other page."""
    other = {"from_other": "to_other", "to_other": "from_other", "unknown": "unknown"}
    return Copy(
        copy.other, copy.other_span, copy.page, copy.span, copy.equal, copy.plain, copy.other_share, copy.share,
        copy.kind, other[copy.direction], copy.why, copy.through,  # type: ignore[arg-type]
    )  # fmt: skip


def _row(copy: Copy, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "page_id": numbers[copy.page], "start": copy.span[0], "stop": copy.span[1],
        "other_page_id": numbers[copy.other], "other_start": copy.other_span[0], "other_stop": copy.other_span[1],
        "equal": copy.equal, "plain": copy.plain, "share": copy.share, "other_share": copy.other_share,
        "kind": copy.kind, "direction": copy.direction, "why": copy.why, "through": copy.through,
    }  # fmt: skip


def _copy(row: Row[Any]) -> Copy:
    return Copy(
        row.page, (row.start, row.stop), row.other, (row.other_start, row.other_stop), row.equal, row.plain, row.share,
        row.other_share, row.kind, row.direction, row.why, row.through,
    )  # fmt: skip
