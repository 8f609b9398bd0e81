"""What can still be read of a damaged desk in a file, into a new desk. The damaged one is not touched.

Rows are read one after another, and where the file gives none, after the gap. What a row points to that was lost takes
the row with it. Pages that are not whole any more, and original bytes whose page was lost, are put into the queue, so that
the next ``rawi add`` reads them again: decisions that survived find their words in the new reading.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import JSON, Connection, Engine, Table, delete, func, select, text

from rawi.desk import check, opening, removal, rows, schema, store, tables
from rawi.desk import engine as engines
from rawi.desk.decisions import who_is_who
from rawi.desk.moments import now
from rawi.desk.originals import Originals
from rawi.desk.together import recovered, waiting
from rawi.errors import DeskError, OutputError
from rawi.version import VERSION

DERIVED: Final = (
    "runs", *(n for n in schema.metadata.tables if n.startswith(("search_", "together_")) and n not in recovered.KEPT),
    "page_words", "shingles", "copies",
)  # fmt: skip
"""Made anew, or of no use in another file. What pages say together is found again, under the same numbers where these
are left (`rawi.desk.together.recovered`)."""
EMPTY: Final[dict[str, Any]] = {"facts": {}, "warnings": [], "doubtful": [], "replaced": None, "text": ""}
"""A page of which nothing was read."""

_CHUNK: Final = 500
_MOST_GAPS: Final = 100_000
_LAST_ROW: Final = 2**62


@dataclass(slots=True)
class Recovered:
    """What was saved. `rows`: by table; `lost`: rows by table that pointed to what was lost, so far as they were read.

    `pages`: whole as they were; `again`: pages that are to be read again; `fresh`: original bytes without a page, to be
    read as new ones; `gone`: pages whose bytes are lost as well, so that only what was found in them is left;
    `unreadable`: what the file did not give, a sentence each.
    """

    pages: int = 0
    again: list[int] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def recover(damaged: Path, target: Path) -> Recovered:
    """Save what can be read of the desk `damaged` to the new desk `target`.

    Raises `OutputError` where `target` is there already; `DeskError` where there is neither a file nor original bytes.
    """
    damaged, target = damaged.absolute(), target.absolute()
    if target.exists():
        raise OutputError(f"{target} is there already; give the new desk a name of its own.")
    before = Originals(Path(f"{damaged}{opening.BESIDE}"))
    if not damaged.is_file() and not before.folder.is_dir():
        raise DeskError(f"There is neither a desk at {damaged} nor are there original bytes beside it.")
    told = Recovered()
    opened = opening.open_desk(target, create=True)
    try:
        _copy_rows(damaged, opened.engine, before, told)
        _drop_strays(opened.engine, told)
        for sha256 in before.all():
            before.copy_to(opened.originals, sha256)
        _sort_out(opened.engine, opened.originals, told)
        _make_index(opened.engine)
    finally:
        opened.engine.dispose()
    return told


# --- rows


def _copy_rows(damaged: Path, engine: Engine, before: Originals, told: Recovered) -> None:
    """All rows that can be read, links unchecked."""
    source = _open(damaged, told)
    if source is None:
        return
    with closing(source), engines.writing(engine) as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA defer_foreign_keys = ON")
        pages: dict[str, int] = {}  # of propositions, by the sha256 of their bytes
        for table in schema.metadata.sorted_tables:
            if table.name in DERIVED:
                continue
            count = 0
            driver.execute(f'DELETE FROM "{table.name}"')  # meta has rows in a new desk
            for names, some in _read(source, table.name, told):
                into = [name for name in names if name in table.c]
                marks = ", ".join("?" for _ in into)
                columns = ", ".join(f'"{name}"' for name in into)
                wanted = [[row[names.index(name)] for name in into] for row in some]
                for values in wanted:
                    if not _parses(table, dict(zip(into, values, strict=True))):
                        continue
                    if table.name == _FOUND[0] and "found" in into:
                        pages |= recovered.pages_of(values[into.index("found")])
                        values[into.index("found")] = None
                    with contextlib.suppress(sqlite3.IntegrityError):  # a value that was damaged
                        driver.execute(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', values)
                        count += 1
            if table.name not in recovered.KEPT:
                told.rows[table.name] = count
        _keep_counting(source, driver)
        engines.set_meta(connection, {"format": engines.FORMAT, "rawi": VERSION})
        _stand_in(connection, before, pages)
        recovered.stand_in(connection)
        _without_links(driver)


def _open(damaged: Path, told: Recovered) -> sqlite3.Connection | None:
    """The damaged file, for reading; None where nothing can be read of it."""
    source = None
    try:
        source = sqlite3.connect("file:" + quote(str(damaged), errors="surrogateescape") + "?mode=ro", uri=True)
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return source
    except sqlite3.DatabaseError as error:
        told.unreadable.append(
            f"the file as a whole cannot be read ({error}): no reading and no decision is left of it"
        )
        if source is not None:
            source.close()
        return None


def _read(source: sqlite3.Connection, table: str, told: Recovered) -> Iterator[tuple[list[str], list[tuple[Any, ...]]]]:
    """The rows of a table in lists, past every gap."""
    last, gaps = -1, 0
    names = [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]
    while names and gaps < _MOST_GAPS:
        found: list[tuple[Any, ...]] = []
        try:
            for row in source.execute(_ROWS.format(table=table), (last + 1, -1)):
                last = row[0]
                found.append(row[1:])
                if len(found) == _CHUNK:
                    yield names, found
                    found = []
            if found:
                yield names, found
            return
        except sqlite3.DatabaseError as error:
            if found:
                yield names, found
            is_gap, next_row = _after_gap(source, table, last)
            if next_row is None:
                told.unreadable.append(f"rows of {table} after row {last}: {error}")
                return
            if is_gap:
                gaps += 1
                told.unreadable.append(f"rows of {table} between rows {last} and {next_row[0]}: {error}")
            yield names, [next_row[1:]]
            last = next_row[0]
    told.unreadable.append(f"rows of {table} after row {last}: {'too many gaps' if names else 'no such table'}")


_ROWS: Final = 'SELECT rowid, * FROM "{table}" NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT ?'


def _after_gap(source: sqlite3.Connection, table: str, last: int) -> tuple[bool, tuple[Any, ...] | None]:
    """The first row after one that the file gives again, None where it gives none; and whether there is a gap at all.

    There need not be: a list of rows ends before the row behind which the damage begins.
    """
    step = 1
    while not (found := _first_from(source, table, last + step))[0]:
        step *= 2
        if last + step > _LAST_ROW:
            return True, None
    is_gap, low, high = step > 1, step // 2, step  # from `last + low` it gives none, from `last + high` it does
    while high - low > 1:
        middle = (low + high) // 2
        seen = _first_from(source, table, last + middle)
        if seen[0]:
            high, found = middle, seen
        else:
            low = middle
    return is_gap, found[1]


def _first_from(source: sqlite3.Connection, table: str, start: int) -> tuple[bool, tuple[Any, ...] | None]:
    """Whether the file gives an answer to what the first row from a number on is, and the answer; None after the last."""
    try:
        cursor = source.execute(_ROWS.format(table=table), (start, 1))
        return True, cursor.fetchone()
    except sqlite3.DatabaseError:
        return False, None


def _parses(table: Table, row: dict[str, Any]) -> bool:
    """Whether what is JSON in a row can be read as that; of a proposition none is taken along."""
    for name, value in row.items():
        if isinstance(table.c[name].type, JSON) and isinstance(value, str) and (table.name, name) != _FOUND:
            try:
                json.loads(value)
            except ValueError:
                return False
    return True


_FOUND: Final = ("together_propositions", "found")


def _keep_counting(source: sqlite3.Connection, driver: Any) -> None:
    """Numbers that were given to what is lost are not given again."""
    with contextlib.suppress(sqlite3.DatabaseError):
        for name, last in source.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            if not isinstance(last, int) or not 0 < last < _LAST_ROW:
                continue
            driver.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, name))
            driver.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?)"
                " AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
                (name, last, name, name),
            )


def _stand_in(connection: Connection, before: Originals, pages: dict[str, int]) -> None:
    """Empty rows for pages that were lost, but that decisions or propositions (`pages`) speak of and whose bytes are there.

    The decisions stay with them, and find their words again when the bytes have been read.
    """
    decisions = schema.metadata.tables["decisions"]
    known = set(connection.execute(select(tables.pages.c.id)).scalars())
    hashes: dict[int, str] = {number: sha256 for sha256, number in pages.items()}
    d = decisions.c
    for one in connection.execute(select(d.page_id, d.other_page_id, d.target, d.after).order_by(d.id)):
        other = one.after.get("to") if isinstance(one.after, dict) else None
        for number, end in ((one.page_id, one.target), (one.other_page_id, other)):
            if number is not None and isinstance(end, dict) and isinstance(end.get("page"), str):
                hashes[number] = end["page"]
    hashes = {number: sha256 for number, sha256 in hashes.items() if number not in known}
    producer = connection.execute(select(func.min(tables.producers.c.id))).scalar()
    if producer is None:
        connection.execute(tables.producers.insert().values(id=1, key="{}", versions={}))
    for page_id, sha256 in hashes.items():
        if isinstance(sha256, str) and before.fault(sha256) is None and store.find(connection, sha256) is None:
            size = len(before.get(sha256))
            row = {
                "id": page_id,
                "sha256": sha256,
                "size": size,
                "producer_id": producer or 1,
                "reading_sha256": "lost",
            }
            connection.execute(tables.pages.insert().values(**row, **EMPTY, added=now(), read=now()))


def _without_links(driver: Any) -> None:
    """Delete rows that point to what is not there, until there are none, so that the transaction can end."""
    while strays := {(table, rowid) for table, rowid, _, _ in driver.execute("PRAGMA foreign_key_check")}:
        for table, rowid in strays:
            driver.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))


def _drop_strays(engine: Engine, told: Recovered) -> None:
    with engines.reading(engine) as connection:
        for name, count in told.rows.items():
            left = connection.execute(select(func.count()).select_from(schema.metadata.tables[name])).scalar_one()
            if left < count:
                told.lost[name] = count - left
            told.rows[name] = left


# --- pages


def _sort_out(engine: Engine, originals: Originals, told: Recovered) -> None:
    """Which pages are whole, and what is to be read again."""
    jobs = schema.metadata.tables["jobs"]
    with engines.writing(engine) as connection:
        connection.execute(jobs.update().values(run_id=None))
        for number, sha256, digest in connection.execute(
            select(tables.pages.c.id, tables.pages.c.sha256, tables.pages.c.reading_sha256).order_by(tables.pages.c.id)
        ).all():
            is_kept = originals.fault(sha256) is None
            if _is_whole(connection, number, digest):
                told.pages += 1
            elif is_kept:
                told.again.append(number)
                _empty(connection, number)
                _queue(connection, sha256, number)
            else:
                told.gone.append(number)
        _drop_unreadable(connection, told.gone)
        some = [sha256 for sha256 in originals.all() if originals.fault(sha256) is None]
        for sha256 in sorted(set(some) - removal.needed(connection, some)):
            told.fresh.append(sha256)
            _queue(connection, sha256, None)


def _is_whole(connection: Connection, page_id: int, digest: str | None) -> bool:
    try:
        found = store.get(connection, page_id)
    except Exception:  # whatever a damaged row leads to
        return False
    return not any(check.faults_of(found)) and digest in (None, rows.digest(found))


def _empty(connection: Connection, page_id: int) -> None:
    """Take away what is left of a reading that will be made anew."""
    store.delete_children(connection, page_id)
    try:
        store.get(connection, page_id)
    except Exception:
        connection.execute(tables.pages.update().where(tables.pages.c.id == page_id).values(EMPTY))


def _queue(connection: Connection, sha256: str, page_id: int | None) -> None:
    jobs = schema.metadata.tables["jobs"]
    if connection.execute(select(jobs.c.id).where(jobs.c.sha256 == sha256)).scalar() is None:
        row = {"sha256": sha256, "page_id": page_id, "queued": now(), "queued_by": 0, "crashes": 0, "setbacks": 0}
        number = connection.execute(jobs.insert().values(row).returning(jobs.c.id)).scalar_one()
        if page_id is None:
            ways = schema.metadata.tables["job_captures"]
            way = {"job_id": number, "origin": f"recovered/{sha256}", "added": now(), "known": {}, "is_text": False}
            connection.execute(ways.insert().values(way))


def _drop_unreadable(connection: Connection, numbers: list[int]) -> None:
    """Of pages that are not whole, and whose bytes are gone: the rows that make no reading."""
    for number in numbers:
        try:
            store.get(connection, number)
        except Exception:
            store.delete_children(connection, number)
            with contextlib.suppress(Exception):
                store.get(connection, number)
                continue
            connection.execute(delete(tables.pages).where(tables.pages.c.id == number))


def _make_index(engine: Engine) -> None:
    from rawi.desk.search import index

    with engines.writing(engine) as connection:
        index.rebuild(connection)
        for page_id in connection.execute(select(tables.pages.c.id)).scalars().all():
            waiting.add(connection, page_id)
        who_is_who.rebuild(connection)
        recovered.begin_anew(connection)
        connection.execute(text("ANALYZE"))
