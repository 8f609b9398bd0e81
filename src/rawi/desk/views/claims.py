"""Claims that share something with one: its source, its names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from rawi.desk import tables
from rawi.desk.decisions.tables import decided_claims


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
    who = s.c.name_key == one.name_key
    if one.entity_id is not None:
        who = or_(who, s.c.entity_id.in_(_one_with(connection, one.entity_id)))
    lines = _lines().where(who, c.c.id != one.id).order_by(c.c.id.desc()).limit(limit)
    return [_line(row) for row in connection.execute(lines)]


def of_same_names(connection: Connection, page_id: int, n: int, limit: int) -> list[ClaimLine]:
    """Claims on other pages that name the same, those that share most names first."""
    c, e = tables.claims, tables.claim_entities
    names = select(e.c.entity_id).join(c, c.c.id == e.c.claim_id).where(c.c.page_id == page_id, c.c.n == n)
    named = set(connection.execute(names).scalars())
    if not named:
        return []
    others = (
        select(e.c.claim_id, func.count(e.c.entity_id.distinct()).label("shared"))
        .join(c, c.c.id == e.c.claim_id)
        .where(e.c.entity_id.in_(named), c.c.page_id != page_id)
        .group_by(e.c.claim_id)
        .order_by(func.count(e.c.entity_id.distinct()).desc(), e.c.claim_id.desc())
        .limit(limit)
        .subquery()
    )
    lines = _lines().add_columns(others.c.shared).join(others, others.c.claim_id == c.c.id)
    found = connection.execute(lines.order_by(others.c.shared.desc(), c.c.id.desc()))
    return [_line(row, row.shared) for row in found]


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
