"""Pages taken away, with what hangs on them and the original bytes that nothing else needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine, delete, select

from rawi.desk import entities, schema, store, tables
from rawi.desk.originals import Originals, nobody_keeps
from rawi.desk.transactions import write
from rawi.errors import OptionError

SPEAKING: Final = ("pages", "jobs", "failures")
"""Tables whose `sha256` speaks of original bytes."""

_CHUNK: Final = 400  # values of one IN; old SQLite takes 999 parameters


@dataclass(slots=True)
class Removed:
    """What was taken away: how many pages and claims, entities that no other page names, and original bytes by hash."""

    pages: int = 0
    claims: int = 0
    entities: int = 0
    originals: list[str] = field(default_factory=list)


def remove(engine: Engine, originals: Originals, page_ids: Iterable[int]) -> Removed:
    """Take pages away, each in one transaction. Raises `OptionError`, before any is touched, where one is not there.

    Decisions on a page go with it. In SQLite the places where its words stood are overwritten, also in the log.
    """
    wanted = list(dict.fromkeys(page_ids))
    with engine.connect() as connection:
        there = {
            n for n in wanted if connection.execute(select(tables.pages.c.id).where(tables.pages.c.id == n)).scalar()
        }
    if missing := [n for n in wanted if n not in there]:
        raise OptionError(f"There is no page {', '.join(map(str, missing[:10]))} in the desk; nothing was removed.")
    removed = Removed()
    for number in wanted:
        gone = write(engine, partial(_remove_rows, page_id=number))
        if gone is not None:
            removed.pages += 1
            removed.claims += gone.claims
            removed.entities += gone.entities
            removed.originals += forget_unneeded(engine, originals, gone.originals)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return removed


def _remove_rows(connection: Connection, page_id: int) -> Removed | None:
    """None where somebody else was quicker."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
    sha256 = connection.execute(
        select(tables.pages.c.sha256).where(tables.pages.c.id == page_id).with_for_update()
    ).scalar_one_or_none()
    if sha256 is None:
        return None
    named = entities.of_page(connection, page_id)
    for hook in store.HOOKS:
        hook.remove(connection, page_id)
    claims = connection.execute(delete(tables.claims).where(tables.claims.c.page_id == page_id)).rowcount
    store.delete_children(connection, page_id)
    connection.execute(delete(tables.pages).where(tables.pages.c.id == page_id))
    return Removed(1, claims, len(entities.forget_unused(connection, named)), [sha256])


def forget_unneeded(engine: Engine, originals: Originals, hashes: Collection[str]) -> list[str]:
    """Delete those of some original bytes that no row speaks of; which they were.

    The rows must be gone for good, so that no row is ever without its bytes; and nobody may begin to speak of them until
    they are deleted (see `Originals.keep_again`).
    """

    def forget(connection: Connection) -> list[str]:
        nobody_keeps(connection)
        unneeded = sorted(set(hashes) - needed(connection, hashes))
        for sha256 in unneeded:
            originals.forget(sha256)
        return unneeded

    return write(engine, forget)


def needed(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Those of some original bytes that a page, a waiting job or a failure speaks of."""
    found: set[str] = set()
    wanted = list(hashes)
    for name in SPEAKING:
        table = schema.metadata.tables[name]
        for start in range(0, len(wanted), _CHUNK):
            some = table.c.sha256.in_(wanted[start : start + _CHUNK])
            found |= set(connection.execute(select(table.c.sha256).where(some)).scalars())
    return found
