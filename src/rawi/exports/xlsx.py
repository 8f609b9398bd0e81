"""A table as XLSX. Every word is written as words, never as a formula or a link, so nothing is run and nothing asked for.

XlsxWriter makes the frame: the book with its styles and a sheet with its head. It would hand out a file only once it is
whole; so the rows are written here, into the sheet while it is being packed, and the file leaves as it grows.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from rawi.exports.cells import whole
from rawi.exports.table import Table, Value

LONGEST: Final = 32_767  # letters of a cell, counted in UTF-16
MOST: Final = 1_048_576  # rows of a sheet
_CHUNK: Final = 32_000
_ROWS: Final = 200  # after so many a piece leaves however small, since only then is it seen that its reader has gone
_WRAPPED: Final = 40  # columns from this width on break their words into lines
_SHEET: Final = "xl/worksheets/sheet1.xml"
_BOOK: Final = "xl/workbook.xml"
_LEVEL: Final = 4  # of packing: a tenth larger than the usual 6, in half the time
_STYLE: Final = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
_SIZE: Final = re.compile(r"<dimension [^>]*>")  # optional, and not known yet
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write(table: Table, headings: Mapping[str, str] | None = None, *, rtl: bool = False) -> Iterator[bytes]:
    """Pieces of the file, which leave while it is made. `rtl`: the sheet runs from right to left."""
    out = _Leaving()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as packed:  # type: ignore[call-overload]
        frame = _frame(table, headings or {}, rtl, 1)
        for name, part in frame.items():
            if name not in (_SHEET, _BOOK):
                packed.writestr(_entry(name), part)
        yield out.taken()
        sheet = frame[_SHEET].decode()
        cells = _Cells(_STYLE.findall(sheet))
        last = 0
        with packed.open(_entry(_SHEET), "w") as rows:
            rows.write(_SIZE.sub("", sheet[: sheet.index('<row r="2"')], count=1).encode())
            for last, row in enumerate(table.rows, start=1):
                if last == MOST:
                    last -= 1
                    break
                rows.write(cells.row(last + 1, row))
                if out.size > _CHUNK or last % _ROWS == 0:
                    yield out.taken()
            frame = _frame(table, headings or {}, rtl, max(last, 1))
            sheet = frame[_SHEET].decode()
            rows.write(sheet[sheet.index("</sheetData>") :].encode())
        packed.writestr(_entry(_BOOK), frame[_BOOK])  # it tells how many rows can be filtered
    yield out.taken()


def _frame(table: Table, headings: Mapping[str, str], rtl: bool, rows: int) -> dict[str, bytes]:
    """The parts of a book whose sheet has a head, and one empty row that shows the style of each column."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet(table.name[:31])
    if rtl:
        sheet.right_to_left()
    order = {"reading_order": 2} if rtl else {}
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", **order})
    plain, wrapped = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "text_wrap": True})
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, whole(headings.get(column.name, column.name)), head)
        sheet.write_blank(1, n, None, wrapped if column.width >= _WRAPPED else plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(table.columns) - 1)
    book.close()
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


class _Leaving:
    """What a file is written to that is read at the same time, and that nobody can go back in."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        """Keep a piece until it is taken."""
        self.pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = b"".join(self.pieces)
        self.pieces.clear()
        self.size = 0
        return found


class _Cells:
    """Rows as SpreadsheetML (ECMA-376, 18.3.1.73), words in their cells themselves. `styles`: numbers, by column."""

    def __init__(self, styles: list[str]) -> None:
        self.begins = [(f'<c r="{xl_col_to_name(n)}', f'" s="{style}"') for n, style in enumerate(styles)]

    def row(self, number: int, values: tuple[Value, ...]) -> bytes:
        """One row; empty cells are left out."""
        parts = [f'<row r="{number}">']
        for (name, style), value in zip(self.begins, values, strict=True):
            if value is None:
                continue
            if isinstance(value, bool):
                value = "yes" if value else "no"
            if isinstance(value, str):
                parts.append(
                    f'{name}{number}{style} t="inlineStr"><is><t xml:space="preserve">{_xml(value)}</t></is></c>'
                )
            elif math.isfinite(value):
                parts.append(f"{name}{number}{style}><v>{value!r}</v></c>")
        parts.append("</row>")
        return "".join(parts).encode()


def _xml(words: str) -> str:
    words = _fitting(whole(words))
    if "_x" in words:  # what looks like an escaped letter (22.4.2.4) is not one
        words = _ESCAPE.sub("_x005F_", words)
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace("\r", "_x000D_")


def _fitting(words: str) -> str:
    if len(words) * 2 <= LONGEST or len(words.encode("utf-16-le")) // 2 <= LONGEST:
        return words
    cut = words.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore")
    return cut + "…"


def _entry(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)  # of no date: the same table is the same file
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
