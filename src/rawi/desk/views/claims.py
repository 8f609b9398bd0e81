"""Claims that share something with one: its source, its names."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, or_, select, union

from rawi.desk import tables
from rawi.desk.decisions.tables import decided_claims

_TRIED: Final = 60
"""Sources that are looked at first, to find a handful of claims."""
MOST_OF_NAME: Final = 5000
"""Claims that name somebody, the newest, among which those are sought that share most names."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list, as it now stands. `source` None: the page's own. `shared`: how many names it shares."""

    page_id: int
    n: int
    text: str
    stance: str
    source: str | None
    title: str | None
    outlet: str | None
    published: str | None
    shared: int = 0


def of_same_source(connection: Connection, page_id: int, n: int, limit: int) -> list[ClaimLine]:
    """Other claims of the source of a claim, the newest first. What has no name is nobody who can be met again."""
    c, s = tables.claims, tables.sources
    find = select(c.c.id, s.c.name_key, s.c.named, s.c.entity_id).join(s, s.c.id == c.c.source_id)
    one = connection.execute(find.where(c.c.page_id == page_id, c.c.n == n)).one_or_none()
    if one is None or not (one.named or one.entity_id):
        return []
    ways = [s.c.name_key == one.name_key]
    if one.entity_id is not None:
        ways.append(s.c.entity_id.in_(_one_with(connection, one.entity_id)))
    lines = _lines().where(c.c.id != one.id).order_by(c.c.id.desc()).limit(limit)
    found = connection.execute(lines.where(c.c.source_id.in_(_newest(connection, ways)))).all()
    if len(found) < limit:  # several selections, since one with OR would stand on no index
        found = connection.execute(
            lines.where(c.c.source_id.in_(union(*(select(s.c.id).where(w) for w in ways))))
        ).all()
    return [_line(row) for row in found]


def _newest(connection: Connection, ways: Sequence[Any]) -> list[int]:
    """The numbers of the sources that came last, some `_TRIED`, and of no page only some.

    A page's sources and its claims come together, so the newest claims hang on the newest sources.
    """
    s = tables.sources
    found: set[int] = set()
    floor = 0
    for way in ways:
        rows = connection.execute(select(s.c.id, s.c.page_id).where(way).order_by(s.c.id.desc()).limit(_TRIED)).all()
        found.update(row.id for row in rows)
        if len(rows) == _TRIED:  # of the last page, and of all before, there may be more
            floor = max(floor, *(row.id + 1 for row in rows if row.page_id == rows[-1].page_id))
    return sorted(number for number in found if number >= floor)


def of_same_names(connection: Connection, page_id: int, n: int, limit: int) -> list[ClaimLine]:
    """Claims on other pages that name the same, those that share most names first; of each name the newest are looked at."""
    c, e = tables.claims, tables.claim_entities
    names = select(e.c.entity_id).join(c, c.c.id == e.c.claim_id).where(c.c.page_id == page_id, c.c.n == n)
    named = set(connection.execute(names).scalars())
    if not named:
        return []
    here = set(connection.execute(select(c.c.id).where(c.c.page_id == page_id)).scalars())
    shared: Counter[int] = Counter()
    for name in named:
        newest = select(e.c.claim_id).where(e.c.entity_id == name).order_by(e.c.claim_id.desc()).limit(MOST_OF_NAME)
        shared.update(set(connection.execute(newest).scalars()) - here)
    best = heapq.nlargest(limit, shared, key=lambda number: (shared[number], number))
    found = connection.execute(_lines().add_columns(c.c.id).where(c.c.id.in_(best)))
    order = {number: place for place, number in enumerate(best)}
    return [_line(row, shared[row.id]) for row in sorted(found, key=lambda row: order[row.id])]


def _one_with(connection: Connection, entity: int) -> set[int]:
    """The entities that people hold to be one with this one, itself among them."""
    e = tables.entities
    first = connection.execute(select(func.coalesce(e.c.merged_into, e.c.id)).where(e.c.id == entity)).scalar_one()
    merged = select(e.c.id).where(or_(e.c.id == first, e.c.merged_into == first))
    return {entity, *connection.execute(merged).scalars()}


def _lines() -> Select[Any]:
    c, s, p, d = tables.claims, tables.sources, tables.pages, decided_claims
    return (
        select(
            c.c.page_id, c.c.n, func.coalesce(d.c.text, c.c.text).label("text"),
            func.coalesce(d.c.stance, c.c.stance).label("stance"), func.coalesce(d.c.source, s.c.name).label("source"),
            p.c.title, p.c.outlet, p.c.published,
        )
        .select_from(c)
        .join(p, p.c.id == c.c.page_id)
        .outerjoin(s, s.c.id == c.c.source_id)
        .outerjoin(d, d.c.claim_id == c.c.id)
        .where(or_(d.c.id.is_(None), and_(d.c.stands)))
    )  # fmt: skip


def _line(row: Row[Any], shared: int = 0) -> ClaimLine:
    return ClaimLine(
        row.page_id, row.n, row.text, row.stance, row.source, row.title, row.outlet, row.published, shared
    )  # fmt: skip
