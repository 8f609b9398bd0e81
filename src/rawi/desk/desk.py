"""The desk as people use it: `rawi.Desk`. A thin face on the modules beside it, each call one transaction."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, select

from rawi.desk import backup, captures, check, engine, opening, recovery, removal, store, tables
from rawi.desk.adding import adding
from rawi.desk.adding.filling import Input, Opening
from rawi.desk.adding.run import Run
from rawi.desk.adding.summary import Added, Progress
from rawi.desk.captures import CaptureInfo
from rawi.desk.decisions.desk import Deciding
from rawi.desk.moments import now
from rawi.desk.originals import Originals
from rawi.desk.queue.failures import Failure, all_failures
from rawi.desk.saved.desk import Saving
from rawi.desk.search.desk import Searching
from rawi.desk.store import Stored
from rawi.desk.transactions import write
from rawi.errors import DeskError
from rawi.pages.capture import Capture
from rawi.reading import Reading


class Desk(Deciding, Searching, Saving):
    """A collection of readings with the bytes that they were made from.

    `where`: the path of a file (SQLite), made where there is none unless `create` is false, or the address of a
    PostgreSQL database (``postgresql://user@host/name``). `originals`: the folder in which the original bytes lie. A desk
    in a file has its own, ``<file>.files``; one in PostgreSQL is told once, when it is made, and again only on a
    machine where that folder has another path.

    Raises `DeskError` where it cannot be opened: there is none, it is no desk, a newer Rawi made it.

    A desk may be used by several threads and processes at once. It is closed by `close`, or as a context manager.
    """

    def __init__(
        self, where: str | os.PathLike[str], *, create: bool = True, originals: str | os.PathLike[str] | None = None
    ) -> None:
        opened = opening.open_desk(where, create=create, originals=originals)
        self.address: str = opened.address
        """The absolute path, or the address with its password."""
        self.name: str = opened.name
        """The same for people."""
        self.engine = opened.engine
        self.originals: Originals = opened.originals

    @classmethod
    def open(cls, where: str | os.PathLike[str], *, originals: str | os.PathLike[str] | None = None) -> Self:
        """Open a desk that is there already."""
        return cls(where, create=False, originals=originals)

    @property
    def folder(self) -> Path:
        """Where the original bytes lie."""
        return self.originals.folder

    def __repr__(self) -> str:
        return f"Desk({self.name!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that reads, for SQLAlchemy."""
        return engine.reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes, for SQLAlchemy."""
        return engine.writing(self.engine)

    # --- pages

    def put(self, reading: Reading, raw: bytes, capture: CaptureInfo | None = None) -> Stored:
        """Keep a reading with the bytes that it was made from. The same bytes twice are one page.

        `capture`: how the bytes came, where more is known than the reading tells. Raises `DeskError` where they are not
        those of the reading.
        """
        way = capture or CaptureInfo(reading.page.origin or "-", now())
        if sha256(raw).hexdigest() != reading.page.id:
            raise DeskError("The reading was not made from these bytes.")
        self.originals.keep(raw)

        def put(connection: Connection) -> Stored:
            self.originals.keep_again(connection, reading.page.id, raw)
            return store.put(connection, reading, way, len(raw))

        return write(self.engine, put)

    def get(self, page_id: int) -> Reading:
        """The reading of a page. Raises `OptionError` where there is no such page."""
        with self.reading() as connection:
            return store.get(connection, page_id)

    def find(self, sha256: str) -> int | None:
        """The number of the page with these bytes, None where there is none."""
        with self.reading() as connection:
            return store.find(connection, sha256)

    def versions(self, page_id: int) -> list[int]:
        """The pages with the same address, in the order in which they came, this one among them."""
        with self.reading() as connection:
            return store.versions(connection, page_id)

    def original(self, page_id: int) -> bytes:
        """The bytes of a page as they came. Raises `OptionError` (no such page), `DeskError` (gone or damaged)."""
        return self.originals.get(self._hash(page_id))

    def captures(self, page_id: int) -> list[CaptureInfo]:
        """Each way by which the bytes of a page came, the first one first."""
        with self.reading() as connection:
            return captures.of_page(connection, page_id)

    def capture(self, page_id: int) -> Capture:
        """The page as it came, with all that was known beside its bytes, to be read again as it was."""
        return self.captures(page_id)[0].capture(self.original(page_id))

    def pages(self) -> Iterator[int]:
        """The numbers of all pages, in the order in which they came."""
        last = 0
        while True:
            with self.reading() as connection:
                some = select(tables.pages.c.id).where(tables.pages.c.id > last).order_by(tables.pages.c.id).limit(1000)
                found = connection.execute(some).scalars().all()
            if not found:
                return
            yield from found
            last = found[-1]

    def __len__(self) -> int:
        """How many pages there are."""
        with self.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.pages)).scalar_one())

    def __bool__(self) -> bool:
        """An empty desk is a desk."""
        return True

    def remove(self, page_ids: Iterable[int]) -> removal.Removed:
        """Take pages away with all that hangs on them, and their original bytes where nothing else needs them."""
        return removal.remove(self.engine, self.originals, page_ids)

    # --- pages read by worker processes

    def add(
        self,
        inputs: Iterable[Input] = (),
        *,
        column: str | None = None,
        max_bytes: int | None = None,
        workers: int | None = None,
        tell: Callable[[Progress], None] | None = None,
    ) -> Added:
        """Add what is in files, folders, archives, feeds and addresses of the web, and finish what waits in the queue.

        `inputs`: paths, addresses, or captures that are at hand. `column`: that of tables which holds the text, where its
        name does not tell; `max_bytes`: the limit of one page, in place of its format's. They are read by worker
        processes, `workers` at most (as many as there are cores, where not given). `tell` is called now and then with the
        progress. Whatever stops this call costs the pages in hand and no more: call it again, with the same inputs or
        none, and it goes on.

        Raises `InputError`, before anything is done, where a file or folder is not there; `DeskError` where the desk
        cannot be written; `WeightsError`. What cannot be read is no error: it stands in `Added.failures`.
        """
        return adding.add(Run(self, workers=workers, tell=tell), inputs, Opening(column, max_bytes))

    def retry(
        self,
        failure_ids: Sequence[int] | None = None,
        *,
        workers: int | None = None,
        tell: Callable[[Progress], None] | None = None,
    ) -> Added:
        """Try failures again, or all. Raises `OptionError` where there is none of a number; else as `add`."""
        return adding.retry(Run(self, workers=workers, tell=tell), failure_ids)

    def reread(
        self,
        page_ids: Sequence[int] | None = None,
        *,
        every: bool = False,
        workers: int | None = None,
        tell: Callable[[Progress], None] | None = None,
    ) -> Added:
        """Read pages anew from their original bytes: these, or all (`every`), or those that another version has read.

        Decisions stay; those whose words moved are in `Added.moved`. Raises `OptionError` where there is no such page.
        """
        return adding.reread(Run(self, workers=workers, tell=tell), page_ids, every=every)

    def failures(self) -> list[Failure]:
        """What was not read, why, and what can be done about it; the oldest first."""
        with self.reading() as connection:
            return all_failures(connection)

    # --- the whole

    def backup(self, target: str | os.PathLike[str], *, tell: Callable[[int], None] | None = None) -> backup.BackedUp:
        """Copy the desk and its original bytes to `target` and ``target.files``, while others go on: one state of it.

        Raises `OutputError` where `target` is there already or cannot be written, `DeskError` where the desk is damaged
        or, in PostgreSQL, ``pg_dump`` is missing.
        """
        return backup.back_up(self.engine, self.originals, self.name, Path(target), tell)

    def check(self, *, tell: Callable[[int, int], None] | None = None) -> check.Report:
        """Look whether everything is sound: file, links, words and offsets of every page, original bytes, index."""
        return check.check(self.engine, self.originals, tell)

    def mend(self) -> list[str]:
        """Make anew what can be made from what is there, as the search index; what was done, a sentence each."""
        return check.mend(self.engine, self.originals)

    @staticmethod
    def recover(damaged: str | os.PathLike[str], target: str | os.PathLike[str]) -> recovery.Recovered:
        """Save what can be read of a damaged desk in a file to a new one, and queue up what is to be read again."""
        return recovery.recover(Path(damaged), Path(target))

    def _hash(self, page_id: int) -> str:
        with self.reading() as connection:
            return store.sha256_of(connection, page_id)
