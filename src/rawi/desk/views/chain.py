"""The chain of one claim, with those of its links who are known on the desk."""

from __future__ import annotations

from sqlalchemy import Connection, select

from rawi.desk import tables
from rawi.desk.views import rows
from rawi.desk.views.rows import ChainLink


def of_claim(connection: Connection, page_id: int, n: int) -> tuple[ChainLink, ...]:
    """The links of a claim as it now stands, from the page inwards; () where there is no such claim."""
    c = tables.claims.c
    number = connection.execute(select(c.id).where(c.page_id == page_id, c.n == n)).scalar_one_or_none()
    found = rows.of(connection, [number]) if number is not None else []
    return found[0].chain if found else ()
