"""Jobs: pages are queued up, taken, finished, given back. Every function is one step inside the caller's transaction.

A worker's result counts only where its run still has the job in hand (`in_hand`), so that a job that was taken over from
a run held to be dead is kept once, whatever that run does later.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk.captures import CaptureInfo, of_page
from rawi.desk.queue import holds
from rawi.desk.queue.failures import add_way, forget_refusals, record
from rawi.desk.queue.tables import failures, job_captures, jobs, runs
from rawi.desk.tables import captures, pages
from rawi.pages import Fact
from rawi.pages.capture import Capture
from rawi.version import VERSION

CRASHES = 3
"""Worker processes that may die of a page before it is given up."""

SETBACKS = 10
"""The same, counting runs that were killed from outside while they had the page in hand, which may be no fault of its.

A page that takes the whole machine down is met again last, after all others, and this many times.
"""


@dataclass(slots=True)
class Queued:
    """What became of captures: pages to be read, copies of what the desk has, and what was met before."""

    waiting: int = 0
    """Pages that were put into the queue."""
    copies: int = 0
    """Captures of bytes that the desk has, or has in the queue, from elsewhere."""
    before: int = 0
    """Captures that the desk knew already."""
    failed_before: int = 0
    """Captures whose bytes could not be read by this version of Rawi, and were not tried again."""

    def __iadd__(self, other: Queued) -> Queued:
        self.waiting += other.waiting
        self.copies += other.copies
        self.before += other.before
        self.failed_before += other.failed_before
        return self


@dataclass(frozen=True, slots=True)
class Job:
    """A job in hand. `page_id` is that of a page to be read again, None for a new one.

    `is_adopted`: the run that asked for it is no longer there, so it became the own of the one that took it.
    """

    id: int
    sha256: str
    page_id: int | None
    queued_by: int
    is_adopted: bool = False


_JOB = (jobs.c.id, jobs.c.sha256, jobs.c.page_id, jobs.c.queued_by)


# --- runs


def begin(connection: Connection, sign: str, moment: str) -> int:
    """A row for a run that has begun; its number."""
    row = {"sign": sign, "host": platform.node() or "?", "pid": os.getpid(), "started": moment}
    return int(connection.execute(insert(runs).values(row).returning(runs.c.id)).scalar_one())


def end(connection: Connection, run: int) -> None:
    """A run has ended by itself: what it still has in hand waits again, without a setback."""
    connection.execute(update(jobs).where(jobs.c.run_id == run).values(run_id=None))
    connection.execute(delete(runs).where(runs.c.id == run))


def bury(connection: Connection, folder: Path | None, moment: str) -> int:
    """Take the jobs of runs that died from them; the number of jobs. Those met with a setback, which see `SETBACKS`."""
    rows = connection.execute(select(runs.c.id, runs.c.sign)).all()
    alive = holds.living(connection, folder, [row.sign for row in rows])
    dead = [row.id for row in rows if row.sign not in alive]
    if not dead:
        return 0
    free = update(jobs).where(jobs.c.run_id.in_(dead)).values(run_id=None, setbacks=jobs.c.setbacks + 1)
    freed = connection.execute(free.returning(*_JOB, jobs.c.setbacks)).all()
    for *job, setbacks in freed:
        if setbacks >= SETBACKS:
            reason = f"Rawi was killed {setbacks} times while it read this page."
            give_up(connection, Job(*job), "crash", reason, moment)
    connection.execute(delete(runs).where(runs.c.id.in_(dead)))
    return len(freed)


# --- the way of a job


@dataclass(frozen=True, slots=True)
class Met:
    """A capture that was met in a file or at an address (`path`; None where it was given as it is); `sha256` of its bytes."""

    capture: Capture
    sha256: str
    path: str | None = None


def queue(connection: Connection, run: int, found: Sequence[Met], moment: str) -> Queued:
    """Put captures into the queue; for bytes that the desk has, only a row in captures.

    The bytes themselves are to be kept before. Statements do not grow with the number of captures.
    """
    counts, rest = Queued(), list(found)
    while rest:  # again where a worker finished the page between two statements, which only PostgreSQL lets happen
        rest = _queue(connection, run, rest, moment, counts)
    return counts


def _queue(connection: Connection, run: int, found: list[Met], moment: str, counts: Queued) -> list[Met]:
    hashes = sorted({met.sha256 for met in found})  # in one order everywhere, so that two runs never wait in a circle
    known = _numbers(connection, pages, hashes)
    failed = _failed(connection, hashes)
    fresh = [sha256 for sha256 in hashes if sha256 not in known and sha256 not in failed]
    new = _queue_jobs(connection, [_job(sha256, run, moment) for sha256 in fresh])
    counts.waiting += len(new)
    queued = _numbers(connection, jobs, fresh, lock=True)
    rest: list[Met] = []
    to_pages: list[dict[str, Any]] = []
    to_jobs: list[dict[str, Any]] = []
    for met in found:
        sha256, row = met.sha256, _row(met.capture, moment)
        if sha256 in known:
            to_pages.append({"page_id": known[sha256], "url": row["known"].get("url", {}).get("value"), **row})
        elif sha256 in failed:
            counts.failed_before += 1
            add_way(connection, failed[sha256], row)
        elif sha256 in queued:
            to_jobs.append({"job_id": queued[sha256], **row})
        else:
            rest.append(met)
    forget_refusals(connection, [(met.path, met.capture.origin) for met in found])
    there = _put(connection, captures, to_pages) + _put(connection, job_captures, to_jobs)
    counts.copies += there - len(new)
    counts.before += len(to_pages) + len(to_jobs) - there
    return rest


def _put(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> int:
    """Put rows into a table but for those that stand there; how many there were to put."""
    if not rows:
        return 0
    return len(
        connection.execute(_insert(connection, table).values(rows).on_conflict_do_nothing().returning(table.c.id)).all()
    )


def take(connection: Connection, run: int, most: int) -> list[Job]:
    """Take up to `most` jobs that wait: those without setbacks first, then in the order in which they came.

    Jobs that were asked for by a run that is no longer there become this run's own.
    """
    wait = select(*_JOB).where(jobs.c.run_id.is_(None)).order_by(jobs.c.setbacks, jobs.c.id).limit(most)
    found = [Job(*row) for row in connection.execute(wait.with_for_update(skip_locked=True))]
    if not found:
        return []
    there = set(connection.execute(select(runs.c.id)).scalars())
    adopted = [job.id for job in found if job.queued_by not in there]
    if adopted:
        connection.execute(update(jobs).where(jobs.c.id.in_(adopted)).values(queued_by=run))
    connection.execute(update(jobs).where(jobs.c.id.in_([job.id for job in found])).values(run_id=run))
    return [replace(job, queued_by=run, is_adopted=True) if job.id in adopted else job for job in found]


def in_hand(connection: Connection, run: int, number: int, *, lock: bool = False) -> Job | None:
    """The job, if the run still has it in hand. `lock`: and keeps it until the transaction ends."""
    find = select(*_JOB).where(jobs.c.id == number, jobs.c.run_id == run)
    row = connection.execute(find.with_for_update() if lock else find).one_or_none()
    return None if row is None else Job(*row)


def ways_of(connection: Connection, job: Job) -> list[CaptureInfo]:
    """Each way by which the bytes of a job came, the first one first, also before they failed."""
    if job.page_id is not None:
        return of_page(connection, job.page_id)
    failed = select(failures.c.captures).where(failures.c.key == job.sha256)
    return _joined(connection, job, connection.execute(failed).scalar_one_or_none())


def finish(connection: Connection, job: Job) -> list[CaptureInfo]:
    """The job is done, and a failure of the same bytes is past; the ways by which these came, also those of just now."""
    failed = delete(failures).where(failures.c.key == job.sha256).returning(failures.c.captures)
    ways = _joined(connection, job, connection.execute(failed).scalar_one_or_none())
    connection.execute(delete(jobs).where(jobs.c.id == job.id))
    return ways


def _joined(connection: Connection, job: Job, before: list[dict[str, Any]] | None) -> list[CaptureInfo]:
    """The ways that stand in a failure and those of the job, each origin once."""
    found: dict[str, CaptureInfo] = {}
    for row in [*(before or []), *_rows(connection, job)]:
        found.setdefault(row["origin"], _info(row))
    return list(found.values())


def _rows(connection: Connection, job: Job) -> list[dict[str, Any]]:
    find = select(job_captures).where(job_captures.c.job_id == job.id).order_by(job_captures.c.id)
    return [{k: v for k, v in row.items() if k not in ("id", "job_id")} for row in connection.execute(find).mappings()]


def give_up(connection: Connection, job: Job, kind: str, reason: str, moment: str) -> int:
    """The job becomes a failure; its number."""
    ways = _rows(connection, job)
    failure = record(
        connection, kind=kind, reason=reason, moment=moment, queued_by=job.queued_by, sha256=job.sha256,
        page_id=job.page_id, origin=ways[0]["origin"] if ways else f"page {job.page_id}", ways=ways,
    )  # fmt: skip
    connection.execute(delete(jobs).where(jobs.c.id == job.id))
    return failure


def crashed(connection: Connection, run: int, number: int, reason: str, moment: str) -> int | None:
    """A worker process died of a job: it waits again, or is given up; the number of the failure then."""
    job = in_hand(connection, run, number, lock=True)
    if job is None:
        return None
    worse = update(jobs).where(jobs.c.id == number)
    worse = worse.values(run_id=None, crashes=jobs.c.crashes + 1, setbacks=jobs.c.setbacks + 1)
    crashes: int = connection.execute(worse.returning(jobs.c.crashes)).scalar_one()
    return give_up(connection, job, "crash", reason, moment) if crashes >= CRASHES else None


def queue_again(connection: Connection, run: int, numbers: Sequence[int], moment: str) -> int:
    """Put pages that the desk has into the queue, to be read anew; how many were not there already."""
    rows = connection.execute(
        select(pages.c.id, pages.c.sha256).where(pages.c.id.in_(numbers)).order_by(pages.c.sha256)
    )
    return len(_queue_jobs(connection, [_job(row.sha256, run, moment, row.id) for row in rows]))


def queue_failures(connection: Connection, run: int, numbers: Sequence[int], moment: str) -> int:
    """Put bytes that failed into the queue again; how many were not there already. They stay failures until they pass."""
    find = select(failures.c.sha256, failures.c.page_id).where(
        failures.c.id.in_(numbers), failures.c.sha256.is_not(None)
    )
    rows = connection.execute(find.order_by(failures.c.sha256)).all()
    return len(_queue_jobs(connection, [_job(row.sha256, run, moment, row.page_id) for row in rows]))


def _queue_jobs(connection: Connection, rows: list[dict[str, Any]]) -> list[str]:
    """Put jobs into the queue, in the order of their hashes; the hashes of those that were not there."""
    if not rows:
        return []
    made = _insert(connection, jobs).values(rows).on_conflict_do_nothing().returning(jobs.c.sha256)
    return list(connection.execute(made).scalars())


def give_back(connection: Connection, run: int, number: int) -> None:
    """The job waits again, without a setback."""
    connection.execute(update(jobs).where(jobs.c.id == number, jobs.c.run_id == run).values(run_id=None))


def is_waiting(connection: Connection) -> bool:
    """Whether there is a job that nobody has in hand."""
    return connection.execute(select(jobs.c.id).where(jobs.c.run_id.is_(None)).limit(1)).first() is not None


def waiting(connection: Connection) -> int:
    """How many jobs there are, those in hand among them."""
    return int(connection.execute(select(func.count()).select_from(jobs)).scalar_one())


def asked_for(connection: Connection, run: int) -> int:
    """How many jobs that a run asked for are not done yet, whoever has them in hand."""
    return int(connection.execute(select(func.count()).select_from(jobs).where(jobs.c.queued_by == run)).scalar_one())


# --- rows


def _row(capture: Capture, moment: str) -> dict[str, Any]:
    """What is known of a capture, but for its bytes, as a row of job_captures."""
    return {
        "origin": capture.origin,
        "captured": capture.captured,
        "added": moment,
        "known": {name: {"value": fact.value, "how": fact.how} for name, fact in capture.known.items() if fact},
        "charset": capture.charset,
        "is_text": capture.is_text,
    }


def _info(row: dict[str, Any]) -> CaptureInfo:
    known = {name: Fact(fact["value"], fact["how"]) for name, fact in row["known"].items()}
    url = known["url"].value if "url" in known else None
    return CaptureInfo(row["origin"], row["added"], url, row["captured"], known, row["charset"], row["is_text"])


def _job(sha256: str, run: int, moment: str, page_id: int | None = None) -> dict[str, Any]:
    return {"sha256": sha256, "page_id": page_id, "queued": moment, "queued_by": run, "crashes": 0, "setbacks": 0}


def _numbers(connection: Connection, table: Any, hashes: Iterable[str], *, lock: bool = False) -> dict[str, int]:
    hashes = list(hashes)
    if not hashes:
        return {}
    find = select(table.c.sha256, table.c.id).where(table.c.sha256.in_(hashes))
    if lock:
        find = find.order_by(table.c.sha256).with_for_update()
    return {row.sha256: row.id for row in connection.execute(find)}


def _failed(connection: Connection, hashes: list[str]) -> dict[str, int]:
    """Failures of these bytes with this version of Rawi (a newer one may do better) that nobody tries again just now.

    Their rows are locked, so that no way by which bytes came is lost to another run.
    """
    find = select(failures.c.key, failures.c.id).where(
        failures.c.key.in_(hashes),
        failures.c.rawi == VERSION,
        failures.c.page_id.is_(None),
        failures.c.key.not_in(select(jobs.c.sha256).where(jobs.c.sha256.in_(hashes))),
    )
    return {row.key: row.id for row in connection.execute(find.order_by(failures.c.key).with_for_update(of=failures))}


def _insert(connection: Connection, table: Any) -> Any:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
