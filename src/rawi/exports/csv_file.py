"""A table as CSV: UTF-8 with the mark by which Excel knows it, commas, all words between quotation marks, CRLF (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from rawi.exports.cells import neutral
from rawi.exports.table import Table, Value

_CHUNK = 64_000


def write(table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False) -> Iterator[bytes]:
    """Pieces of the file. `headings`: what columns are called, by their names; `rtl` makes no difference."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([neutral((headings or {}).get(column.name, column.name)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
        if out.tell() > _CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _cell(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return neutral(value) if isinstance(value, str) else value
