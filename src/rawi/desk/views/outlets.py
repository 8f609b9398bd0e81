"""The outlets of a desk."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, func, select

from rawi.desk import tables
from rawi.desk.views.remembered import remembered

NAMED_BY: Final = 20
"""Pages of an outlet, the newest, of whose spellings its name is chosen: reading all pages takes seconds."""


def most(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """The outlets with most pages, and how many each has; of several spellings the first in the order of letters.

    All pages are counted for it, so that it is remembered until something is written.
    """
    return remembered(connection, ("outlets", limit), lambda: _most(connection, limit))


def _most(connection: Connection, limit: int) -> list[tuple[str, int]]:
    p = tables.pages
    count = func.count().label("pages")
    found = select(p.c.outlet_key, count).where(p.c.outlet_key.is_not(None)).group_by(p.c.outlet_key)
    some = found.order_by(count.desc(), p.c.outlet_key).limit(limit).subquery()
    newest = select(p.c.outlet).where(p.c.outlet_key == some.c.outlet_key).order_by(p.c.published_day.desc())
    spellings = newest.limit(NAMED_BY).correlate(some).subquery()
    name = select(func.min(spellings.c.outlet)).scalar_subquery()
    query = select(name.label("name"), some.c.pages).order_by(some.c.pages.desc(), some.c.outlet_key)
    return [(row.name, row.pages) for row in connection.execute(query)]
