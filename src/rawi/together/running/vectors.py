"""What the claims of pages mean, kept on the desk: read once a page, where a desk is brought together by meaning.

Whether it is, is noted in the desk itself (`set_by_meaning`), so that every run and the browser do the same. Of each claim
the vector of the highest layer is kept, 384 bytes; it is made again where the words of the page's claims, or the weights,
are others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, Engine, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk import engine as engines
from rawi.desk import many
from rawi.desk.tables import meta
from rawi.desk.tables import pages as all_pages
from rawi.desk.together import tables
from rawi.desk.transactions import write
from rawi.together.propositions.nearest import Floats
from rawi.together.running.pages import DeskPage, Pages

SETTING: Final = "by_meaning"
"""The row of `meta` that says whether claims are compared by meaning too."""
WIDTH: Final = 384
_NONE: Final = np.zeros((0, 1, WIDTH), np.float32)
_SOME: Final = 200


def is_by_meaning(connection: Connection) -> bool:
    """Whether claims of this desk are compared by meaning too."""
    return bool(connection.execute(_set(connection), {"key": SETTING}).scalar() == "yes")


@many.once
def _set(connection: Connection) -> Any:
    return select(meta.c.value).where(meta.c.key == bindparam("key"))


def set_by_meaning(connection: Connection, wanted: bool) -> None:
    """Compare claims by meaning from now on, or no longer. Where that is new, all stories wait to be grouped again."""
    if is_by_meaning(connection) == wanted:
        return
    engines.set_meta(connection, {SETTING: "yes" if wanted else "no"})
    t, w, c = tables.story_pages, tables.waiting, tables.changed
    pages = select(t.c.page_id, 1).where(t.c.page_id.not_in(select(w.c.page_id)))
    connection.execute(insert(w).from_select(["page_id", "stage"], pages))
    stories = select(t.c.story_id).where(t.c.story_id.not_in(select(c.c.story_id))).distinct()
    connection.execute(insert(c).from_select(["story_id"], stories))


def of(connection: Connection, pages: Mapping[int, DeskPage]) -> Floats:
    """The vectors [claims, layers, width] of the claims of pages, one page after another; what is missing is made and kept."""
    kept = _kept(connection, pages)
    missing = {number: page for number, page in pages.items() if number not in kept}
    if missing:
        kept |= _keep(connection, missing)
    return np.concatenate([_NONE, *(kept[number] for number in pages)])


def prepare(engine: Engine, pages: Pages, count: int) -> None:
    """Make the vectors of the next pages that wait, outside of any transaction that others would wait for."""
    from rawi.together import meaning

    w = tables.waiting
    with engines.reading(engine) as connection:
        if not is_by_meaning(connection):
            return
        query = select(w.c.page_id).order_by(w.c.stage, w.c.page_id).limit(count)
        loaded = pages.load(connection, list(connection.execute(query).scalars()))
        kept = _kept(connection, loaded)
    missing = {number: page for number, page in loaded.items() if number not in kept}
    made = {number: meaning.vectors([one.text for one in page.statements]) for number, page in missing.items()}
    if made:
        write(engine, lambda connection: _put(connection, missing, made))


def _kept(connection: Connection, pages: Mapping[int, DeskPage]) -> dict[int, Floats]:
    from rawi.together import meaning

    v = tables.vectors
    found: dict[int, Floats] = {}
    numbers = list(pages)
    for at in range(0, len(numbers), _SOME):
        for row in connection.execute(select(v).where(v.c.page_id.in_(numbers[at : at + _SOME]))):
            if row.digest == _digest(pages[row.page_id]):
                some = [row.vectors[n : n + WIDTH] for n in range(0, len(row.vectors), WIDTH)]
                found[row.page_id] = meaning.unpack(some, layers=1) if some else _NONE
    return found


def _keep(connection: Connection, pages: Mapping[int, DeskPage]) -> dict[int, Floats]:
    from rawi.together import meaning

    made = {number: meaning.vectors([one.text for one in page.statements]) for number, page in pages.items()}
    _put(connection, pages, made)
    return _kept(connection, pages)  # as they are next time: packed


def _put(connection: Connection, pages: Mapping[int, DeskPage], made: Mapping[int, Floats]) -> None:
    from rawi.together import meaning

    rows = [
        {"page_id": number, "digest": _digest(pages[number]), "vectors": b"".join(meaning.pack(some[:, -1:]))}
        for number, some in made.items()
    ]
    there = set(connection.execute(select(all_pages.c.id).where(all_pages.c.id.in_(list(made)))).scalars())
    made_: Any = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(tables.vectors)
    given = {name: made_.excluded[name] for name in ("digest", "vectors")}
    known = [row for row in rows if row["page_id"] in there]
    if known:
        connection.execute(made_.on_conflict_do_update(index_elements=["page_id"], set_=given), known)


def _digest(page: DeskPage) -> bytes:
    """Of what the vectors of a page are made: the words of its claims, and the weights."""
    from rawi.together import meaning

    texts: Sequence[str] = [meaning.encoder().name, *(one.text for one in page.statements)]
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
