"""A table as JSON Lines: an object a row, words to the letter (but for halves of characters, which UTF-8 cannot hold)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rawi.exports.table import Table

_CHUNK = 32_000


def write(table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False) -> Iterator[bytes]:
    """The lines. Names of columns stay as they are, whatever the headings."""
    names = [column.name for column in table.columns]
    lines: list[str] = []
    size = 0
    for row in table.rows:
        lines.append(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
        size += len(lines[-1])
        if size > _CHUNK:
            yield "".join(lines).encode("utf-8", "replace")
            lines, size = [], 0
    yield "".join(lines).encode("utf-8", "replace")
