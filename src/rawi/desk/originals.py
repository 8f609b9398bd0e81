"""The original bytes of pages, kept beside the database: `ab/cdef….gz`, named by their sha256, never altered.

A file is written under another name, brought to the disk and only then given its own, so that what bears a name is
whole. It is there before any row that speaks of it; a row without its file is damage, a file without a row is not.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import os
import re
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from rawi.errors import DeskError

LEVEL: Final = 6
"""Of gzip. On HTML of news 9 is twice as slow and saves 1 %."""
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_PART: Final = ".part"
_CHUNK: Final = 1 << 20
_LOCK: Final = {"a": 0x72617769, "b": 2}  # of PostgreSQL; "rawi"


def nobody_deletes(connection: Connection) -> None:
    """Until this transaction ends, nobody deletes original bytes: those that are there now can be spoken of in a row.

    In SQLite a transaction that writes is alone anyhow.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:a, :b)"), _LOCK)


def nobody_keeps(connection: Connection) -> None:
    """Until this transaction ends, nobody speaks of original bytes in a row, so that those not needed can be deleted."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:a, :b)"), _LOCK)


@dataclass(frozen=True, slots=True)
class Originals:
    """The folder of the original bytes of a desk."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie, if they are there."""
        if not _HASH.fullmatch(sha256):
            raise DeskError(f"{sha256[:80]!r} is no sha256; the desk is damaged.")
        return self.folder / sha256[:2] / f"{sha256[2:]}.gz"

    def keep(self, raw: bytes) -> str:
        """Keep bytes; their sha256. When this returns they are on the disk. Kept bytes that are damaged are mended.

        Raises `DeskError` where they cannot be written.
        """
        sha256 = hashlib.sha256(raw).hexdigest()
        if self.fault(sha256) is not None:
            self._write(sha256, raw)
        return sha256

    def keep_again(self, connection: Connection, sha256: str, raw: bytes) -> None:
        """To be called in the transaction in which a row begins to speak of bytes that were kept before.

        Somebody may have removed the last page that needed them just in between. It costs a look at the folder.
        """
        nobody_deletes(connection)
        if not self.is_there(sha256):
            self._write(sha256, raw)

    def get(self, sha256: str) -> bytes:
        """The bytes as they came. Raises `DeskError` where they are gone, or are no longer what they were."""
        try:
            hashed, pieces = hashlib.sha256(), []
            for piece in self._pieces(sha256):
                hashed.update(piece)
                pieces.append(piece)
        except FileNotFoundError:
            raise DeskError(f"The original bytes {sha256} are gone from {self.folder}.") from None
        except (OSError, EOFError, zlib.error) as error:
            raise DeskError(f"The original bytes {sha256} in {self.folder} cannot be read: {_why(error)}.") from None
        if hashed.hexdigest() != sha256:
            raise DeskError(f"The original bytes {sha256} in {self.folder} are no longer what they were.")
        return b"".join(pieces)

    def fault(self, sha256: str) -> str | None:
        """What is wrong with kept bytes, in a few words; None where they are as they came. Memory does not grow with them."""
        try:
            hashed = hashlib.sha256()
            for piece in self._pieces(sha256):
                hashed.update(piece)
        except FileNotFoundError:
            return "they are gone"
        except (OSError, EOFError, zlib.error) as error:
            return f"they cannot be read ({_why(error)})"
        return None if hashed.hexdigest() == sha256 else "they are not what they were"

    def is_there(self, sha256: str) -> bool:
        """Whether bytes with this hash are kept; they are not looked at."""
        return self.path(sha256).is_file()

    def forget(self, sha256: str) -> None:
        """Delete kept bytes. Nothing happens where there are none."""
        with contextlib.suppress(FileNotFoundError):
            try:
                self.path(sha256).unlink()
                self.path(sha256).parent.rmdir()
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
                    raise DeskError(f"{self.path(sha256)} cannot be deleted: {_why(error)}.") from None

    def all(self) -> Iterator[str]:
        """The hashes of all that is kept, in order."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(folder.glob("*.gz")):
                if _HASH.fullmatch(folder.name + file.stem):
                    yield folder.name + file.stem

    def leftovers(self) -> list[Path]:
        """Halves that a process left which was ended while it wrote."""
        return sorted(self.folder.glob(f"[0-9a-f][0-9a-f]/*{_PART}"))

    def copy_to(self, other: Originals, sha256: str) -> None:
        """Copy kept bytes as they lie there, damaged or not; they need not be there."""
        target = other.path(sha256)
        if not target.exists():
            with contextlib.suppress(FileNotFoundError):
                other._put(sha256, self.path(sha256).read_bytes())

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        with gzip.open(self.path(sha256), "rb") as file:
            while piece := file.read(_CHUNK):
                yield piece

    def _write(self, sha256: str, raw: bytes) -> None:
        self._put(sha256, gzip.compress(raw, LEVEL, mtime=0))

    def _put(self, sha256: str, packed: bytes) -> None:
        path = self.path(sha256)
        part = path.with_name(f"{path.stem}.{secrets.token_hex(6)}{_PART}")
        try:
            is_new = not path.parent.is_dir()
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(path.parent)
            if is_new:
                sync_folder(self.folder)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            raise DeskError(f"The original bytes cannot be kept in {self.folder}: {_why(error)}.") from None


def sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _why(error: BaseException) -> str:
    """The reason alone, without the name of a file."""
    return (getattr(error, "strerror", None) or str(error)).rstrip(".")
