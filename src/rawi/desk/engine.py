"""The database of a desk: found by path or address, known to be a desk, opened, brought up to date.

Errors of the database that are nobody's fault in Rawi (a full disk, a damaged file, another process that does not let
go) come out as `DeskError` wherever they arise; those of a statement (`IntegrityError`, a deadlock) as SQLAlchemy has
them, so that whoever runs the transaction can run it again.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError
from sqlalchemy.pool import QueuePool

from rawi.desk import schema, tables
from rawi.desk.moments import now
from rawi.desk.text import from_json, to_json
from rawi.errors import DeskError
from rawi.version import VERSION

FORMAT: Final = "rawi-desk/1"
APPLICATION: Final = 0x72617769
"""`PRAGMA application_id` of a desk in SQLite, "rawi"; first half of the numbers of our advisory locks in PostgreSQL."""
BUSY_SECONDS: Final = 120
"""How long a write waits for the others: a page takes milliseconds, a desk being upgraded or repaired longer."""
_OPENING: Final = 1  # second half of the number of the lock under which a desk is made or upgraded
_MAGIC: Final = b"SQLite format 3\x00"
_EMPTY: Final = (None, b"")


def is_address(where: str | os.PathLike[str]) -> bool:
    """Whether a desk is named by an address and not by a path."""
    return isinstance(where, str) and "://" in where


def shown(where: str | os.PathLike[str]) -> str:
    """The name of a desk for people: its path, or its address without a password."""
    if not is_address(where):
        return str(where)
    try:
        return make_url(str(where)).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "the address"


def open_engine(where: str | os.PathLike[str], *, create: bool, originals: Path | None = None) -> Engine:
    """The engine of a desk, which is there and up to date.

    `where`: the path of a file, or a postgresql:// address. `create`: make a desk where there is none. `originals`: where
    the original bytes of a desk in PostgreSQL will lie; of use only where it is made.

    Raises `DeskError`: there is none; what is there is no desk, or of a newer Rawi; it cannot be reached or written.
    """
    engine = _postgresql(str(where)) if is_address(where) else _sqlite(Path(where), create)
    try:
        _make_ready(engine, shown(where), create, originals)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. On SQLite it waits for its turn at the beginning, so that it never fails half-way."""
    with engine.connect() as connection, connection.execution_options(desk_begin="BEGIN IMMEDIATE").begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads, and sees one state of the desk from its first statement to its end."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def state(connection: Any, dialect: str) -> Hashable:
    """A mark of what a connection of the driver sees, another one once anybody, of any process, has written to the desk.

    SQLite counts for each connection what others committed, and what it wrote itself. PostgreSQL tells which writing
    transactions have ended and which are going on, of all its databases: the same ones are the same desk. Both cost less
    than any question of a view. The marks of two connections of SQLite are not to be compared.
    """
    if dialect == "sqlite":
        return connection.execute("PRAGMA data_version").fetchone()[0], connection.total_changes
    return str(connection.execute("SELECT pg_current_snapshot()::text").fetchone()[0])


# --- SQLite


def _sqlite(path: Path, create: bool) -> Engine:
    name = str(path)
    start = _first_bytes(path, len(_MAGIC))
    if start in _EMPTY and not create:
        raise DeskError(f"There is no desk at {name}; rawi add makes one.")
    if start not in (*_EMPTY, _MAGIC):
        raise DeskError(f"{name} is no desk, nor any SQLite database.")
    if start is None and not os.access(path.absolute().parent, os.W_OK):
        there = path.absolute().parent.is_dir()
        raise DeskError(f"{name} cannot be made: its folder {'cannot be written to' if there else 'does not exist'}.")
    address = "file:" + quote(str(path.absolute()), errors="surrogateescape")
    writable = is_writable(path)
    if not writable:
        # without a log of writes that are not in the file yet, it can be read as it lies
        address += "?mode=ro" if Path(name + "-wal").exists() else "?immutable=1"

    def connect() -> sqlite3.Connection:
        found = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF", "cache_size = -32000"):
            found.execute("PRAGMA " + pragma)
        if writable and found.execute("PRAGMA application_id").fetchone() == (APPLICATION,):
            _use_wal(found)
        return found

    engine = create_engine(
        "sqlite://", creator=connect, json_serializer=to_json, json_deserializer=from_json, poolclass=QueuePool,
        pool_size=5, max_overflow=-1,
        pool_use_lifo=True,  # the one that was used last, which has in memory what it read
    )  # fmt: skip
    engine.dialect.statement_compiler = _Compiler
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate(name))
    return engine


