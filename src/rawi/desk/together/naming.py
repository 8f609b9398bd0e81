"""Names for new propositions: the next numbers that were never given, known before their rows are written."""

from __future__ import annotations

from sqlalchemy import Connection, text

from rawi.desk.together.tables import propositions


def new_names(connection: Connection, count: int) -> list[int]:
    """The next numbers of propositions, which are given to no other.

    The rows must be written in the same transaction. SQLite has one writer, and remembers the highest number that a table
    with AUTOINCREMENT ever had; PostgreSQL hands numbers out.
    """
    if not count:
        return []
    if connection.dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
        return sorted(connection.execute(drawn, {"table": propositions.name, "count": count}).scalars())
    highest = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :table")
    last = connection.execute(highest, {"table": propositions.name}).scalar() or 0
    return list(range(last + 1, last + 1 + count))
