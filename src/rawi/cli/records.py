"""Articles in JSON Lines: what ``rawi annotate`` takes and writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from rawi.errors import InputError, OutputError
from rawi.pages import MAX_BYTES, Page, page_of_article, read_text

BEGINNING = b'{"id": '  # of every line that is written


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the input: an article with its ``id``, or what is wrong with it."""

    line: int
    id: str
    data: dict[str, Any]
    fault: str | None = None


def records(path: Path) -> Iterator[Record]:
    """All lines that are not blank, with the faults of those that are no article. Memory: one line at a time."""
    seen: set[str] = set()
    try:
        with path.open("rb") as lines:
            for number, raw in enumerate(_lines(lines), start=1):
                if raw.strip():
                    record = _record(number, raw)
                    if record.fault is None and record.id in seen:
                        record = Record(number, record.id, {}, f"the id {record.id!r} stands on an earlier line too")
                    seen.add(record.id)
                    yield record
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of which no more is kept in memory than shows that they are too long."""
    while raw := file.readline(MAX_BYTES + 2):
        rest = raw
        while not rest.endswith(b"\n") and (rest := file.readline(MAX_BYTES)):
            pass
        yield raw


def _record(number: int, raw: bytes) -> Record:
    if len(raw) > MAX_BYTES:
        return Record(number, "", {}, f"the line has more than {MAX_BYTES:,} bytes")
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return Record(number, "", {}, "the line is no JSON")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return Record(number, "", {}, 'the line is no object with a "text"')
    identity = data.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool):
        return Record(number, "", {}, 'the line has no "id"')
    return Record(number, str(identity), data)


def page_of(record: Record) -> Page:
    """The page of a record. Where ``title_end`` is given, title and body are taken as they stand.

    Raises:
        InputError, OptionError: the text cannot be read, or what stands beside it is of the wrong kind.
    """
    data = record.data
    known = {k: _text(data, k) for k in ("outlet", "url", "date")}
    if data.get("title_end") is not None:
        end = data["title_end"]
        if not isinstance(end, int) or isinstance(end, bool):
            raise InputError(f"title_end {end!r} is no number")
        return page_of_article(
            data["text"], end, known["date"], origin=record.id, outlet=known["outlet"], url=known["url"]
        )
    return read_text(
        data["text"], origin=record.id, title=_text(data, "title"), author=_text(data, "author"),
        published=known["date"], outlet=known["outlet"], url=known["url"],
    )  # fmt: skip


def _text(data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{key} {value!r} is no text")
    return value or None


def done_already(path: Path, rows: bool) -> tuple[set[str], int]:
    """Ids of the whole lines that an earlier run left, and how many bytes they take; what follows is half a line.

    Raises:
        OutputError: the file holds other things, or readings where ``rows`` are to be written, or rows for readings.
    """
    ids: set[str] = set()
    end = 0
    if path.exists() and not path.is_file():  # a pipe or device holds nothing that could be read again
        return ids, end
    try:
        with path.open("rb") as lines:
            for raw in lines:
                if not raw.endswith(b"\n"):
                    _refuse_strangers(path, raw)
                    break
                try:
                    data = json.loads(raw)
                    identity, are_rows = data["id"], "page" not in data
                    known = data["attributions"] is not None
                except (ValueError, KeyError, TypeError):
                    known = False
                if not known:
                    raise OutputError(f"{path} holds other things than readings; name another output.")
                if are_rows != rows:
                    there, wanted = ("rows", "readings") if are_rows else ("readings", "rows")
                    raise OutputError(f"{path} holds {there}, and {wanted} are asked for; name another output.")
                ids.add(str(identity))
                end += len(raw)
    except FileNotFoundError:
        pass
    return ids, end


def refuse_strangers(path: Path) -> None:
    """Raises OutputError where a file begins otherwise than with a line of ours: it is somebody's, and stays."""
    if path.is_file():
        with path.open("rb") as file:
            _refuse_strangers(path, file.read(len(BEGINNING)))


def _refuse_strangers(path: Path, line: bytes) -> None:
    if line[: len(BEGINNING)] != BEGINNING[: len(line)]:
        raise OutputError(f"{path} holds other things than readings; name another output.")


def dumps(data: Any) -> str:
    """JSON in one line, in the letters themselves; in escapes where it holds halves of characters, which UTF-8 lacks."""
    line = json.dumps(data, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data)
    return line