class _Compiler(SQLiteCompiler):
    """Writes hints: ``with_hint(table, "INDEXED BY …", "sqlite")``, where SQLite, which knows no figures, takes another index."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        """The hint as it was given."""
        return text


def _first_bytes(path: Path, count: int) -> bytes | None:
    """None where there is no such file."""
    try:
        if path.is_dir():
            raise DeskError(f"{path} is a folder; a desk is a file in it.")
        with path.open("rb") as file:
            return file.read(count)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DeskError(f"{path} cannot be read: {getattr(error, 'strerror', error)}.") from None


def is_writable(path: Path) -> bool:
    """Whether the file of a desk and the folder in which it lies can be written to."""
    return os.access(path.absolute().parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers and a writer do not wait for each other. The file remembers it; for the first time nobody else may be in."""
    for _ in range(BUSY_SECONDS * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
    connection.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("desk_begin", "BEGIN"))


# --- PostgreSQL


def _postgresql(address: str) -> Engine:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DeskError(
            "The address of the desk cannot be understood; postgresql://user@host/database is one."
        ) from None
    if url.drivername.split("+")[0] not in ("postgresql", "postgres"):
        raise DeskError(f"A desk is a file or a postgresql:// address; {url.drivername}:// is neither.")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise DeskError("For a desk on PostgreSQL install Rawi with it: pip install 'rawi[postgres]'.") from None
    url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, json_serializer=to_json, pool_pre_ping=True, connect_args={"client_encoding": "utf8"})
    event.listen(engine, "handle_error", _translate(shown(address)))
    return engine


def _check_encoding(connection: Connection, name: str) -> None:
    """Refuse a database in which Arabic is no letters, or not any letters can be kept."""
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    letters = connection.execute(text("SELECT 'ا' ~ '^[[:alpha:]]$'")).scalar_one() if encoding == "UTF8" else False
    if not letters:
        raise DeskError(
            f"The database {name} does not know Arabic letters (encoding {encoding}, or locale C); make one with:"
            " CREATE DATABASE rawi TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'."
        )


# --- both


def _make_ready(engine: Engine, name: str, create: bool, originals: Path | None) -> None:
    """Look whether the desk is one and up to date; make it or bring it up to date under a lock."""
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            _check_encoding(connection, name)
        if _state(connection, name, create) == schema.head():
            return
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:a, :b)"), {"a": APPLICATION, "b": _OPENING})
        state = _state(connection, name, create)
        if state == schema.head():  # somebody else was quicker
            return
        if state is None and originals is None and engine.dialect.name == "postgresql":
            raise DeskError(
                f"The desk {name} is new: say in which folder, that all who use it can reach, the original bytes shall lie"
                " (--originals, or originals= in Python)."
            )
        schema.upgrade(connection)
        facts = {"rawi": VERSION}
        if state is None:
            facts |= {"format": FORMAT, "made": now(), "made_by": f"Rawi {VERSION}"}
            facts |= {"originals": str(originals)} if engine.dialect.name == "postgresql" else {}
        set_meta(connection, facts)
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    engine.dispose()  # connections that begin anew use the log


