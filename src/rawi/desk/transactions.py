"""Transactions that are run again where another process came between."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from rawi.desk.engine import writing

T = TypeVar("T")

TRIES: Final = 8
_CAME_BETWEEN: Final = ("40001", "40P01", "55P03")
"""PostgreSQL: serialization failure, deadlock, lock not available."""


def write(engine: Engine, do: Callable[[Connection], T]) -> T:
    """Do something in one transaction that writes, and all of it again where another process came between.

    `do` changes nothing but the database, so that it can be called again. SQLite never needs it, since a write there
    waits for its turn before it begins; in PostgreSQL two transactions can wait for each other, or put the same row.
    """
    for attempt in range(1, TRIES):
        try:
            with writing(engine) as connection:
                return do(connection)
        except DBAPIError as error:
            if not _came_between(error):
                raise
        time.sleep(random.uniform(0, 0.02 * attempt))
    with writing(engine) as connection:
        return do(connection)


def _came_between(error: DBAPIError) -> bool:
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _CAME_BETWEEN
