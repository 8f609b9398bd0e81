"""Signs of life: whether the run that has a job in hand is still there.

A run holds a lock while it lives. The system takes the lock back when the process ends, by whatever end, so there is no
clock that could be wrong, no heartbeat that a sleeping laptop would miss, and no process number that another process
could have got. On SQLite it is a lock on a small file beside the desk (as SQLite's own locks it needs a file system
that has them); on PostgreSQL an advisory lock of a connection, which the server sees end, and which it asks for signs of
life where the other machine may have lost its power.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, text

from rawi.desk.engine import APPLICATION
from rawi.errors import DeskError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

KEEPALIVE_SECONDS = 30
"""A PostgreSQL server asks after this silence, and thrice more, whether the other side is still there."""


class Hold:
    """A sign of life, until `release` or the end of this process. `sign` names it."""

    def __init__(self, sign: str, release: Callable[[], None], check: Callable[[], None]) -> None:
        self.sign = sign
        self.release = release
        self.check = check
        """Raises `DeskError` where the sign was lost with the connection to the server."""


def hold(engine: Engine, folder: Path | None) -> Hold:
    """Begin to hold a sign of life. `folder`: where files beside the desk lie; of no use to PostgreSQL.

    Raises `DeskError` where the folder cannot be written to or has no locks.
    """
    if engine.dialect.name == "postgresql":
        return _hold_advisory(engine)
    assert folder is not None
    return _hold_file(folder)


def living(connection: Connection, folder: Path | None, signs: list[str]) -> set[str]:
    """Those of some signs that are held by a process that lives."""
    if not signs:
        return set()
    if connection.dialect.name == "postgresql":
        held = connection.execute(
            text(
                "SELECT objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                " WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = :class"
                " AND datname = current_database()"
            ),
            {"class": APPLICATION},
        ).scalars()
        numbers = set(held)
        return {sign for sign in signs if int(sign) in numbers}
    assert folder is not None
    return {sign for sign in signs if _is_held(folder / sign)}


# --- PostgreSQL


def _hold_advisory(engine: Engine) -> Hold:
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    connection.detach()  # so that it is closed, and not handed on with the lock
    for name, value in (("idle", KEEPALIVE_SECONDS), ("interval", KEEPALIVE_SECONDS), ("count", 3)):
        connection.exec_driver_sql(f"SET tcp_keepalives_{name} = {value}")
    taken, number = False, 0
    while not taken:
        number = secrets.randbelow(2**31 - 2) + 2  # 1 is the lock of opening
        taken = bool(
            connection.execute(text("SELECT pg_try_advisory_lock(:c, :n)"), {"c": APPLICATION, "n": number}).scalar()
        )
    return Hold(str(number), connection.close, lambda: connection.execute(text("SELECT 1")).close())


# --- SQLite


def _hold_file(folder: Path) -> Hold:
    sign = f"run-{secrets.token_hex(8)}"
    path = folder / sign
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
        _lock(file)
    except OSError as error:
        raise DeskError(f"{path} cannot be written and locked ({error.strerror}); pages cannot be added.") from None

    def release() -> None:
        with contextlib.suppress(OSError):
            path.unlink()
        file.close()

    return Hold(sign, release, lambda: None)


def _lock(file: IO[bytes]) -> None:
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


def _is_held(path: Path) -> bool:
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return False
    except PermissionError:  # another user's, who is asked by nobody else
        return True
    with file:
        try:
            _lock(file)
        except OSError:
            return True
    with contextlib.suppress(OSError):
        os.unlink(path)
    return False
