"""JSON Lines with a key for the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import columns, table
from rawi.pages.containers.stream import HEAD, Place, Stream
from rawi.pages.containers.types import Open
from rawi.pages.page import Fact

_SIGN = re.compile(rb'["{}\[\]:,]')
_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SAMPLE_LINES = 50


def is_jsonl(head: bytes, column: str | None) -> bool:
    """Whether bytes begin with lines of JSON objects that hold a text (under the key `column`, or one that is known)."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    lines = [line for line in start.split(b"\n")[: _SAMPLE_LINES + 1] if line.strip()]
    if len(head) >= HEAD and len(lines) == 1:
        return columns.find(top_keys(lines[0]), column) is not None
    if len(head) >= HEAD:
        lines = lines[:-1]
    found = [keys for line in lines if (keys := _keys(line)) is not None]
    if column is not None and len(found) == len(lines):
        return any(columns.find(keys, column) or columns.count_known(keys) >= 2 for keys in found)
    return len(found) * 2 >= len(lines) and any(columns.find(keys, column) for keys in found)


def _keys(line: bytes) -> list[str] | None:
    value = _value(line)
    return list(value) if isinstance(value, dict) else None


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def top_keys(start: bytes) -> list[str]:
    """The keys of an object of which only the beginning is there, those of objects in it left out."""
    depth, at = 0, 0
    key, found = b"", []
    while sign := _SIGN.search(start, at):
        at = sign.end()
        if sign[0] == b'"':
            string = _STRING.match(start, at)
            if not string:
                break
            at = string.end()
            key = string[0][:-1]
            continue
        if sign[0] == b":" and depth == 1 and key:
            found.append(key.decode("utf-8", "replace"))
        depth += (sign[0] in b"{[") - (sign[0] in b"}]")
        key = b""
    return found


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The lines, each a page. A line that is no object, or has no text, is refused, and the others are read."""
    number = 0
    while True:
        raw = stream.readline(limits.MAX_ROW_BYTES + 2)
        if not raw:
            return
        number += 1
        if number > limits.MAX_MEMBERS:
            yield Refused(place.origin, f"It has more than {limits.MAX_MEMBERS:,} lines; the rest is left out.")
            return
        rest = raw
        while not rest.endswith(b"\n") and (rest := stream.readline(limits.MAX_ROW_BYTES)):
            pass
        if raw.strip(b"\xef\xbb\xbf\r\n\t "):
            yield _capture(raw, f"{place.origin}:{number}", place)


def _capture(raw: bytes, origin: str, place: Place) -> Capture | Refused:
    if len(raw) > limits.MAX_ROW_BYTES:
        return Refused(origin, f"The line has more than {limits.MAX_ROW_BYTES:,} bytes.")
    value = _value(raw.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(value, dict):
        return Refused(origin, "The line is no JSON object.")
    known = columns.find(list(value), place.column)
    if known is None:
        error = columns.lacking(place.column, list(value)) if place.column else InputError("The line holds no text.")
        return Refused(origin, str(error).replace("The table", "The line").replace("column", "key", 1))
    cells = [_cell(cell) for cell in value.values()]
    if not isinstance(list(value.values())[known.text], str):
        return Refused(origin, f"The value of {known.names[known.text]!r} is no text.")
    found = table.row(known, cells, origin, place)
    title = _title(value, cells[known.text])
    if title and isinstance(found, Capture) and "title" not in found.known:
        return replace(found, known={**found.known, "title": Fact(title, "key title_end")})
    return found


def _title(value: dict[str, Any], text: str) -> str:
    """The title of an annotated article, which tells where it ends in the text."""
    end = value.get("title_end")
    return text[:end].strip() if isinstance(end, int) and not isinstance(end, bool) and 0 < end <= len(text) else ""


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30 else ""
