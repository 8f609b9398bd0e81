"""Claims by the page and number that name them, and what people decided between claims and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select

from rawi.desk import tables
from rawi.desk.decisions.decision import LINKS, STANDS, Json
from rawi.desk.decisions.tables import decisions
from rawi.desk.views import rows
from rawi.desk.views.rows import ClaimRow

_SOME: Final = 400  # values of one IN
MOST: Final = 200
"""Links that are told of at most."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: a page, or a claim of it by its number in the machine's reading. `words`: what it is called."""

    page_id: int
    claim: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Link:
    """What somebody decided of two claims or two pages: *same*, *not_same*, or that the first is *copied_from* the other."""

    id: int
    kind: str
    ends: tuple[End, End]
    who: str
    when: str
    why: str | None


def claims(connection: Connection, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], ClaimRow]:
    """The claims of some places (page, number), as they now stand; those that are gone are left out."""
    wanted = set(places)
    if not wanted:
        return {}
    c = tables.claims
    ids: list[int] = []
    numbers = [n for _, n in wanted]
    for some in _chunks(sorted({page for page, _ in wanted})):  # pairs in one IN would stand on no index of SQLite's
        query = select(c.c.id, c.c.page_id, c.c.n).where(
            c.c.page_id.in_(some), c.c.n >= min(numbers), c.c.n <= max(numbers)
        )
        ids += [number for number, page, n in connection.execute(query).all() if (page, n) in wanted]
    return {(row.page_id, row.n): row for row in rows.of(connection, ids)}


def links(connection: Connection, page_ids: Sequence[int]) -> list[Link]:
    """The links in force that begin or end at some pages, the last ones first."""
    d = decisions
    found: dict[int, Any] = {}
    for some in _chunks(page_ids):
        query = (
            select(d.c.id, d.c.kind, d.c.page_id, d.c.other_page_id, d.c.target, d.c.after, d.c.who, d.c.made, d.c.why)
            .where(d.c.kind.in_(LINKS), d.c.state == STANDS, or_(d.c.page_id.in_(some), d.c.other_page_id.in_(some)))
            .order_by(d.c.id.desc())
            .limit(MOST)
        )
        found |= {row.id: row for row in connection.execute(query)}
    chosen = [found[n] for n in sorted(found, reverse=True)[:MOST]]
    p = tables.pages
    titles: dict[int, str] = {}
    for some in _chunks(sorted({n for row in chosen for n in (row.page_id, row.other_page_id) if n is not None})):
        for row in connection.execute(select(p.c.id, p.c.title, p.c.outlet, p.c.origin).where(p.c.id.in_(some))):
            titles[row.id] = row.title or row.outlet or row.origin or str(row.id)
    return [
        Link(
            row.id, row.kind,
            (_end(row.page_id, row.target, titles), _end(row.other_page_id or row.page_id, row.after.get("to", {}), titles)),
            row.who, row.made, row.why,
        )
        for row in chosen
    ]  # fmt: skip


def texts(connection: Connection, page_ids: Iterable[int]) -> dict[int, str]:
    """The texts of some pages, by number; of those that are gone there is none."""
    p = tables.pages
    found: dict[int, str] = {}
    for some in _chunks(sorted(set(page_ids))):
        found |= {row.id: row.text for row in connection.execute(select(p.c.id, p.c.text).where(p.c.id.in_(some)))}
    return found


def _end(page_id: int, target: Json, titles: dict[int, str]) -> End:
    if target.get("on") == "claim":
        return End(page_id, target.get("n"), target.get("words", ""))
    return End(page_id, None, titles.get(page_id, str(page_id)))


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[at : at + _SOME] for at in range(0, len(values), _SOME))