def _state(connection: Connection, name: str, create: bool) -> str | None:
    """The last migration that a desk has seen, None of an empty database. Raises where it is no desk, or a newer one."""
    there = set(inspect(connection).get_table_names())
    if not there & {*schema.metadata.tables, "alembic_version"}:
        if connection.dialect.name == "sqlite" and there:
            raise DeskError(f"{name} is an SQLite database, but no desk.")
        if not create:
            raise DeskError(f"There is no desk at {name}; rawi add makes one.")
        return None
    facts = get_meta(connection) if "meta" in there and "alembic_version" in there else {}
    if not facts.get("format", "").startswith("rawi-desk/"):
        raise DeskError(f"{name} holds tables of another program, but no desk.")
    seen = schema.found(connection)
    if facts["format"] != FORMAT or seen not in schema.revisions():
        raise DeskError(
            f"The desk {name} was made or changed by a newer Rawi ({facts.get('rawi', '?')}; this is {VERSION}):"
            " install that one. Nothing was changed."
        )
    return seen


def get_meta(connection: Connection) -> dict[str, str]:
    """What is known of the desk itself."""
    rows = connection.execute(text("SELECT key, value FROM meta"))
    return {row.key: row.value for row in rows}


def set_meta(connection: Connection, facts: dict[str, str]) -> None:
    """Note something about the desk itself."""
    meta = tables.meta
    for key, value in facts.items():
        if not connection.execute(meta.update().where(meta.c.key == key).values(value=value)).rowcount:
            connection.execute(meta.insert().values(key=key, value=value))


_SQLITE: Final = {
    "SQLITE_FULL": "The disk on which the desk {name} lies is full; nothing of this step was written.",
    "SQLITE_READONLY": "The desk {name} cannot be written to: the file or its folder is read-only.",
    "SQLITE_IOERR": "The desk {name} cannot be read or written: the disk is full or failing.",
    "SQLITE_CORRUPT": "The desk {name} is damaged; rawi check tells what can be saved.",
    "SQLITE_NOTADB": "{name} is no desk, or its beginning is damaged; rawi check tells what can be saved.",
    "SQLITE_BUSY": "The desk {name} is in use by another process that does not let go of it.",
    "SQLITE_LOCKED": "The desk {name} is in use by another process that does not let go of it.",
    "SQLITE_CANTOPEN": "The desk {name} cannot be opened: the file or its folder cannot be written to.",
    "SQLITE_PERM": "The desk {name} cannot be opened: it is not allowed.",
}
_POSTGRESQL: Final = {
    "53": "The server of the desk {name} has no room or memory left; nothing of this step was written.",
    "08": "The server of the desk {name} cannot be reached, or went away.",
    "57P": "The server of the desk {name} is shutting down or starting up.",
    "25006": "The desk {name} cannot be written to: its server takes reads only.",
    "28": "The server of the desk {name} does not let this user in.",
    "3D": "There is no database at {name}; make one with: CREATE DATABASE … ENCODING 'UTF8' LOCALE 'C.UTF-8'.",
    "42501": "The user of the desk {name} may not do this in its database.",
    "XX001": "The desk {name} is damaged (its server says so).",
    "XX002": "The desk {name} is damaged (its server says so).",
}


def _translate(name: str) -> Any:
    def translate(context: ExceptionContext) -> None:
        told = explain(context.original_exception, name)
        if told is not None:
            raise DeskError(told) from context.original_exception
        if (getattr(context.original_exception, "sqlstate", None) or "").startswith("54"):  # longer than it can be
            raise DataError(context.statement, {}, context.original_exception) from None

    return translate


def explain(error: BaseException, name: str) -> str | None:
    """One sentence about an error of the database that lies in no statement of ours; None for all others."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorname", "") or ""
        found = next((told for start, told in _SQLITE.items() if code.startswith(start)), None)
    else:
        state = getattr(error, "sqlstate", None)
        if (
            state is None
            and type(error).__module__.startswith("psycopg")
            and type(error).__name__ == "OperationalError"
        ):
            state = "08"
            if "does not exist" in str(error) and "database" in str(error):
                state = "3D"
        found = next((told for start, told in _POSTGRESQL.items() if (state or "").startswith(start)), None)
    return found.format(name=name) if found else None
