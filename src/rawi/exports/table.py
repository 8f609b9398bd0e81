"""A table on its way out: named columns, and rows that come one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `name` never changes, `width` is about how many letters are seen of it in a spreadsheet."""

    name: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows of as many values each. Rows are read once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]
