"""A copy of a desk, with the original bytes, made while others go on adding to it. It is one state of the desk.

Of a desk in a file the copy is a desk, to be opened as it is. Of one in PostgreSQL it is what ``pg_dump`` writes, to be
put back with ``pg_restore``, beside the folder of the original bytes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, make_url, select, text

from rawi.desk import engine, opening, removal, schema
from rawi.desk.originals import Originals, nobody_deletes, sync_folder
from rawi.errors import DeskError, OutputError

_PART = ".part"
_STEP = 2000
"""Pages of the database that are copied before somebody who waits to write gets his turn."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was written: the file, the folder beside it, how many original bytes; `missing`: those that were not there."""

    file: Path
    folder: Path
    originals: int
    missing: tuple[str, ...]


def back_up(
    source: Engine, originals: Originals, name: str, target: Path, tell: Callable[[int], None] | None = None
) -> BackedUp:
    """Copy a desk to a file that is not there yet, and its original bytes to the folder beside. It appears when it is whole.

    `tell` is called with how many original bytes have been copied. Where it was stopped, the same call goes on with the
    original bytes that are there already.

    Raises `OutputError` where there is such a file, or it cannot be written; `DeskError` of the desk itself.
    """
    target = target.absolute()
    if target.exists():
        raise OutputError(f"{target} is there already; give a backup a name of its own.")
    copied = Originals(Path(f"{target}{opening.BESIDE}"))
    part = target.with_name(target.name + _PART)
    try:
        for left in (part, *_beside(part)):
            left.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        copied.folder.mkdir(exist_ok=True)
        do = _postgresql if source.dialect.name == "postgresql" else _sqlite
        count, missing = do(source, originals, name, part, copied, tell or (lambda number: None))
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        for left in (part, *_beside(part)):
            with contextlib.suppress(OSError):
                left.unlink()
    return BackedUp(target, copied.folder, count, missing)


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + end) for end in ("-journal", "-wal", "-shm")]


def _copy(
    hashes: Iterator[str], originals: Originals, copied: Originals, tell: Callable[[int], None]
) -> tuple[int, list[str]]:
    count, missing = 0, []
    for sha256 in hashes:
        originals.copy_to(copied, sha256)
        if copied.is_there(sha256):
            count += 1
        else:
            missing.append(sha256)
        tell(count)
    return count, missing


def _hashes(connection: Connection) -> Iterator[str]:
    """All original bytes that rows speak of."""
    for name in removal.SPEAKING:
        found = select(schema.metadata.tables[name].c.sha256).where(schema.metadata.tables[name].c.sha256.is_not(None))
        yield from connection.execution_options(yield_per=1000).execute(found.distinct()).scalars()


# --- SQLite


def _sqlite(
    source: Engine, originals: Originals, name: str, part: Path, copied: Originals, tell: Callable[[int], None]
) -> tuple[int, tuple[str, ...]]:
    try:
        with source.connect() as connection, closing(sqlite3.connect(part, isolation_level=None)) as target:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            with connection.begin():  # one state, whatever is written meanwhile
                driver.execute("SELECT count(*) FROM meta").fetchone()
                driver.backup(target, pages=_STEP)
            target.execute("PRAGMA journal_mode = DELETE")
            faults = [row[0] for row in target.execute("PRAGMA quick_check(5)") if row[0] != "ok"]
    except sqlite3.Error as error:
        raise DeskError(engine.explain(error, name) or f"The desk {name} cannot be copied: {error}.") from None
    if faults:
        raise DeskError(f"The desk {name} is damaged ({faults[0]}); rawi check tells what can be saved.")
    with contextlib.suppress(OSError), part.open("rb+") as file:
        os.fsync(file.fileno())
    copy = engine.open_engine(part, create=False)
    try:
        with engine.reading(copy) as connection:
            count, missing = _copy(_hashes(connection), originals, copied, tell)
        gone = _removed_since(source, copy, missing)
        if gone:
            removal.remove(copy, copied, gone)
        with copy.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.dispose()
    with engine.reading(source) as connection:
        lost = removal.needed(connection, missing)
    return count, tuple(sha256 for sha256 in missing if sha256 in lost)


def _removed_since(source: Engine, copy: Engine, missing: list[str]) -> list[int]:
    """Pages of the copy that somebody removed from the desk since, with their original bytes."""
    pages = schema.metadata.tables["pages"]
    found: list[int] = []
    for sha256 in missing:
        find = select(pages.c.id).where(pages.c.sha256 == sha256)
        with engine.reading(source) as connection:
            there = connection.execute(find).scalar()
        with engine.reading(copy) as connection:
            number = connection.execute(find).scalar()
        found += [number] if number is not None and there is None else []
    return found


# --- PostgreSQL


def _postgresql(
    source: Engine, originals: Originals, name: str, part: Path, copied: Originals, tell: Callable[[int], None]
) -> tuple[int, tuple[str, ...]]:
    program = shutil.which("pg_dump")
    if program is None:
        raise DeskError(
            "pg_dump is needed to back up a desk in PostgreSQL, and is not installed here (Debian: postgresql-client)."
            f" The original bytes lie in {originals.folder}."
        )
    url = make_url(source.url.render_as_string(hide_password=False)).set(drivername="postgresql")
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    address = url.set(password=None).render_as_string(hide_password=False)
    with engine.writing(source) as held:
        nobody_deletes(held)  # until the original bytes are copied
        with engine.reading(source) as connection:
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            done = subprocess.run(
                [program, "--format=custom", "--no-password", f"--snapshot={snapshot}", f"--file={part}", address],
                env={**os.environ, **secret}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                told = " ".join(done.stderr.split())[:300]
                raise DeskError(f"pg_dump could not copy the desk {name}: {told}")
            count, missing = _copy(_hashes(connection), originals, copied, tell)
    return count, tuple(missing)
