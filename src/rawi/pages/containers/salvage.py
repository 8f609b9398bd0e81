"""What can still be read of a ZIP whose list of members, at its end, is missing or damaged."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import names
from rawi.pages.containers.stream import BOMB, Budget, Place, Stream, bomb
from rawi.pages.containers.types import Open

_LOCAL = b"PK\x03\x04"
_HEADER = struct.Struct("<4sHHHHHLLLHH")
_CHUNK = 65_536
_LONGEST_HEADER = _HEADER.size + 65_535
_BROKEN = "It broke off or is damaged: its list of members is missing; the members that can be found are read."


@dataclass(frozen=True, slots=True)
class Local:
    """The header before a member: its name, how it is packed, where its bytes begin, and how many there are.

    `size` is None where the header does not tell it.
    """

    name: str
    flags: int
    method: int
    start: int
    size: int | None


def name_of(head: bytes) -> str | None:
    """The name of the first member, None where the head does not tell it."""
    at = head.find(_LOCAL, 0, 8)
    found = _local(head, at, 0) if at >= 0 else None
    return found.name if found else None


def captures(file: BinaryIO, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The members that their own headers tell of, from the beginning of the file on."""
    yield Refused(place.origin, _BROKEN)
    at = 0
    for _ in range(limits.MAX_ZIP_MEMBERS):
        found = _next(file, at)
        if found is None or place.budget.ended:
            return
        at = found.start
        parts = found.name.split("/")
        inside = place.inside(f"{place.origin}/{names.shown(found.name)}")
        if found.flags & 1 or found.method not in (0, 8) or (found.method == 0 and found.size is None):
            yield Refused(inside.origin, "It is locked, or packed by a method that is not read.")
            continue
        if not parts[-1] or any(map(names.is_hidden, parts)):
            continue
        member = _Member(file, found, place.budget)
        yield from inner(Stream(member), inside)
        at = max(at, member.end())


def _next(file: BinaryIO, at: int) -> Local | None:
    """The first member whose header begins at `at` or later."""
    while True:
        file.seek(at)
        window = file.read(_CHUNK + _LONGEST_HEADER)
        place = window.find(_LOCAL)
        while 0 <= place < _CHUNK:
            found = _local(window, place, at)
            if found is not None:
                return found
            place = window.find(_LOCAL, place + 1)
        if len(window) <= _CHUNK:
            return None
        at += _CHUNK


def _local(window: bytes, place: int, offset: int) -> Local | None:
    """The header at `place` of a window that begins at `offset` of the file; None where it is none."""
    if len(window) - place < _HEADER.size:
        return None
    mark, _, flags, method, _, _, _, packed, _, name_size, extra_size = _HEADER.unpack_from(window, place)
    begins = place + _HEADER.size
    name = window[begins : begins + name_size]
    if mark != _LOCAL or method > 99 or not name or len(name) < name_size:
        return None
    try:
        shown = name.decode("utf-8")
    except UnicodeDecodeError:
        shown = name.decode("cp437")
    told = not flags & 8 and packed != 0xFFFFFFFF
    start = offset + begins + name_size + extra_size
    return Local(shown.replace("\\", "/"), flags, method, start, packed if told else None)


class _Member:
    """The bytes of a member. Raises `InputError` where it breaks off, is damaged or a bomb."""

    def __init__(self, file: BinaryIO, local: Local, budget: Budget) -> None:
        self._file, self._local, self._budget = file, local, budget
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if local.method == 8 else None
        self._at = local.start
        self._given = 0

    def end(self) -> int:
        """Where the next header may begin: behind what was read, for members that are whole."""
        if self._unpacker is not None and self._unpacker.eof:
            return self._at - len(self._unpacker.unused_data)
        return self._at if self._unpacker is None else self._local.start

    def read(self, size: int) -> bytes:
        out = self._stored(size) if self._unpacker is None else self._inflated(self._unpacker, size)
        self._given += len(out)
        self._budget.spend(len(out))
        if bomb(self._at - self._local.start, self._given):
            raise InputError(BOMB)
        return out

    def _packed(self, size: int) -> bytes:
        """The next packed bytes; other members may have been read since the last ones."""
        self._file.seek(self._at)
        if self._local.size is not None:
            size = min(size, self._local.start + self._local.size - self._at)
        piece = self._file.read(size) if size > 0 else b""
        self._at += len(piece)
        return piece

    def _stored(self, size: int) -> bytes:
        piece = self._packed(size)
        if not piece and self._local.size is not None and self._at < self._local.start + self._local.size:
            raise InputError("It broke off: the rest of it is missing.")
        return piece

    def _inflated(self, unpacker: zlib._Decompress, size: int) -> bytes:
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or self._packed(_CHUNK)
            try:
                out = unpacker.decompress(packed, size)
            except zlib.error:
                raise InputError("It is damaged: it cannot be unpacked.") from None
            if out:
                return out
            if not packed and not unpacker.eof:
                raise InputError("It broke off: the rest of it is missing.")
        return b""
