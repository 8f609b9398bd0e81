"""Bytes as they are read from a container: looked at before they are taken, counted where they are unpacked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Protocol

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.page import Fact

HEAD = 65_536
"""Bytes that tell what something is."""
_CHUNK = 65_536


class Source(Protocol):
    """Whatever gives bytes, fewer than were asked for if it likes, none at its end. Raises `InputError` where it is bad."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""


class Stream:
    """The bytes of a source, in order, with a look ahead. `file` is the source itself where it can be read anywhere.

    Where the source breaks off, what came before is still read; the error is raised after it, once, and `broken` is true.
    """

    def __init__(self, source: Source, file: BinaryIO | None = None) -> None:
        self.source, self.file = source, file
        self._buffer = b""
        self._at = 0
        self._ended = False
        self._error: InputError | None = None
        self.broken = False

    def peek(self, size: int = HEAD) -> bytes:
        """The next `size` bytes, which stay to be read; fewer only where no more come."""
        while len(self._buffer) - self._at < size and self._fill():
            pass
        return self._buffer[self._at : self._at + size]

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer only at the end, or before the source breaks off."""
        pieces: list[bytes] = []
        while size > 0:
            piece = self._buffer[self._at : self._at + size]
            if piece:
                self._at += len(piece)
                size -= len(piece)
                pieces.append(piece)
            elif not self._fill():
                break
        if not pieces:
            self._raise()
        return b"".join(pieces)

    def all(self, most: int) -> bytes | None:
        """All that is left, None where that is more than `most` bytes. Raises `InputError` where the source breaks off."""
        pieces: list[bytes] = []
        while piece := self.read(min(_CHUNK, most + 1)):
            most -= len(piece)
            if most < 0:
                return None
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, most: int) -> bytes:
        """The next line with its end, or its first `most` bytes."""
        pieces: list[bytes] = []
        while most > 0:
            if self._at >= len(self._buffer) and not self._fill():
                break
            found = self._buffer.find(b"\n", self._at, self._at + most)
            end = found + 1 if found >= 0 else min(len(self._buffer), self._at + most)
            pieces.append(self._buffer[self._at : end])
            most -= end - self._at
            self._at = end
            if found >= 0:
                break
        if not pieces:
            self._raise()
        return b"".join(pieces)

    def unread(self, data: bytes) -> None:
        """Give bytes back, to be read next."""
        self._buffer = data + self._buffer[self._at :]
        self._at = 0

    def resume(self) -> bool:
        """Go on behind the place where the source broke, where it can (`rawi.pages.containers.gzipped`)."""
        resume = getattr(self.source, "resume", None)
        if resume is None or not resume():
            return False
        self._ended = self.broken = False
        return True

    def _fill(self) -> bool:
        if self._ended:
            return False
        try:
            chunk = self.source.read(_CHUNK)
        except InputError as error:
            self._error, chunk = error, b""
        except OSError as error:
            self._error, chunk = InputError(f"It cannot be read: {error.strerror}."), b""
        if not chunk:
            self._ended = True
            return False
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return True

    def _raise(self) -> None:
        if self._error is not None:
            error, self._error = self._error, None
            self.broken = True
            raise error


class Budget:
    """How much may still be unpacked of one input of `size` bytes (None where that is not known)."""

    def __init__(self, size: int | None) -> None:
        self.most = limits.MAX_UNPACKED_BYTES
        if size is not None:
            self.most = min(self.most, max(limits.FREE_UNPACKED_BYTES, size * limits.MAX_RATIO))
        self.spent = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more is unpacked."""
        return self.spent > self.most

    def spend(self, size: int) -> None:
        """Take note of unpacked bytes. Raises `InputError` where they are too many."""
        self.spent += size
        if self.ended:
            raise InputError(f"More than {self.most:,} bytes come out of it when it is unpacked; the rest is left out.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, and what is known of it from outside.

    `depth` counts the containers round it, `known`, `captured` and `charset` are those of a `Capture`. `column` and
    `max_bytes` are the caller's.
    """

    origin: str
    budget: Budget
    depth: int = 0
    column: str | None = None
    max_bytes: int | None = None
    known: Mapping[str, Fact] = field(default_factory=dict)
    captured: str | None = None
    charset: str | None = None

    def inside(
        self,
        origin: str,
        known: Mapping[str, Fact] | None = None,
        captured: str | None = None,
        charset: str | None = None,
    ) -> Place:
        """The place of a member."""
        return replace(self, origin=origin, depth=self.depth + 1, known=known or {}, captured=captured, charset=charset)


def too_large(most: int, option: bool = False) -> str:
    """The sentence for what has more bytes than a limit; `option` where the user may set another."""
    return f"It has more than the limit of {most:,} bytes{'; raise it with --max-bytes' if option else ''}."


def bomb(packed: int, unpacked: int) -> bool:
    """Whether so many bytes do not come out of so few in earnest."""
    return unpacked > limits.FREE_MEMBER_BYTES and unpacked > packed * limits.MAX_RATIO


BOMB = f"It unpacks to more than {limits.MAX_RATIO} times its size, as bombs do; it is left out."


def spooled(stream: Stream) -> BinaryIO:
    """A file that can be read anywhere: the stream's own, else a temporary one. Raises `InputError` where it is too large."""
    if stream.file is not None:
        return stream.file
    copy = tempfile.SpooledTemporaryFile(max_size=8_000_000)  # noqa: SIM115 - the caller reads and closes it
    size = 0
    error: InputError | None = None
    while True:
        try:
            piece = stream.read(_CHUNK)
        except InputError as broken:  # what came before it may still hold whole members
            error = broken
            break
        if not piece:
            break
        size += len(piece)
        if size > limits.MAX_SPOOLED_BYTES:
            copy.close()
            raise InputError(
                f"It is a ZIP of more than {limits.MAX_SPOOLED_BYTES:,} bytes inside another file or a pipe."
            )
        copy.write(piece)
    if error is not None and size == 0:
        copy.close()
        raise error
    copy.seek(0)
    return copy  # type: ignore[return-value]
