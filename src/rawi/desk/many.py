"""Questions about many rows at once, one statement for however many there are.

SQLAlchemy writes a parameter for each number of an IN, and puts the statement together anew for each count of them, which
takes longer than to answer it; SQLite takes some of them only.

    among    that a column has one of many numbers;  numbers: these, as the parameter
    once     a statement that is put together once for each kind of database
    put      many small rows
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, select


def among(connection: Connection, column: Any, name: str) -> Any:
    """That a column has one of the numbers that stand under a name of parameters (`numbers`): one statement for any of them."""
    if connection.dialect.name != "sqlite":
        return column.in_(bindparam(name, expanding=True))
    return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))


def numbers(connection: Connection, values: Iterable[int]) -> str | list[int]:
    """The parameter of `among`."""
    given = list(values)
    return json.dumps(given) if connection.dialect.name == "sqlite" else given


def once(make: Callable[[Connection], Any]) -> Callable[[Connection], Any]:
    """A statement that is put together once for each kind of database: that takes longer than to run it."""
    made: dict[str, Any] = {}

    @wraps(make)
    def statement(connection: Connection) -> Any:
        kind = connection.dialect.name
        if kind not in made:
            made[kind] = make(connection)
        return made[kind]

    return statement


def put(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], more: str = ""
) -> None:
    """Insert rows of numbers and bytes as they are, which SQLAlchemy would look at one by one. `more`: what follows in the
    statement (``ON CONFLICT …``)."""
    if rows:
        sign = "?" if connection.dialect.name == "sqlite" else "%s"
        names = ", ".join(f'"{table.c[name].name}"' for name in columns)
        values = ", ".join([sign] * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({values}) {more}", list(rows))
