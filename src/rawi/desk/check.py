"""Whether a desk is sound: the file, the links between rows, every page's words and offsets, the bytes, the index.

Nothing is changed here, but for what `mend` is told to mend: indexes, the search index, halves of files. What is lost is
brought back by `rawi.desk.recovery`, into another desk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DBAPIError

from rawi.desk import engine as engines
from rawi.desk import entities, removal, rows, schema, store, tables
from rawi.desk.originals import Originals
from rawi.desk.together import soundness
from rawi.errors import DeskError, OptionError
from rawi.reading import Reading

MOST: Final = 1000
"""Faults of one kind that are listed; the others are counted."""
_OLD_SECONDS: Final = 86_400
"""Of a half of a file or of bytes without a row: younger ones may belong to somebody who adds pages just now."""

Where = Literal["file", "link", "page", "original", "index", "together"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong: where it was looked for, with which page, and in a sentence what."""

    where: Where
    what: str
    page_id: int | None = None


@dataclass(slots=True)
class Report:
    """What was looked at, and what is wrong with it. `more`: how many faults of a kind are not listed.

    `unneeded`: original bytes that no row speaks of, left by somebody who was stopped; no fault.
    """

    pages: int = 0
    originals: int = 0
    unneeded: int = 0
    faults: list[Fault] = field(default_factory=list)
    more: dict[Where, int] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def add(self, where: Where, what: str, page_id: int | None = None) -> None:
        """Note a fault."""
        if sum(fault.where == where for fault in self.faults) < MOST:
            self.faults.append(Fault(where, what, page_id))
        else:
            self.more[where] = self.more.get(where, 0) + 1


def check(engine: Engine, originals: Originals, tell: Callable[[int, int], None] | None = None) -> Report:
    """Look at everything. `tell` is called with how many pages were looked at, and how many there are."""
    report = Report()
    for step in (_file, _links):
        _safely(engine, report, "file", step)
    if not any(fault.where == "file" for fault in report.faults):
        _index(engine, report)
        _safely(engine, report, "together", soundness.faults)
    _pages(engine, originals, report, tell or (lambda done, total: None))
    _others(engine, originals, report)
    return report


def mend(engine: Engine, originals: Originals) -> list[str]:
    """Mend what can be made anew from what is there: a sentence for each thing that was done.

    Raises `DeskError` where the database does not let it.
    """
    done = []
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.cursor().execute("REINDEX")
        done.append("the database's own indexes were made anew")
    with engines.writing(engine) as connection:
        gone = len(entities.forget_unused(connection, connection.execute(select(tables.entities.c.id)).scalars().all()))
        if gone:
            done.append(f"{gone} entities that no page names were taken away")
        from rawi.desk.search import index

        done.append(f"the search index was made anew for {index.rebuild(connection)} pages")
        if mended := soundness.mend(connection):
            done.append(
                f"{mended} rows of what pages say together were mended, taken away or noted to be made again: rawi together"
            )
    loose = [sha256 for sha256 in originals.all() if _is_old(originals.path(sha256))]
    if gone_bytes := removal.forget_unneeded(engine, originals, loose):
        done.append(f"{len(gone_bytes)} original bytes that belong to no page were deleted")
    old = [path for path in originals.leftovers() if _is_old(path)]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        done.append(f"{len(old)} halves of files were deleted")
    return done


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _OLD_SECONDS
    except OSError:  # gone by now
        return False


# --- the database


def _safely(engine: Engine, report: Report, where: Where, step: Callable[[Connection], Iterator[str]]) -> None:
    try:
        with engines.reading(engine) as connection:
            for what in step(connection):
                report.add(where, what)
    except (DBAPIError, DeskError) as error:
        report.add("file", _sentence(error))


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql(f"PRAGMA integrity_check({MOST})"):
            if row[0] != "ok":
                yield from (line for line in str(row[0]).splitlines() if not line.startswith("***"))


def _links(connection: Connection) -> Iterator[str]:
    """PostgreSQL holds its links itself; in SQLite a program that did not ask for it may have broken one."""
    if connection.dialect.name == "sqlite":
        for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {rowid} of {table} points to a row of {parent} that is not there"


def _index(engine: Engine, report: Report) -> None:
    from rawi.desk.search import index

    try:
        with engines.writing(engine) as connection:  # SQLite's own check of a search index counts as writing
            for what in index.faults(connection):
                report.add("index", what)
    except (DBAPIError, DeskError) as error:
        report.add("index", _sentence(error))


# --- the pages


