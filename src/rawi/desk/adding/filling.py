"""From what people name (files, folders, addresses) to the queue: bytes are kept first, then there is a job for them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection

from rawi.desk import engine
from rawi.desk.adding.run import Run
from rawi.desk.moments import now
from rawi.desk.originals import Originals
from rawi.desk.queue import failures, jobs
from rawi.desk.queue.jobs import Met
from rawi.errors import InputError
from rawi.pages import containers
from rawi.pages.addresses import is_address
from rawi.pages.capture import Capture, Refused
from rawi.pages.containers import folder
from rawi.pages.containers.names import shown

if TYPE_CHECKING:
    from rawi.pages.addresses import Fetcher

Input = str | os.PathLike[str] | Capture
"""A path, an address of the web, or a capture that is at hand."""

MOST: Final = 64
"""Captures that go into the queue in one transaction."""

MOST_BYTES: Final = 16_000_000
"""The same, of the bytes that are in memory until then."""

LONGEST_SECONDS: Final = 0.5
"""The same, of the time that the first of them waits."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How inputs are opened: `column` and `max_bytes` as in `rawi.pages.containers.open_source`; `fetch` gives what stands at
    an address, in place of a fetcher with the usual settings."""

    column: str | None = None
    max_bytes: int | None = None
    fetch: Callable[[str], Iterable[Capture | Refused]] | None = None

    def captures(self, source: Path | Capture, origin: str | None = None) -> Iterator[Capture | Refused]:
        """What is in a file, or in a capture that may be a container."""
        return containers.captures(source, origin=origin, column=self.column, max_bytes=self.max_bytes)


@dataclass(frozen=True, slots=True)
class Place:
    """A file or an address where something was met, and what it is called in origins."""

    path: str | None
    name: str | None


def check(inputs: Iterable[Input]) -> list[Input]:
    """The inputs, all of which are there. Raises `InputError` where one is not, before anything is done."""
    found = list(inputs)
    for one in found:
        if not isinstance(one, Capture) and not (isinstance(one, str) and is_address(one)) and not os.path.lexists(one):
            raise InputError(f"There is no file or folder {os.fspath(one)}; nothing was added.")
    return found


class Filler:
    """Puts what is met into the queue of a run, in transactions of some captures each."""

    def __init__(self, run: Run, opening: Opening | None = None) -> None:
        self._run = run
        self._opening = opening or Opening()
        self._fetcher: Fetcher | None = None
        self._met: list[Met] = []
        self._refused: list[tuple[Place, Refused]] = []
        self._bytes = 0
        self._most = 1  # the first page goes on at once
        self._since = 0.0
        desk = run.desk
        self._own_folder = os.path.realpath(desk.folder) + os.sep
        database = None if engine.is_address(desk.address) else os.path.realpath(desk.address)
        self._own_names = () if database is None else (database, database + "-wal", database + "-shm")

    def fill(self, inputs: Iterable[Input | Place]) -> None:
        """Walk through inputs until the end, or until the run stops."""
        for given in inputs:
            for place, found in self._captures(given):
                if self._run.is_stopping:
                    return
                self._add(place, found)
        self.flush()

    def _captures(self, given: Input | Place) -> Iterator[tuple[Place, Capture | Refused]]:
        if isinstance(given, Capture):
            for found in self._opening.captures(given):
                yield Place(None, None), found
        elif isinstance(given, Place):
            yield from self._again(given)
        elif isinstance(given, str) and is_address(given):
            for found in self._fetch(given):
                yield Place(given, given), found
        else:
            yield from self._files(Path(given))

    def _again(self, place: Place) -> Iterator[tuple[Place, Capture | Refused]]:
        """What is in a place where something was refused before."""
        assert place.path is not None
        if is_address(place.path) or place.name is None or os.path.isdir(place.path):
            yield from self._captures(place.path)
        else:
            yield from self._file(Path(place.path), place.name)

    def _files(self, given: Path) -> Iterator[tuple[Place, Capture | Refused]]:
        """What is in a file, or in all files of a folder but for those of the desk itself."""
        if not given.is_dir():
            yield from self._file(given, shown(given.name))
            return
        for found in folder.files(given):
            if isinstance(found, Refused):
                yield Place(str(given.absolute()), None), found
            elif not self._is_own(found[0]):
                yield from self._file(*found)

    def _file(self, path: Path, name: str) -> Iterator[tuple[Place, Capture | Refused]]:
        """What is in a file that is called `name` in origins; the file can be gone meanwhile."""
        place = Place(str(path.absolute()), name)
        try:
            for found in self._opening.captures(path, name):
                yield place, found
        except InputError as error:
            yield place, Refused(name, str(error))

    def _fetch(self, address: str) -> Iterator[Capture | Refused]:
        try:
            if self._opening.fetch is not None:
                yield from self._opening.fetch(address)
                return
            if self._fetcher is None:
                from rawi.pages.addresses import Fetcher  # networks are loaded when somebody asks for them

                self._fetcher = Fetcher()
            yield from self._opening.captures(self._fetcher.fetch(address))
        except InputError as error:
            yield Refused(address, str(error))

    def _is_own(self, path: Path) -> bool:
        """Whether a file is the desk's own, as where the folder that it lies in is added."""
        real = os.path.realpath(path)
        return real in self._own_names or real.startswith(self._own_folder)

    def _add(self, place: Place, found: Capture | Refused) -> None:
        if not self._met and not self._refused:
            self._since = time.monotonic()
        if isinstance(found, Refused):
            self._refused.append((place, found))
        else:
            # on the disk before there is a row that speaks of it
            self._met.append(Met(found, self._run.desk.originals.keep(found.raw), place.path))
            self._bytes += len(found.raw)
        count = len(self._met) + len(self._refused)
        if count >= self._most or self._bytes >= MOST_BYTES or time.monotonic() - self._since > LONGEST_SECONDS:
            self.flush()
            self._most = min(MOST, 2 * self._most)

    def flush(self) -> None:
        """Put into the queue what was met since the last time."""
        run, met, refused, moment = self._run, self._met, self._refused, now()
        if met or refused:
            counts = run.write(lambda connection: _put(connection, run.desk.originals, run.id, met, refused, moment))
            run.queued(counts)
        self._met, self._refused, self._bytes = [], [], 0


def _put(
    connection: Connection,
    originals: Originals,
    run: int,
    met: list[Met],
    refused: list[tuple[Place, Refused]],
    moment: str,
) -> jobs.Queued:
    for place, one in refused:
        failures.record(
            connection, kind="refused", reason=one.why, moment=moment, queued_by=run, origin=one.origin, path=place.path,
            place=place.name,
        )  # fmt: skip
    for found in met:
        originals.keep_again(connection, found.sha256, found.capture.raw)
    return jobs.queue(connection, run, met, moment)
