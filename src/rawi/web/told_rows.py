"""Propositions to take along: a row for each claim of each, with its side, its origin and the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rawi.desk.desk import Desk
from rawi.desk.views import places
from rawi.exports import MOST_ROWS, Column, Table
from rawi.exports.hits import CUT
from rawi.exports.table import Value
from rawi.together import desk as together
from rawi.web.told import OriginShown, Said, Told, told

COLUMNS: Final = (
    Column("proposition", 8), Column("in_common", 50), Column("side", 10), Column("claim", 60), Column("figures", 16),
    Column("origin", 34), Column("origin_kind"), Column("source_named", 8), Column("chain", 44), Column("unsure", 8),
    Column("outlet", 20), Column("published", 12), Column("title", 44), Column("url", 30), Column("page", 8),
    Column("n", 6), Column("sha256", 20),
)  # fmt: skip
_PIECE: Final = 50


def table(desk: Desk, names: Sequence[int], called: str) -> Table:
    """The propositions of some numbers, some read at a time. `called`: the file."""
    return Table(called, COLUMNS, _cut(_rows(desk, names)))


def _rows(desk: Desk, names: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    for at in range(0, len(names), _PIECE):
        views = together.propositions(desk, names[at : at + _PIECE])
        with desk.reading() as connection:
            known = places.claims(
                connection, ((c.page.page_id, c.claim) for v in views for c in v.claims if c.claim is not None)
            )
        for view in views:
            shown = told(view, known)
            origins = {origin.id: origin for origin in shown.origins}
            for one in shown.said:
                yield _row(shown, one, origins.get(one.origin))


def _row(shown: Told, one: Said, origin: OriginShown | None) -> tuple[Value, ...]:
    names = [link.name or ("?" if link.link == "attribution" else link.link) for link in one.chain]
    return (
        shown.name, shown.text, one.side, one.text, " ".join(one.figures), origin.name if origin else None,
        origin.kind if origin else None, origin.named if origin else None, " > ".join(names), one.unsure,
        one.page.outlet, one.page.day, one.page.title, one.page.url, one.page.page_id, one.claim, one.page.id,
    )  # fmt: skip


def _cut(given: Iterator[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    for count, row in enumerate(given):
        if count == MOST_ROWS:
            yield (None, CUT.format(n=MOST_ROWS), *[None] * (len(COLUMNS) - 2))
            return
        yield row
