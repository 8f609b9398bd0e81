"""What was fetched, kept as it came over the wire: a WARC file in a folder, with an index beside it.

Every exchange is appended as whole gzip members (a response record, a request record) and written through to the disk
before it counts; a member that a kill left half behind is cut off before the next is appended. The index only spares
reading the whole file: it is made again wherever it is missing or torn.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from rawi.errors import OutputError
from rawi.pages.addresses.exchange import Exchange
from rawi.pages.addresses.record import HEAD, Kept, about, digest, found_in, of_answer, of_request, validator

WARC = "fetched.warc.gz"
INDEX = ".fetched-index.jsonl"
_LOCK = ".fetched-lock"


class Keep:
    """The folder in which what was fetched is kept. Several processes may write to one: they take turns.

    Raises `OutputError` wherever the folder cannot be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, Kept] = {}
        self._index_at = 0
        self._end = 0
        with self._turn() as (warc, index):
            self._settle(warc, index)

    def find(self, url: str) -> Kept | None:
        """The newest page that was kept of an address and can be asked for with a condition."""
        return self._known.get(url)

    def answer(self, kept: Kept, most: int) -> bytes | None:
        """The answer as it came over the wire, from status line to end; None where the file does not hold it any more."""
        from warcio.archiveiterator import ArchiveIterator

        try:
            with (self.folder / WARC).open("rb") as file:
                file.seek(kept.offset)
                member = file.read(kept.length)
            record = next(ArchiveIterator(io.BytesIO(member), no_record_parse=True))
            block: bytes = record.raw_stream.read(most + HEAD)
            told = record.rec_headers
        except Exception:  # the file was changed by somebody else; warcio raises whatever it does then
            return None
        if told.get_header("WARC-Record-ID") != kept.record or told.get_header("WARC-Block-Digest") != digest(block):
            return None
        return block

    def add(self, exchange: Exchange, kept: Kept | None = None) -> None:
        """Append an exchange. `kept` is the page that the server said is still the same (304)."""
        response, record = of_answer(exchange, kept)
        request = of_request(exchange, record)
        with self._turn() as (warc, index):
            self._settle(warc, index)
            start = self._end
            first = about() if start == 0 else b""
            self._append(warc, first + response + request)
            answer = exchange.answer
            entry = Kept(
                url=exchange.address.url,
                moment=exchange.moment,
                record=record,
                status=answer.status,
                offset=start + len(first),
                length=len(response),
                end=self._end,
                etag=validator(answer.headers.get("etag")),
                modified=validator(answer.headers.get("last-modified")),
            )
            self._note(index, entry)

    # --- under the lock

    @contextlib.contextmanager
    def _turn(self) -> Iterator[tuple[BinaryIO, BinaryIO]]:
        """The file and its index, for this process alone."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / _LOCK).open("ab") as lock, contextlib.ExitStack() as stack:
                _locked(lock)
                for name in (WARC, INDEX):
                    (self.folder / name).touch()
                files = [stack.enter_context((self.folder / name).open("r+b")) for name in (WARC, INDEX)]
                yield files[0], files[1]
        except OSError as error:
            raise OutputError(f"What is fetched cannot be kept in {self.folder}: {error.strerror}.") from None

    def _settle(self, warc: BinaryIO, index: BinaryIO) -> None:
        """Learn what others have written since, and cut off what was left half written."""
        size = warc.seek(0, os.SEEK_END)
        if index.seek(0, os.SEEK_END) < self._index_at or size < self._end:
            self._forget()
        index.seek(self._index_at)
        for line in index:
            entry = _entry(line)
            if entry is None or entry.end > size:
                break
            self._learn(entry)
            self._index_at += len(line)
        index.seek(self._index_at)
        index.truncate()
        for entry in found_in(warc, self._end):
            self._note(index, entry)
        if size > self._end:
            warc.truncate(self._end)

    def _forget(self) -> None:
        self._known.clear()
        self._index_at = self._end = 0

    def _append(self, warc: BinaryIO, data: bytes) -> None:
        try:
            warc.seek(self._end)
            warc.write(data)
            warc.flush()
            os.fsync(warc.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                warc.truncate(self._end)
            raise
        self._end += len(data)

    def _note(self, index: BinaryIO, entry: Kept) -> None:
        line = json.dumps(asdict(entry), ensure_ascii=True).encode() + b"\n"
        index.seek(self._index_at)
        index.write(line)
        index.flush()
        self._index_at += len(line)
        self._learn(entry)

    def _learn(self, entry: Kept) -> None:
        self._end = max(self._end, entry.end)
        if entry.status == 200:
            self._known.pop(entry.url, None)
            if entry.etag or entry.modified:
                self._known[entry.url] = entry


def _locked(lock: BinaryIO) -> None:
    """Wait for our turn; where the system has no such locks (Windows), one process at a time is up to the user."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed


def _entry(line: bytes) -> Kept | None:
    """A line of the index; None where it is torn, or not of our making."""
    try:
        entry = Kept(**json.loads(line)) if line.endswith(b"\n") else None
    except (ValueError, TypeError, RecursionError):
        return None
    if entry is None:
        return None
    numbers = (entry.status, entry.offset, entry.length, entry.end)
    if not all(type(n) is int and n >= 0 for n in numbers) or entry.offset + entry.length > entry.end:
        return None
    if not all(isinstance(words, str) for words in (entry.url, entry.moment, entry.record)):
        return None
    sent_back = [value for value in (entry.etag, entry.modified) if value is not None]
    return entry if all(isinstance(value, str) and validator(value) for value in sent_back) else None
