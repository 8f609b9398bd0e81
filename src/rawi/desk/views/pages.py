"""Lists of pages, and what is told of one beside its reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from rawi.desk import tables
from rawi.desk.decisions.tables import page_states
from rawi.errors import OptionError


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page in a list. `claims`, `sources`: how many the machine found in it."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    origin: str | None
    added: str
    claims: int
    sources: int
    checked: bool
    not_news: bool


@dataclass(frozen=True, slots=True)
class PageKept:
    """How a page is kept: its bytes, when they came and when the reading that is kept was made."""

    id: int
    sha256: str
    size: int
    added: str
    read: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None


def newest(connection: Connection, *, before: int | None = None, limit: int = 20) -> list[PageLine]:
    """The pages that came last, the last first. `before`: only those that came before the page of that number."""
    p, s = tables.pages, page_states
    counts = [
        select(func.count()).where(table.c.page_id == p.c.id).scalar_subquery().label(table.name)
        for table in (tables.claims, tables.sources)
    ]
    find = (
        select(p.c.id, p.c.title, p.c.outlet, p.c.published, p.c.origin, p.c.added, *counts, s.c.checked, s.c.not_news)
        .select_from(p.outerjoin(s, s.c.page_id == p.c.id))
        .order_by(p.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        find = find.where(p.c.id < before)
    return [_line(row) for row in connection.execute(find)]


def _line(row: Any) -> PageLine:
    return PageLine(
        row.id, row.title, row.outlet, row.published, row.origin, row.added, row.claims, row.sources,
        bool(row.checked), bool(row.not_news),
    )  # fmt: skip


def count(connection: Connection) -> int:
    """How many pages there are."""
    return int(connection.execute(select(func.count()).select_from(tables.pages)).scalar_one())


def kept(connection: Connection, page_id: int) -> PageKept:
    """How a page is kept. Raises `OptionError` where there is no such page."""
    p = tables.pages
    columns = (p.c.id, p.c.sha256, p.c.size, p.c.added, p.c.read, p.c.outlet, p.c.title, p.c.published, p.c.url)
    row = connection.execute(select(*columns).where(p.c.id == page_id)).one_or_none()
    if row is None:
        raise OptionError(f"There is no page {page_id} in the desk.")
    return PageKept(*row)
