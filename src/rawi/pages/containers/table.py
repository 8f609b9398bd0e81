"""Tables with a column for the text: CSV, TSV and their kin."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import columns
from rawi.pages.containers.stream import HEAD, Place, Stream
from rawi.pages.containers.types import Open
from rawi.pages.decode import decode
from rawi.pages.html import is_html

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_CHUNK = 65_536
_NO_TABLE: tuple[tuple[str, ...], int] = ((), 0)
_REGULAR = 0.9
"""Share of the rows of the sample that have as many cells as the first one."""
_UNDECODED = re.compile("[\udc80-\udcff]")
_NO_TEXT = "Its column for the text is empty."

csv.field_size_limit(max(csv.field_size_limit(), limits.MAX_ROW_BYTES))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: its encoding, what ends a row, how cells are divided; and the names of its columns."""

    encoding: str
    ending: str
    delimiter: str
    quoted: bool
    names: tuple[str, ...]

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The rows that lines make."""
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


def layout(head: bytes, column: str | None) -> Layout | None:
    """How the table is written that begins with these bytes; None where they are none.

    Text with commas is no table: the first row must hold names of columns, one of them known to be of the text (or
    `column`), and the rows after it must have as many cells.
    """
    sample = _sample(head)
    if sample is None or not sample[0].strip():
        return None
    text, encoding = sample
    ending = "\r" if "\r" in text and "\n" not in text else "\n"
    first = text.lstrip("\r\n").split(ending, 1)[0]
    best: Layout | None = None
    most = (0, 0)
    for delimiter in _DELIMITERS:
        if delimiter not in first and column is None:
            continue
        for quoted in (True, False)[: 2 if delimiter == "\t" else 1]:
            tried = Layout(encoding, ending, delimiter, quoted, ())
            names, rows = _names(text, tried, len(head) >= HEAD, column)
            # More columns, then more rows: a quotation mark that is only a sign would swallow rows.
            if names and (len(names), rows) > most:
                best, most = replace(tried, names=names), (len(names), rows)
    return best


def _sample(head: bytes) -> tuple[str, str] | None:
    """The text of the first bytes, and its encoding."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(b"\x00") * 3 > len(head[:200])
    end = len(head)
    if len(head) >= HEAD:
        end = len(head) - len(head) % 2 if wide else head.rfind(b"\n") + 1 or len(head)
    try:
        decoded = decode(head[:end])
    except InputError:
        text = head[:end].decode("utf-8", "replace")
        # A few broken bytes are those of their rows only.
        return (text, "utf-8") if "\x00" not in text and text.count("\ufffd") * 50 < len(text) else None
    encoding = decoded.encoding
    if encoding == "utf-8" and head.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    elif decoded.how == "byte order mark" and wide:
        encoding = "utf-16"
    return decoded.text, encoding


def _names(text: str, tried: Layout, cut: bool, column: str | None) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and how many rows there are; none where the text is no table when it is divided so."""
    try:
        rows = list(islice(tried.rows(io.StringIO(text, newline=tried.ending)), _SAMPLE_ROWS))
    except csv.Error:
        return _NO_TABLE
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if cut and 1 < len(rows) < _SAMPLE_ROWS:
        rows.pop()  # it goes on behind the sample
    if len(rows) < (1 if cut else 2) or len(rows[0]) > limits.MAX_COLUMNS or not columns.looks_like_names(rows[0]):
        return _NO_TABLE
    names = rows[0]
    if len(names) == 1 and not (column is not None and columns.find(names, column)):
        return _NO_TABLE
    if sum(len(row) == len(names) for row in rows[1:]) < _REGULAR * (len(rows) - 1):
        return _NO_TABLE
    known = columns.find(names, column) is not None or (column is not None and columns.count_known(names) >= 2)
    return (tuple(names), len(rows)) if known else _NO_TABLE


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The rows of a table, each a page; what cannot be read of them is refused, and the others are read."""
    found = layout(stream.peek(), place.column)
    if found is None:
        raise InputError("It is no table.")
    lines = _Lines(stream, found.encoding, found.ending)
    reader = found.rows(lines)
    known: columns.Columns | None = None
    count = 0
    while True:
        begins = lines.number + 1
        lines.row = 0
        origin = f"{place.origin}:{begins}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Refused(origin, "The row is damaged: its quotation marks are not closed, or a cell is too long.")
            continue
        except _TooLong:
            yield Refused(origin, f"The row has more than {limits.MAX_ROW_BYTES:,} bytes.")
            # The reader has to begin anew, since it may stand within quotation marks.
            reader = found.rows(lines)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if known is None:
            known = columns.find(cells, place.column)
            if known is None:
                raise columns.lacking(place.column or "", cells)
            continue
        count += 1
        if count > limits.MAX_MEMBERS:
            yield Refused(place.origin, f"It has more than {limits.MAX_MEMBERS:,} rows; the rest is left out.")
            return
        if any(cell.strip() for cell in cells[len(known.names) :]):
            yield Refused(origin, f"The row has {len(cells)} cells, but the table {len(known.names)} columns.")
            continue
        yield row(known, cells, origin, place)


def row(known: columns.Columns, cells: list[str], origin: str, place: Place) -> Capture | Refused:
    """The page that a row is, with what its other columns tell."""
    text = cells[known.text] if known.text < len(cells) else ""
    if not text.strip():
        return Refused(origin, _NO_TEXT)
    raw = text.encode("utf-8", "surrogatepass")
    if _UNDECODED.search(text):
        return Refused(origin, "The row holds bytes that are not in the encoding of the table.")
    identity = known.id(cells)
    if identity is not None and place.depth:
        identity = f"{place.origin}#{identity}"
    facts = {**place.known, **known.facts(cells)}
    return Capture(raw, origin, facts, place.captured, is_text=not is_html(raw), row=identity or origin)


class _TooLong(Exception):
    """A row has more bytes than are read of one."""


class _Lines:
    """The lines of a table, decoded; `number` counts them, `row` the characters of those of one row."""

    def __init__(self, stream: Stream, encoding: str, ending: str) -> None:
        errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._stream, self._ending = stream, ending
        self._text = ""
        self._at = 0
        self._ended = False
        self.number = 0
        self.row = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        pieces: list[str] = []
        size = 0
        while True:
            end = self._text.find(self._ending, self._at)
            if end >= 0:
                pieces.append(self._text[self._at : end + 1])
                self._at = end + 1
                break
            pieces.append(self._text[self._at :])
            size += len(pieces[-1])
            if size > limits.MAX_ROW_BYTES:
                pieces = pieces[-1:]  # no more is kept than shows that it is too long
            if self._ended:
                self._at = len(self._text)
                break
            self._fill()
        line = "".join(pieces)
        if not line:
            raise StopIteration
        self.number += 1
        self.row += max(len(line), size)
        if self.row > limits.MAX_ROW_BYTES:
            raise _TooLong
        return line

    def _fill(self) -> None:
        chunk = self._stream.read(_CHUNK)
        self._ended = not chunk
        self._text, self._at = self._decoder.decode(chunk, self._ended), 0
