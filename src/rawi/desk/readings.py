"""Readings of many pages at once: as `store.get` gives each, with one question a table for some hundred pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, select

from rawi.desk import rows, tables
from rawi.desk.store import ORDER
from rawi.reading import Reading

_CHUNK: Final = 200  # values of one IN; old SQLite takes 999 parameters
_PLACES: Final = ("n", "entity_n", "position")
_HANGING: Final = (tables.claim_entities, tables.claim_times, tables.claim_quantities)


def get(connection: Connection, page_ids: Iterable[int]) -> dict[int, Reading]:
    """The readings of some pages by number, in their order, each equal to the one that was put; one that is gone is left
    out."""
    wanted = list(dict.fromkeys(page_ids))
    found: dict[int, Reading] = {}
    for start in range(0, len(wanted), _CHUNK):
        found |= _some(connection, wanted[start : start + _CHUNK])
    return found


def _some(connection: Connection, wanted: list[int]) -> dict[int, Reading]:
    p = tables.pages
    pages = {row.id: row for row in connection.execute(select(p).where(p.c.id.in_(wanted)))}
    known = tables.producers
    numbers = sorted({page.producer_id for page in pages.values()})
    told = connection.execute(select(known.c.id, known.c.versions).where(known.c.id.in_(numbers)))
    producers = {row.id: row.versions for row in told}
    children: dict[int, dict[str, list[Any]]] = {number: {table.name: [] for table in ORDER} for number in pages}
    for table in ORDER:
        places = [table.c[name] for name in _PLACES if name in table.c]
        query = select(table).where(table.c.page_id.in_(list(pages))).order_by(table.c.page_id, *places)
        for row in connection.execute(query):
            children[row.page_id][table.name].append(row)
    hanging: dict[int, dict[str, dict[int, list[Any]]]] = {
        number: {table.name: defaultdict(list) for table in _HANGING} for number in pages
    }
    claims = tables.claims
    for table in _HANGING:
        query = select(table, claims.c.page_id).join(claims, claims.c.id == table.c.claim_id)
        query = query.where(claims.c.page_id.in_(list(pages)))
        for row in connection.execute(query.order_by(table.c.claim_id, table.c.position)):
            hanging[row.page_id][table.name][row.claim_id].append(row)
    return {
        number: rows.reading(pages[number], producers[pages[number].producer_id], children[number], hanging[number])
        for number in wanted
        if number in pages
    }
