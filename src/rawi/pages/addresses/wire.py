"""What comes over a connection, under limits of time and bytes, with a record of what was read of it."""

from __future__ import annotations

import io
import socket
import time
from typing import TYPE_CHECKING

from rawi.errors import InputError
from rawi.pages import limits

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Deadline:
    """The moment at which time on the network is up. `seconds` is what the caller allowed, for the sentence."""

    def __init__(self, seconds: float, allowed: float | None = None) -> None:
        self._end = time.monotonic() + seconds
        self.allowed = seconds if allowed is None else allowed

    @property
    def remaining(self) -> float:
        """Seconds that are left, 0 where there are none."""
        return max(0.0, self._end - time.monotonic())

    def left(self, what: str) -> float:
        """Seconds that are left. Raises `InputError` where there are none; `what` begins the sentence."""
        left = self.remaining
        if not left:
            raise self.over(what)
        return left

    def over(self, what: str) -> InputError:
        """That time was up."""
        return InputError(f"{what} timed out after {self.allowed:g} seconds; it is given up.")


class Wire(io.RawIOBase):
    """The receiving end of a socket. Every single read is under the deadline, so that no drip of bytes outlasts it.

    No more than `most` bytes are let in; the caller may raise that as the answer goes on. `what` names the address in
    sentences. Raises `InputError` where time is up, nothing comes for `SILENT_SECONDS`, or more than `most` bytes come.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int, what: str) -> None:
        self._sock, self._deadline, self._what = sock, deadline, what
        self.most, self.count = most, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Some bytes, as soon as there are any; 0 at the end."""
        if self.count > self.most:
            raise InputError(f"{self._what} sends more than {self.most:,} bytes; it is given up.")
        left = self._deadline.left(self._what)
        try:
            self._sock.settimeout(min(left, limits.SILENT_SECONDS))
            got = self._sock.recv_into(buffer, min(memoryview(buffer).nbytes, self.most - self.count + 1))
        except TimeoutError:
            self._deadline.left(self._what)
            raise InputError(
                f"{self._what} sent nothing for {limits.SILENT_SECONDS:g} seconds; it is given up."
            ) from None
        self.count += got
        return got


class Tap(io.BufferedIOBase):
    """A stream that records what is read through it, to the byte. What was buffered but not read is not in `record`."""

    def __init__(self, source: io.RawIOBase) -> None:
        self._source = io.BufferedReader(source, 16_384)
        self.record = bytearray()

    def makefile(self, *_: object, **__: object) -> Tap:
        """Itself: to `http.client` it is a socket, too."""
        return self

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """As of any stream."""
        got = self._source.read(size)
        self.record += got
        return got

    def read1(self, size: int = -1, /) -> bytes:
        """As of any stream."""
        got = self._source.read1(size)
        self.record += got
        return got

    def readline(self, size: int | None = -1, /) -> bytes:
        """As of any stream."""
        got = self._source.readline(-1 if size is None else size)
        self.record += got
        return got
