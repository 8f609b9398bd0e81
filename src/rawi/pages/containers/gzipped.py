"""Gzip: one file in it, or the records of a WARC, each in a member of its own."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from rawi.errors import InputError
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import warc
from rawi.pages.containers.stream import BOMB, Budget, Place, Stream, bomb
from rawi.pages.containers.types import Open

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 65_536
_LONGEST_GAP = 100_000_000
"""Bytes that are searched for the next member behind a damaged one."""
_MOST_TRIED = 10_000
_SAMPLE = 4_096


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin with a gzip member."""
    return head.startswith(_MAGIC)


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """What is in a gzip file, under the name of the file itself."""
    unpacked = Stream(Unpacked(stream, place.budget))
    if warc.is_warc(unpacked.peek(warc.MARK)):
        yield from warc.captures(unpacked, place, inner)
    else:
        yield from inner(unpacked, place.inside(place.origin, place.known, place.captured, place.charset))


class Unpacked:
    """What comes out of a gzip file, all its members one behind the other.

    Raises `InputError` where a member is damaged or cut, or is a bomb; `resume` goes on with the next one.
    """

    def __init__(self, packed: Stream, budget: Budget) -> None:
        self._packed, self._budget = packed, budget
        self._start()

    def _start(self) -> None:
        self._unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._taken = self._given = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        while True:
            if self._unpacker.eof and not self._next():
                return b""
            rest = self._unpacker.unconsumed_tail
            packed = rest or self._packed.read(_CHUNK)
            if not packed and self._taken == 0:
                return b""
            self._taken += 0 if rest else len(packed)
            try:
                out = self._unpacker.decompress(packed, size)
            except zlib.error:
                # Another member may begin in these bytes, but not with the first: there this one began.
                self._packed.unread(packed[1:])
                raise InputError("It is damaged: a part of it cannot be unpacked.") from None
            self._given += len(out)
            self._budget.spend(len(out))
            if bomb(self._taken, self._given):
                self._packed.unread(self._unpacker.unconsumed_tail)
                raise InputError(BOMB)
            if out:
                return out
            if not packed and not self._unpacker.eof:
                raise InputError("It broke off: the rest of a packed part is missing.")

    def _next(self) -> bool:
        """Whether another member follows; what else stands behind the last one (zeros of tapes) is passed over."""
        self._packed.unread(self._unpacker.unused_data)
        self._start()
        begin = self._packed.peek(len(_MAGIC))
        return bool(begin) and _MAGIC.startswith(begin)

    def resume(self) -> bool:
        """Go on with the next member behind a damaged one, where there is one."""
        if self._budget.ended:
            return False
        self._start()
        searched = tried = 0
        while searched < _LONGEST_GAP and tried < _MOST_TRIED:
            start = self._packed.peek(_CHUNK)
            if len(start) < len(_MAGIC):
                return False
            at = start.find(_MAGIC)
            if at < 0:
                at = len(start) - len(_MAGIC) + 1
            elif _begins(start[at : at + _SAMPLE]):
                self._packed.read(at)
                return True
            else:
                at += 1
                tried += 1
            searched += len(self._packed.read(at))
        return False


def _begins(packed: bytes) -> bool:
    """Whether a member really begins here: its first bytes can be unpacked to those of a WARC record."""
    try:
        return warc.is_warc(zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, warc.MARK))
    except zlib.error:
        return False
