"""Words in a database that takes any Unicode text but for a few letters.

PostgreSQL holds no U+0000 and neither database a lone surrogate, which a hostile page or a careless caller may bring.
They are written with U+001A (SUBSTITUTE) before their number, and come back as they were. The text of a page keeps its
length instead, so that every offset stays what it is: see `without_unstorable`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import Dialect, Text, TypeDecorator

_MARK = "\x1a"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TO_WRITE = re.compile("[\x00\x1a\ud800-\udfff]")
_WRITTEN = re.compile(f"{_MARK}({_MARK}|[0-9a-f]{{4}})")
_SURROGATE = re.compile("[\ud800-\udfff]")


def write(words: str) -> str:
    """The words as a database takes them."""
    if words.isascii() and "\x00" not in words and _MARK not in words:
        return words
    return _TO_WRITE.sub(lambda found: _MARK + (_MARK if found[0] == _MARK else f"{ord(found[0]):04x}"), words)


def read(written: str) -> str:
    """The inverse of `write`."""
    if _MARK not in written:
        return written
    return _WRITTEN.sub(lambda found: _MARK if found[1] == _MARK else chr(int(found[1], 16)), written)


def _read(written: str | None) -> str | None:
    return written if written is None or _MARK not in written else read(written)


def without_unstorable(text: str) -> tuple[str, list[list[int]]]:
    """The text with U+FFFD where a letter stands that no database takes, and these: `[[place, code point]]`."""
    places = [[found.start(), ord(found[0])] for found in _UNSTORABLE.finditer(text)]
    return (_UNSTORABLE.sub("\ufffd", text) if places else text), places


def with_unstorable(text: str, places: Iterable[Iterable[int]]) -> str:
    """The inverse of `without_unstorable`. Places that are none are passed over."""
    letters = list(text)
    for place, code in places:
        if 0 <= place < len(letters) and 0 <= code < 0x110000:
            letters[place] = chr(code)
    return "".join(letters)


def to_json(value: Any) -> str:
    """JSON that a person can read, with escapes only where a database would refuse a letter."""
    written = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


_scan: Final = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def from_json(written: str) -> Any:
    """The value of a column of JSON, as `json.loads` gives it, by a third of the way where nothing stands round it."""
    try:
        value, end = _scan(written, 0)
    except StopIteration:
        return json.loads(written)
    return value if end == len(written) else json.loads(written)


class Words(TypeDecorator[str]):
    """A column of words, whatever letters are in them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """On the way into the database."""
        return None if value is None else write(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """On the way out."""
        return _read(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any | None], str | None]:
        """The same as one call for each value: an answer of the browser has thousands of them."""
        return _read