def _pages(engine: Engine, originals: Originals, report: Report, tell: Callable[[int, int], None]) -> None:
    last, total = 0, 0
    try:
        with engines.reading(engine) as connection:
            total = connection.execute(select(func.count()).select_from(tables.pages)).scalar_one()
    except (DBAPIError, DeskError) as error:
        report.add("file", _sentence(error))
    while True:
        try:
            with engines.reading(engine) as connection:
                number: int | None = connection.execute(
                    select(func.min(tables.pages.c.id)).where(tables.pages.c.id > last)
                ).scalar()
        except (DBAPIError, DeskError) as error:
            report.add("file", f"the pages after page {last} cannot be found: {_sentence(error)}")
            return
        if number is None:
            return
        last = number
        report.pages += 1
        for where, what in _page(engine, originals, number, report):
            report.add(where, what, number)
        tell(report.pages, total)


def _page(engine: Engine, originals: Originals, page_id: int, report: Report) -> Iterator[tuple[Where, str]]:
    """What is wrong with one page."""
    try:
        with engines.reading(engine) as connection:
            row = connection.execute(
                select(tables.pages.c.sha256, tables.pages.c.reading_sha256, tables.pages.c.added).where(
                    tables.pages.c.id == page_id
                )
            ).one_or_none()
            reading = store.get(connection, page_id) if row else None
    except OptionError:  # removed just now
        return
    except (DBAPIError, DeskError) as error:
        yield "page", f"it cannot be read: {_sentence(error)}"
        return
    except Exception as error:
        yield "page", f"its rows make no reading ({type(error).__name__}: {error})"[:300]
        return
    if row is None or reading is None:
        return
    faults = list(faults_of(reading))
    if not faults and row.reading_sha256 and rows.digest(reading) != row.reading_sha256:
        faults = ["its rows are not those that were written"]
    yield from (("page", fault) for fault in faults)
    fault = originals.fault(row.sha256)
    report.originals += 1
    if fault and _is_there(engine, page_id):
        yield "original", f"of its original bytes {row.sha256[:12]}…: {fault}"


def _is_there(engine: Engine, page_id: int) -> bool:
    with engines.reading(engine) as connection:
        return connection.execute(select(tables.pages.c.id).where(tables.pages.c.id == page_id)).scalar() is not None


def faults_of(reading: Reading) -> Iterator[str]:
    """What is wrong within a reading: spans outside the text, words that do not stand there, numbers of nothing."""
    length = len(reading.page.text)
    outside = [span for span in _spans(reading) if not 0 <= span[0] <= span[1] <= length]
    if outside:
        yield f"{len(outside)} spans lie outside its text, {list(outside[0])} first"
    for name in ("entities", "sources", "attributions", "claims"):
        if [thing.id for thing in getattr(reading, name)] != list(range(1, len(getattr(reading, name)) + 1)):
            yield f"some of its {name} are missing"
    for claim in reading.claims:
        if not outside and claim.text != reading.words(claim.content):
            yield f"the words of claim {claim.id} do not stand where it says"
    for numbers, things, what in (
        ({n for c in reading.claims for n in c.entities}, reading.entities, "an entity"),
        ({n for c in reading.claims for n in (*c.said, *c.times)}, reading.times, "a time"),
        ({n for c in reading.claims for n in c.quantities}, reading.quantities, "a quantity"),
        ({x.id for c in reading.claims for x in c.chain if x.id is not None}, reading.attributions, "an attribution"),
        ({a.source_id for a in reading.attributions if a.source_id is not None}, reading.sources, "a source"),
    ):
        if any(not 1 <= n <= len(things) for n in numbers):
            yield f"it speaks of {what} that is not there"


def _spans(reading: Reading) -> Iterator[tuple[int, int]]:
    page = reading.page
    yield from (block.span for block in page.blocks)
    yield from page.doubtful
    yield from reading.sentences
    for entity in reading.entities:
        yield from entity.mentions
        yield from (role.span for role in entity.roles)
    yield from (t.span for t in reading.times)
    for q in reading.quantities:
        yield from (span for span in (q.span, q.of) if span)
    for source in reading.sources:
        yield from source.spans
    for a in reading.attributions:
        yield from (*a.cue, *a.source, *a.content, *a.referent, *a.medium)
    for claim in reading.claims:
        yield from claim.content


# --- bytes of other rows, and of none


def _others(engine: Engine, originals: Originals, report: Report) -> None:
    try:
        for name in removal.SPEAKING[1:]:
            column = schema.metadata.tables[name].c.sha256
            with engines.reading(engine) as connection:
                hashes = connection.execute(select(column).where(column.is_not(None)).distinct()).scalars().all()
            for sha256 in hashes:
                report.originals += 1
                if fault := originals.fault(sha256):
                    report.add("original", f"of bytes {sha256[:12]}… that {name} speak of: {fault}")
        some: list[str] = []
        for sha256 in (*originals.all(), ""):
            some += [sha256] if sha256 else []
            if some and (not sha256 or len(some) == MOST):
                with engines.reading(engine) as connection:
                    report.unneeded += len(set(some) - removal.needed(connection, some))
                some = []
    except (DBAPIError, DeskError) as error:
        report.add("file", _sentence(error))


def _sentence(error: Exception) -> str:
    told = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return " ".join(told.split())[:300]
