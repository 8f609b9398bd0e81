"""A worker process: it reads one page after another, as it is told, and keeps what it finds.

It is a process of its own, so that a page that crashes a library, or needs all memory, takes down nothing else. The run
that started it (`rawi.desk.adding.run`) writes lines of JSON to its standard input, first the order, then a job a line,
and gets an answer a line. When that input ends, by whatever end of the run, so does the worker, at once: a page in hand
is read again by the next run.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import IO, Any

from sqlalchemy import Connection

from rawi.desk import captures, store
from rawi.desk.decisions.carrying import carry_over
from rawi.desk.desk import Desk
from rawi.desk.engine import reading
from rawi.desk.moments import now
from rawi.desk.queue import jobs
from rawi.desk.queue.jobs import Job
from rawi.desk.transactions import write
from rawi.errors import DeskError, RawiError, WeightsError
from rawi.pages.capture import Capture
from rawi.pages.limits import MAX_FILE_BYTES
from rawi.reading import Reading, default_tagger, read_page

Reader = Callable[[Capture], Reading]


def read(capture: Capture) -> Reading:
    """The reader that workers use: the page of a capture, with the tagger that comes with the package.

    How many bytes a page may have was decided when it was put into the queue.
    """
    return read_page(capture.page(max_bytes=max(MAX_FILE_BYTES, len(capture.raw))))


GONE = {"answer": "gone"}
"""Another run has the job, which held this one to be dead; or its page was taken away."""


@dataclass(frozen=True, slots=True)
class Worker:
    """What a worker works with: the desk, the run that has its jobs in hand, and the reader."""

    desk: Desk
    run: int
    read: Reader

    def answer(self, number: int) -> dict[str, Any]:
        """Read the page of a job and keep the reading, or note why there is none.

        Raises `DeskError` and `WeightsError`, which are no page's fault.
        """
        with reading(self.desk.engine) as connection:
            job = jobs.in_hand(connection, self.run, number)
            if job is None:
                return GONE
            ways = jobs.ways_of(connection, job)
            is_known = job.page_id is None and store.find(connection, job.sha256) is not None
        if is_known:
            return self._pass(job)
        try:
            raw = self.desk.originals.get(job.sha256)
        except DeskError as error:
            return self._fail(job, "lost", str(error))
        try:
            found = self.read(ways[0].capture(raw))
            return self._keep(job, found, len(raw))
        except (DeskError, WeightsError):
            raise
        except RawiError as error:
            return self._fail(job, "unreadable", str(error))
        except MemoryError:
            return self._fail(job, "crash", "There is not enough memory to read this page.")
        except Exception as error:
            if os.environ.get("RAWI_TRACEBACK"):
                traceback.print_exc()
            why = f"A fault of Rawi's own ({type(error).__name__}: {_first_line(error)})."
            return self._fail(job, "fault", why)

    def _pass(self, job: Job) -> dict[str, Any]:
        """The desk has the page meanwhile: only the ways by which its bytes came are noted."""

        def note(connection: Connection) -> dict[str, Any]:
            held = jobs.in_hand(connection, self.run, job.id, lock=True)
            page_id = store.find(connection, job.sha256)
            if held is None:
                return GONE
            if page_id is None:  # taken away again meanwhile
                jobs.give_back(connection, self.run, job.id)
                return GONE
            captures.put(connection, page_id, jobs.finish(connection, held))
            return {"answer": "known"}

        return write(self.desk.engine, note)

    def _keep(self, job: Job, found: Reading, size: int) -> dict[str, Any]:
        """Put the reading and finish the job, both or none."""

        def keep(connection: Connection) -> dict[str, Any]:
            held = jobs.in_hand(connection, self.run, job.id, lock=True)
            if held is None:
                return GONE
            ways = jobs.finish(connection, held)
            answer = {"answer": "read", "claims": len(found.claims), "sources": len(found.sources)}
            if held.page_id is not None:
                before = store.replace(connection, held.page_id, found)
                moved = carry_over(connection, held.page_id, before, found)
                return {**answer, "again": True, "moved": [decision.to_json() for decision in moved]}
            stored = store.put(connection, found, ways, size)
            return {**answer, "again": False, "is_version": stored.version_of is not None}

        return write(self.desk.engine, keep)

    def _fail(self, job: Job, kind: str, why: str) -> dict[str, Any]:
        def fail(connection: Connection) -> dict[str, Any]:
            held = jobs.in_hand(connection, self.run, job.id, lock=True)
            if held is None:
                return GONE
            jobs.give_up(connection, held, kind, why, now())
            return {"answer": "failed"}

        return write(self.desk.engine, fail)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:300]


def main() -> None:
    """A worker's whole life: see the module."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the run tells us to end
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever libraries print must not come between the answers
    lines: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, lines), daemon=True).start()
    order = lines.get()
    try:
        if order["reader"] is None:
            default_tagger()  # before the first page, so that a fault of its files is no page's
        desk = Desk(order["desk"], create=False, originals=order["originals"])
        worker = Worker(desk, order["run"], _reader(order["reader"]))
        _say(answers, {"answer": "ready"})
        while True:
            _say(answers, worker.answer(lines.get()["job"]))
    except RawiError as error:
        _say(answers, {"answer": "fatal", "error": type(error).__name__, "why": str(error)})
    except Exception as error:
        if os.environ.get("RAWI_TRACEBACK"):
            traceback.print_exc()
        why = f"A fault of Rawi's own in a worker ({type(error).__name__}: {_first_line(error)}); please report it."
        _say(answers, {"answer": "fatal", "error": "DeskError", "why": why})
    os._exit(1)


def _listen(given: IO[bytes], lines: SimpleQueue[dict[str, Any]]) -> None:
    for line in given:
        lines.put(json.loads(line))
    os._exit(0)  # the run has ended, or told us to


def _say(answers: IO[str], answer: dict[str, Any]) -> None:
    try:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
    except BrokenPipeError:  # the run was killed: there is nobody to tell, and what it gave us is another's to take up
        os._exit(0)


def _reader(name: str | None) -> Reader:
    if name is None:
        return read
    module, _, attribute = name.partition(":")
    found: Reader = getattr(importlib.import_module(module), attribute)
    return found


if __name__ == "__main__":
    main()
