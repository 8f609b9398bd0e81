"""A run: inputs are put into the queue by one thread, read by worker processes, and counted.

Whatever ends a run, the bytes that it has met are kept and in the queue, and the readings that were finished are kept:
the page in hand is all that is read again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from rawi import errors
from rawi.desk.adding.process import ENDING_SECONDS, Answer, WorkerProcess
from rawi.desk.adding.summary import Added, Progress
from rawi.desk.engine import is_address
from rawi.desk.moments import now
from rawi.desk.queue import failures, holds, jobs
from rawi.desk.search import index
from rawi.desk.transactions import write
from rawi.errors import DeskError

if TYPE_CHECKING:
    from rawi.desk.desk import Desk

TICK_SECONDS = 0.2
"""How often a run looks round while nothing happens."""

ROUND_SECONDS = 3.0
"""How often a run looks for runs that died, and counts the queue."""

PAGE_SECONDS = 3600.0
"""What one page may take. A hundred pages of OCR may take half of it (`rawi.pages.limits.OCR_SECONDS`)."""

FALSE_STARTS = 3
"""Worker processes that may die one after another before they are ready; then the run ends."""

MERGED_AFTER = 100
"""Pages of a run after which the search index is merged."""

WORKER_MEGABYTES = 700
"""What a worker may need, for the number that are started where nobody says how many (measured: benchmarks/adding.py)."""


def default_workers() -> int:
    """As many as there are cores for this process, and memory for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            free = next(int(line.split()[1]) // 1000 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return cores
    return max(1, min(cores, free // WORKER_MEGABYTES))


class Run:
    """One run over the queue of a desk. `go` does it, once; `added` and `progress` tell how far it is.

    `tell` is called now and then, in the caller's thread, with the progress. `reader` ("module:function") reads a
    capture in the place of `rawi.desk.adding.worker.read`.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        workers: int | None = None,
        tell: Callable[[Progress], None] | None = None,
        reader: str | None = None,
    ) -> None:
        self.desk = desk
        self.added = Added()
        self.id = 0
        self.is_stopping = False
        self._most = workers or default_workers()
        self._tell = tell or (lambda progress: None)
        self._reader = reader
        self._events: SimpleQueue[Any] = SimpleQueue()
        self._workers: list[WorkerProcess] = []
        self._false_starts = 0
        self._own = 0  # jobs that this run asked for
        self._own_done = self._own_failed = 0
        self._done = self._failed = self._waiting = 0
        self._is_walking = True
        self._begun = time.monotonic()
        self._first: float | None = None  # when the first worker was ready
        self._next_round = 0.0

    def go(self, fill: Callable[[Run], None]) -> Added:
        """Call `fill` with this run, in a thread, to put pages into the queue, and read what is in it.

        Raises what `fill` raises; `WeightsError` where the tagger cannot be loaded; `DeskError` where the database is
        lost or full; `KeyboardInterrupt`. Whatever was done until then stays done, and stands in `added`.
        """
        hold = holds.hold(self.desk.engine, self.desk.folder)
        try:
            self.id = self.write(lambda connection: jobs.begin(connection, hold.sign, now()))
            filler = threading.Thread(target=self._fill, args=(fill,), daemon=True)
            filler.start()
            try:
                self._loop(hold)
                self._merge()
            finally:
                self._end(filler)
                self._settle()
        finally:
            hold.release()
        return self.added

    def write(self, do: Callable[[Connection], Any]) -> Any:
        """Do something in one transaction that writes."""
        return write(self.desk.engine, do)

    def queued(self, counts: jobs.Queued) -> None:
        """Told by `fill`: what became of what it has put into the queue."""
        self._own += counts.waiting
        self._waiting += counts.waiting
        self.added.copies += counts.copies
        self.added.before += counts.before
        self.added.failed_before += counts.failed_before

    @property
    def progress(self) -> Progress:
        """How far the run is."""
        at = time.monotonic()
        rate = self._done / (at - self._first) if self._done and self._first and at > self._first else None
        return Progress(
            self._done,
            self._failed,
            self._done + max(self._waiting, self._in_hand()),
            self._is_walking,
            at - self._begun,
            rate,
        )

    # --- the loop

    def _loop(self, hold: holds.Hold) -> None:
        while True:
            self._round(hold)
            if not self._feed() and self._is_done():
                return
            try:
                event = self._events.get(timeout=TICK_SECONDS)
            except Empty:
                pass
            else:
                self._take_in(*event)
            self._tell(self.progress)

    def _round(self, hold: holds.Hold) -> None:
        """What is to be done now and then: bury dead runs, count the queue, end what takes too long."""
        if time.monotonic() < self._next_round:
            return
        hold.check()
        self.write(lambda connection: jobs.bury(connection, self.desk.folder, now()))
        with self.desk.engine.connect() as connection:
            self._waiting = jobs.waiting(connection)
        for worker in self._workers:
            if worker.seconds > PAGE_SECONDS:
                worker.is_late = True
                worker.kill()
        self._next_round = time.monotonic() + ROUND_SECONDS

    def _feed(self) -> bool:
        """Give jobs to those who wait for one, and start whom there is work for; whether anybody has work."""
        idle = [worker for worker in self._workers if worker.is_idle]
        room = len(idle) + self._most - len(self._workers)
        if room and self._is_waiting():
            for job in self.write(lambda connection: jobs.take(connection, self.id, room)):
                self._own += job.is_adopted
                worker = idle.pop() if idle else self._start()
                worker.give(job)
        return self._in_hand() > 0

    def _is_waiting(self) -> bool:
        with self.desk.engine.connect() as connection:
            return jobs.is_waiting(connection)

    def _in_hand(self) -> int:
        return sum(worker.job is not None for worker in self._workers)

    def _is_done(self) -> bool:
        """Whether everything was found, and nothing of it is left, neither here nor in the hands of another run."""
        if self._is_walking or not self._events.empty():
            return False
        with self.desk.engine.connect() as connection:
            return not jobs.is_waiting(connection) and not jobs.asked_for(connection, self.id)

    def _start(self) -> WorkerProcess:
        address, folder = self.desk.address, str(self.desk.folder)
        order = {"desk": address, "originals": folder if is_address(address) else None, "run": self.id}
        order["reader"] = self._reader
        worker = WorkerProcess(order, self._events)
        self._workers.append(worker)
        return worker

    # --- what happened

    def _take_in(self, worker: WorkerProcess | None, answer: Answer | BaseException | None) -> None:
        if worker is None:
            self._is_walking = False
            if isinstance(answer, BaseException):
                raise answer
        elif answer is None:
            self._workers.remove(worker)
            self._ended(worker)
        elif isinstance(answer, dict):
            kind = answer["answer"]
            if kind == "ready":
                worker.set_ready()
                self._false_starts = 0
                self._first = self._first or time.monotonic()
            elif kind == "fatal":
                raise getattr(errors, answer["error"], DeskError)(answer["why"])
            else:
                job, worker.job = worker.job, None
                self._count(answer, job is not None and job.queued_by == self.id)

    def _ended(self, worker: WorkerProcess) -> None:
        """A worker has ended that nobody had told to."""
        job, how = worker.job, worker.how_it_ended()
        if not worker.is_ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise DeskError(f"Worker processes cannot be started: the last one {how}. Nothing is lost; add again.")
            if job is not None:
                self.write(lambda connection: jobs.give_back(connection, self.id, job.id))
        elif job is not None:
            if worker.is_late:
                why = f"It takes more than {PAGE_SECONDS / 60:.0f} minutes to read; it is given up."
                number = self.write(lambda connection: self._give_up(connection, job.id, why))
            else:
                why = f"The process that read it {how}, {jobs.CRASHES} times."
                number = self.write(lambda connection: jobs.crashed(connection, self.id, job.id, why, now()))
            if number is not None:
                self._count({"answer": "failed"}, job.queued_by == self.id)

    def _give_up(self, connection: Connection, number: int, why: str) -> int | None:
        job = jobs.in_hand(connection, self.id, number, lock=True)
        return None if job is None else jobs.give_up(connection, job, "time", why, now())

    def _count(self, answer: Answer, is_own: bool) -> None:
        kind, added = answer["answer"], self.added
        if kind == "gone":
            return
        self._done += 1
        self._waiting -= 1
        self._own_done += is_own
        if kind == "failed":
            self._failed += 1
            self._own_failed += is_own
        elif kind == "read":
            added.claims += answer["claims"]
            added.sources += answer["sources"]
            if answer["again"]:
                added.reread += 1
                added.moved += answer["moved"]
            else:
                added.pages += 1
                added.versions += answer["is_version"]

    # --- the other thread, and the end

    def _fill(self, fill: Callable[[Run], None]) -> None:
        try:
            fill(self)
        except BaseException as error:
            self._events.put((None, error))
        else:
            self._events.put((None, None))

    def _merge(self) -> None:
        """Merge the search index after many pages, in short steps, between which others write."""
        while self._done >= MERGED_AFTER and not self.is_stopping and self.write(index.merge):
            pass

    def _end(self, filler: threading.Thread) -> None:
        """End the workers and give back what they had in hand."""
        self.is_stopping = True
        for worker in self._workers:
            worker.end()
        for worker in self._workers:
            worker.wait()
        filler.join(ENDING_SECONDS)

    def _settle(self) -> None:
        """Look up what failed, and give the run's row back. Where the database is lost the next run does it."""
        self.added.seconds = time.monotonic() - self._begun
        try:
            with self.desk.engine.connect() as connection:
                self.added.failures = failures.all_failures(connection, queued_by=self.id)
                left = jobs.asked_for(connection, self.id)
            self.write(lambda connection: jobs.end(connection, self.id))
        except (DBAPIError, DeskError):
            return
        failed_elsewhere = sum(failure.sha256 is not None for failure in self.added.failures) - self._own_failed
        self.added.elsewhere = max(0, self._own - self._own_done - left - failed_elsewhere)
