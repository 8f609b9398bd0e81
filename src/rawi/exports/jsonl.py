"""A table as JSON Lines: an object a row, words to the letter (but for halves of characters, which UTF-8 cannot hold)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rawi.exports.table import Table


def write(table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False) -> Iterator[bytes]:
    """The lines. Names of columns stay as they are, whatever the headings."""
    names = [column.name for column in table.columns]
    for row in table.rows:
        line = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
        yield line.encode("utf-8", "replace") + b"\n"
