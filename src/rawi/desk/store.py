"""A reading into the tables, and out again as it was. Every function is one step inside the caller's transaction.

    put       a page that the desk may have already
    replace   the same page, read again
    get       the reading
    HOOKS     what else is to know of it: the search index, what waits to be brought together with other pages

The cost of a page depends on the page alone, not on how many there are: rows go in by the list, and every question that
is asked stands on an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk import captures, entities, rows, tables
from rawi.desk.captures import CaptureInfo
from rawi.desk.keys import short
from rawi.desk.moments import now
from rawi.desk.text import to_json
from rawi.errors import OptionError
from rawi.reading import Reading

ORDER = (
    tables.blocks, tables.sentences, tables.page_entities, tables.mentions, tables.times, tables.quantities,
    tables.sources, tables.attributions, tables.claims,
)  # fmt: skip
"""What hangs on a page, each after what it points to."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a reading is kept: `new` where its bytes were not there before; `version_of`: the page before it with the
    same address, None where it is the first."""

    page_id: int
    new: bool
    version_of: int | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    """What is to know of pages that come and go. `add` is called when a page's rows are there, `remove` before they go.

    `again` is called in place of both where a page was read again, when the new rows are there.
    """

    add: Callable[[Connection, int, Reading], object]
    remove: Callable[[Connection, int], object]
    again: Callable[[Connection, int, Reading], object] | None = None


def _hooks() -> tuple[Hook, ...]:
    if not find_spec("rawi.desk.search.index"):
        return ()
    index, waiting = import_module("rawi.desk.search.index"), import_module("rawi.desk.together.waiting")
    passages = import_module("rawi.desk.passages.rows")
    return (
        Hook(index.add, index.remove),
        Hook(waiting.add, waiting.remove, waiting.add),
        Hook(passages.add, passages.remove),
    )


HOOKS: tuple[Hook, ...] = _hooks()


def put(connection: Connection, reading: Reading, capture: CaptureInfo | Sequence[CaptureInfo], size: int) -> Stored:
    """Keep a reading. `capture`: by which way its bytes came, or several ways; `size`: how many bytes there are.

    Where the desk has these bytes, it keeps the reading that it has, and notes the ways that it did not know. The
    original bytes must have been kept before (`rawi.desk.originals`).
    """
    ways = [capture] if isinstance(capture, CaptureInfo) else list(capture)
    page = rows.page_row(reading)
    page |= {"size": size, "added": ways[0].added if ways else now(), "read": now()}
    page["producer_id"] = _producer(connection, reading.producer)
    made = _insert(connection, tables.pages).values(page).on_conflict_do_nothing().returning(tables.pages.c.id)
    page_id: int | None = connection.execute(made).scalar_one_or_none()
    is_new = page_id is not None
    if page_id is None:
        page_id = find(connection, reading.page.id)
        assert page_id is not None
    captures.put(connection, page_id, ways)
    if is_new:
        _put_children(connection, page_id, reading)
        for hook in HOOKS:
            hook.add(connection, page_id, reading)
    return Stored(page_id, is_new, _version_of(connection, page_id))


def replace(connection: Connection, page_id: int, reading: Reading) -> Reading:
    """Put another reading of the same bytes in the place of the one that is kept; the one before.

    Raises `OptionError` where there is no such page, or it has other bytes.
    """
    before = get(connection, page_id)
    if before.page.id != reading.page.id:
        raise OptionError(f"Page {page_id} has other bytes than the new reading.")
    for hook in HOOKS:
        if hook.again is None:
            hook.remove(connection, page_id)
    were = entities.of_page(connection, page_id)
    delete_children(connection, page_id)
    page = rows.page_row(reading)
    page |= {"read": now(), "producer_id": _producer(connection, reading.producer)}
    connection.execute(update(tables.pages).where(tables.pages.c.id == page_id).values(page))
    _put_children(connection, page_id, reading)
    for hook in HOOKS:
        (hook.again or hook.add)(connection, page_id, reading)
    entities.forget_unused(connection, were)
    return before


def get(connection: Connection, page_id: int) -> Reading:
    """The reading of a page, equal to the one that was put. Raises `OptionError` where there is no such page."""
    page = connection.execute(_page(), {"page": page_id}).one_or_none()
    if page is None:
        raise OptionError(f"There is no page {page_id} in the desk.")
    producer = _producer_of(), {"producer": page.producer_id}
    children = {table.name: _children(connection, table, page_id) for table in ORDER}
    hanging = {
        table.name: _hanging(connection, table, page_id)
        for table in (tables.claim_entities, tables.claim_times, tables.claim_quantities)
    }
    return rows.reading(page, connection.execute(*producer).scalar_one(), children, hanging)


def find(connection: Connection, sha256: str) -> int | None:
    """The page with these bytes; None where there is none."""
    found: int | None = connection.execute(
        select(tables.pages.c.id).where(tables.pages.c.sha256 == sha256)
    ).scalar_one_or_none()
    return found


def sha256_of(connection: Connection, page_id: int) -> str:
    """The hash of the bytes of a page. Raises `OptionError` where there is no such page."""
    found: str | None = connection.execute(
        select(tables.pages.c.sha256).where(tables.pages.c.id == page_id)
    ).scalar_one_or_none()
    if found is None:
        raise OptionError(f"There is no page {page_id} in the desk.")
    return found


def versions(connection: Connection, page_id: int) -> list[int]:
    """The pages with the same address, in the order in which the desk got them, this one among them."""
    key = select(tables.pages.c.address_key).where(tables.pages.c.id == page_id)
    same = select(tables.pages.c.id).where(tables.pages.c.address_key == key.scalar_subquery())
    return list(connection.execute(same.order_by(tables.pages.c.id)).scalars()) or [page_id]


def _version_of(connection: Connection, page_id: int) -> int | None:
    key = select(tables.pages.c.address_key).where(tables.pages.c.id == page_id).scalar_subquery()
    earlier = select(func.max(tables.pages.c.id)).where(tables.pages.c.address_key == key, tables.pages.c.id < page_id)
    found: int | None = connection.execute(earlier).scalar()
    return found


def delete_children(connection: Connection, page_id: int) -> None:
    """Take away all that was found in a page."""
    for table in reversed(ORDER):
        connection.execute(delete(table).where(table.c.page_id == page_id))


# --- in


def _put_children(connection: Connection, page_id: int, reading: Reading) -> None:
    numbers = entities.put(connection, reading)
    found = rows.children(reading, page_id, numbers)
    for table in ORDER:
        if table is tables.claims:
            sources = _ids(connection, tables.sources, page_id)
            for row in found["claims"]:
                row["source_id"] = sources.get(row.pop("source_n"))
        if found[table.name]:
            connection.execute(table.insert(), found[table.name])
    claims = _ids(connection, tables.claims, page_id)
    for name, hanging in rows.hanging(reading, numbers).items():
        if hanging:
            filled = [{"claim_id": claims[n], **row} for n, row in hanging]
            connection.execute(tables.metadata.tables[name].insert(), filled)


def _ids(connection: Connection, table: Table, page_id: int) -> dict[int | None, int]:
    found = connection.execute(select(table.c.n, table.c.id).where(table.c.page_id == page_id))
    return {row.n: row.id for row in found}


def _producer(connection: Connection, producer: dict[str, str]) -> int:
    known = tables.producers
    key = short(to_json(producer))
    find = select(known.c.id).where(known.c.key == key)
    number: int | None = connection.execute(find).scalar_one_or_none()
    if number is None:
        row = {"key": key, "versions": producer, "rawi": producer.get("rawi"), "tagger": producer.get("tagger")}
        connection.execute(_insert(connection, known).values(row).on_conflict_do_nothing())
        number = connection.execute(find).scalar_one()
    return number


def _insert(connection: Connection, table: Table) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


# --- out


@cache  # a statement takes longer to be put together than to be run
def _page() -> Select[Any]:
    return select(tables.pages).where(tables.pages.c.id == bindparam("page"))


@cache
def _producer_of() -> Select[Any]:
    return select(tables.producers.c.versions).where(tables.producers.c.id == bindparam("producer"))


def _children(connection: Connection, table: Table, page_id: int) -> Sequence[Any]:
    return connection.execute(_select_children(table), {"page": page_id}).all()


@cache
def _select_children(table: Table) -> Select[Any]:
    return select(table).where(table.c.page_id == bindparam("page")).order_by(*_order(table))


def _order(table: Table) -> list[Any]:
    return [table.c[name] for name in ("n", "entity_n", "position") if name in table.c]


def _hanging(connection: Connection, table: Table, page_id: int) -> dict[int, list[Any]]:
    """The rows that hang on the claims of a page, by claim, each list in its order."""
    found = defaultdict(list)
    for row in connection.execute(_select_hanging(table), {"page": page_id}):
        found[row.claim_id].append(row)
    return found


@cache
def _select_hanging(table: Table) -> Select[Any]:
    claims = tables.claims
    rows_of_page = (
        select(table).join(claims, claims.c.id == table.c.claim_id).where(claims.c.page_id == bindparam("page"))
    )
    return rows_of_page.order_by(table.c.claim_id, table.c.position)
