"""A table as XLSX. Every word is written as words, never as a formula or a link, so nothing is run and nothing asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping

import xlsxwriter

from rawi.exports.cells import whole
from rawi.exports.table import Table, Value

LONGEST = 32_767  # letters of a cell, counted in UTF-16
MOST = 1_048_576  # rows of a sheet
_CHUNK = 64_000
_WRAPPED = 40  # columns from this width on break their words into lines


def write(table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False) -> Iterator[bytes]:
    """Pieces of the file, made on the disk first. `rtl`: the sheet runs from right to left."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        sheet = book.add_worksheet(table.name[:31])
        if rtl:
            sheet.right_to_left()
        order = {"reading_order": 2} if rtl else {}
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top", **order})
        plain, wrapped = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "text_wrap": True})
        formats = [wrapped if column.width >= _WRAPPED else plain for column in table.columns]
        for n, column in enumerate(table.columns):
            sheet.set_column(n, n, column.width)
            sheet.write_string(0, n, whole((headings or {}).get(column.name, column.name)), head)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(table.rows, start=1):
            if last == MOST:
                break
            for n, value in enumerate(row):
                _write(sheet, last, n, value, formats[n])
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
        book.close()
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, value: Value, form: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "yes" if value else "no", form)
    elif isinstance(value, str):
        sheet.write_string(row, column, _fitting(whole(value)), form)
    else:
        sheet.write_number(row, column, value, form)


def _fitting(words: str) -> str:
    if len(words) * 2 <= LONGEST or len(words.encode("utf-16-le")) // 2 <= LONGEST:
        return words
    cut = words.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"
