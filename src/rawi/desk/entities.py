"""Entities over all pages: found by their key or made, and forgotten when nothing speaks of them any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk.keys import entity_key
from rawi.desk.tables import entities, metadata, page_entities
from rawi.reading import Reading

_CHUNK: Final = 400  # values of one IN; old SQLite takes 999 parameters

Key = tuple[str, str]


def put(connection: Connection, reading: Reading) -> dict[int, int]:
    """Find or make the entities of a page; their numbers in the desk by those in the page.

    An entity bears the fullest name that was met, of equally long ones the first in the order of letters, so that the
    order of pages does not matter. Rows are locked in one order everywhere: two writers never wait in a circle.
    """
    names: dict[Key, str] = {}
    keys: dict[int, Key] = {}
    for e in reading.entities:
        key = keys[e.id] = (e.type, entity_key(e.name, e.type, reading.page.id))
        names[key] = _fuller(names.get(key), e.name)
    found = _by_key(connection, names)
    new = sorted(set(names) - set(found))
    if new:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        rows = [{"type": kind, "key": key, "name": names[kind, key]} for kind, key in new]
        connection.execute(insert(entities).on_conflict_do_nothing(), rows)
        found |= _by_key(connection, new)
    fuller = [row.id for key, row in found.items() if _fuller(row.name, names[key]) != row.name]
    for chunk in _chunks(sorted(fuller)):
        locked = select(entities).where(entities.c.id.in_(chunk)).order_by(entities.c.id)
        for row in connection.execute(locked.with_for_update(key_share=True)).all():
            name = _fuller(row.name, names[row.type, row.key])
            connection.execute(update(entities).where(entities.c.id == row.id).values(name=name))
    return {n: found[key].id for n, key in keys.items()}


def _fuller(one: str | None, other: str) -> str:
    return other if one is None else min(one, other, key=lambda name: (-len(name), name))


def _by_key(connection: Connection, keys: Iterable[Key]) -> dict[Key, Any]:
    found = {}
    for chunk in _chunks(sorted(keys)):
        # SQLite scans the whole table for (type, key) IN (...), and uses the index for this
        kinds = {kind: [key for other, key in chunk if other == kind] for kind, _ in chunk}
        either = or_(*((entities.c.type == kind) & entities.c.key.in_(some) for kind, some in kinds.items()))
        rows = connection.execute(select(entities).where(either))
        found.update({(row.type, row.key): row for row in rows})
    return found


def of_page(connection: Connection, page_id: int) -> set[int]:
    """The numbers of the entities of a page."""
    return set(
        connection.execute(select(page_entities.c.entity_id).where(page_entities.c.page_id == page_id)).scalars()
    )


def forget_unused(connection: Connection, numbers: Collection[int]) -> list[int]:
    """Delete those of some entities that no row of any table speaks of; their numbers."""
    pointing = [
        column
        for table in metadata.tables.values()
        for column in table.c
        if any(key.column is entities.c.id for key in column.foreign_keys)
    ]
    gone: list[int] = []
    for chunk in _chunks(sorted(numbers)):
        spoken_of = [entities.c.id.in_(select(column).where(column.in_(chunk))) for column in pointing]
        unused = delete(entities).where(entities.c.id.in_(chunk), ~or_(*spoken_of))
        gone += connection.execute(unused.returning(entities.c.id)).scalars()
    return gone


def _chunks(values: list[Any]) -> Iterable[list[Any]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
