"""The outlets of a desk."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from rawi.desk import tables


def most(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """The outlets with most pages, and how many each has; of several spellings the first in the order of letters."""
    p = tables.pages
    count = func.count().label("count")
    find = select(func.min(p.c.outlet), count).where(p.c.outlet_key.is_not(None)).group_by(p.c.outlet_key)
    return [(name, number) for name, number in connection.execute(find.order_by(count.desc()).limit(limit))]
