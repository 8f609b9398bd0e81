"""The forms in which a table can be taken along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from rawi.exports import csv_file, jsonl, xlsx
from rawi.exports.table import Table


class Writer(Protocol):
    """Makes the pieces of a file from a table."""

    def __call__(
        self, table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False
    ) -> Iterator[bytes]:
        """The pieces, in their order."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its file ending, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Writer


FORMS: Final[Mapping[str, Form]] = {
    "csv": Form("csv", "text/csv; charset=utf-8", csv_file.write),
    "xlsx": Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write),
    "jsonl": Form("jsonl", "application/x-ndjson; charset=utf-8", jsonl.write),
}
"""By name."""
