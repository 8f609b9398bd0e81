"""ZIP: its members; of a WACZ, the WARC files in it."""

from __future__ import annotations

import contextlib
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import names, salvage
from rawi.pages.containers.stream import BOMB, Budget, Place, Stream, bomb, spooled
from rawi.pages.containers.types import Open

_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "_rels/", "docProps/", "word/", "xl/", "ppt/")
"""First members of ZIPs that are documents of their own (DOCX, XLSX, PPTX, OpenDocument, EPUB)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FIRST = 4
"""Where the first member begins at the latest."""
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What zipfile raises on damaged files."""


def is_zip(head: bytes) -> bool:
    """Whether bytes begin as a ZIP of files does, and not as a document that is a ZIP."""
    if not head.startswith(_BEGINNINGS):
        return False
    first = salvage.name_of(head)
    return first is None or not first.startswith(_DOCUMENTS)


def captures(stream: Stream, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    """The members of a ZIP, in its order.

    Folders, hidden files, and the pictures and scripts beside a saved page are passed over. Of a WACZ only the WARC files
    are read. Of a ZIP whose list of members is missing or damaged, whatever members can still be found are read.
    """
    with contextlib.ExitStack() as stack:
        file = spooled(stream)
        if file is not stream.file:
            stack.enter_context(file)
        yield from _captures(file, place, inner)


def _captures(file: BinaryIO, place: Place, inner: Open) -> Iterator[Capture | Refused]:
    try:
        _check_directory(file)
        file.seek(0)
        archive = zipfile.ZipFile(file)
    except _BAD:
        yield from salvage.captures(file, place, inner)
        return
    with archive:
        members = archive.infolist()
        # A ZIP that lies unpacked in one whose end is missing: the list that was found is that of the inner one.
        if min((member.header_offset for member in members), default=_FIRST) > _FIRST or (
            not members and not _is_empty(file)
        ):
            yield from salvage.captures(file, place, inner)
            return
        if len(members) > limits.MAX_ZIP_MEMBERS:
            raise InputError(_too_many(len(members)))
        shown = [_name(member) for member in members]
        if "[Content_Types].xml" in shown:
            raise InputError("It is an Office document; copy its text into a plain text file and read that.")
        is_wacz = "datapackage.json" in shown and any(name.startswith("archive/") for name in shown)
        beside = _by_folder(shown)
        for member, name in zip(members, shown, strict=True):
            if place.budget.ended:
                return
            if member.is_dir() or passed_over(name, beside) or (is_wacz and not name.startswith("archive/")):
                continue
            inside = place.inside(f"{place.origin}/{names.shown(name)}")
            reason = _refused(member)
            if reason:
                yield Refused(inside.origin, reason)
                continue
            yield from _member(archive, member, inside, inner)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: Place, inner: Open
) -> Iterator[Capture | Refused]:
    try:
        opened = archive.open(member)
    except _BAD as error:
        yield Refused(inside.origin, _why(error))
        return
    with opened:
        yield from inner(Stream(Member(opened, member.compress_size, inside.budget)), inside)


class Member:
    """The bytes of a member, counted. Raises `InputError` where it is damaged or a bomb."""

    def __init__(self, opened: IO[bytes], packed: int, budget: Budget) -> None:
        self._opened, self._packed, self._budget = opened, packed, budget
        self._given = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes; none at the end."""
        try:
            out = self._opened.read(size)
        except _BAD as error:
            raise InputError(_why(error)) from None
        self._given += len(out)
        self._budget.spend(len(out))
        if bomb(self._packed, self._given):
            raise InputError(BOMB)
        return out


def passed_over(name: str, beside: dict[str, set[str]]) -> bool:
    """Whether a member is hidden, or lies among the pictures and scripts of a saved page; `beside`: names by folder."""
    parts = name.split("/")
    if any(map(names.is_hidden, parts)):
        return True
    return any(names.is_assets(parts[n], beside.get("/".join(parts[:n]), set())) for n in range(len(parts) - 1))


def _by_folder(shown: list[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in shown:
        folder, _, last = name.rpartition("/")
        found.setdefault(folder, set()).add(last)
    return found


def _name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: many tools write UTF-8 without saying so."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _is_empty(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\x05\x06"


def _refused(member: zipfile.ZipInfo) -> str | None:
    if member.flag_bits & 0x1:
        return "It is locked with a password; unpack the ZIP and give the file."
    if member.compress_type not in _METHODS:
        return "It is packed by a method that is not read; unpack the ZIP and give the file."
    return None


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"It cannot be read: {error.strerror}."
    return "It is damaged: it cannot be unpacked whole."


def _too_many(count: int) -> str:
    return f"The ZIP has {count:,} members, more than the limit of {limits.MAX_ZIP_MEMBERS:,}; unpack it and give the folder."


def _check_directory(file: BinaryIO) -> None:
    """Refuse a list of members that is too large for memory, before zipfile reads it. Raises `InputError`."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read(66_000)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return  # zipfile says what is wrong
    count, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    if (count == 0xFFFF or length == 0xFFFFFFFF) and (wide := tail.rfind(b"PK\x06\x06", 0, at)) >= 0:
        record = tail[wide : wide + 56]
        if len(record) == 56:
            count, length = struct.unpack("<QQ", record[32:48])
    if count > limits.MAX_ZIP_MEMBERS:
        raise InputError(_too_many(count))
    if length > limits.MAX_ZIP_DIRECTORY_BYTES:
        most = limits.MAX_ZIP_DIRECTORY_BYTES
        raise InputError(f"The ZIP's list of members has {length:,} bytes, more than the limit of {most:,}; unpack it.")
