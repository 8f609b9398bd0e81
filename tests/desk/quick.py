"""A reader that needs no tagger, for tests of the queue: `رجل قال …` in a line is an attribution. As a program: rawi with it.

What stands in a page may make it fail: see `TRICKS`.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from rawi.cli import main
from rawi.desk.adding import process, run, worker
from rawi.desk.adding.worker import Worker
from rawi.desk.desk import Desk
from rawi.desk.queue.jobs import Job
from rawi.errors import InputError
from rawi.pages.capture import Capture
from rawi.reading import Reading, assemble
from rawi.tagger import Cue, NamedMention, Tags

READER = "tests.desk.quick:read"
GENTLE = "tests.desk.quick:read_gently"
OTHER = "tests.desk.quick:read_otherwise"
BROKEN = "tests.desk.quick:no_reader"

SAID = re.compile(r"قال (?P<who>\w+ \w+) إن (?P<what>[^.\n]+)\.")
TRICKS = {
    "يقتل": "kills its process",
    "يبطئ": "sleeps",
    "يعثر": "stumbles",
    "يملأ": "has no memory",
    "يرفض": "is refused",
}


def article(number: int, *, more: str = "") -> str:
    """A made-up page whose readings have two claims by two people."""
    return (
        f"افتتاح السوق رقم {number}\n"
        f"قال سامي حداد إن السوق رقم {number} ستفتح صباح الغد. {more}\n"
        f"قال ماهر الزين إن الطريق رقم {number} مغلق أمام الشاحنات منذ أيام.\n"
    )


def read(capture: Capture) -> Reading:
    """A page by its letters, after a moment that lets others come between."""
    text = capture.raw.decode("utf-8", "replace")
    if "يقتل" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "يبطئ" in text:
        time.sleep(60)
    if "يعثر" in text:
        raise ValueError("stumbled\nover it")
    if "يملأ" in text:
        raise MemoryError
    if "يرفض" in text:
        raise InputError("It is not to be read.")
    time.sleep(float(os.environ.get("QUICK_SECONDS", "0")))
    return read_gently(capture)


def read_gently(capture: Capture) -> Reading:
    """The same without any trick."""
    return _read(capture, "quick@1")


def read_otherwise(capture: Capture) -> Reading:
    """As by a newer tagger, which finds only one of both claims."""
    return _read(capture, "quick@2", most=1)


def _read(capture: Capture, name: str, most: int = 2) -> Reading:
    page = capture.page()
    said = list(SAID.finditer(page.text))[:most]
    cues = tuple(
        Cue(
            span=(found.start(), found.start() + 3), source=found.span("who"), content=found.span("what"),
            referent=(found.span("who"),), stance="states", form="indirect", kind="person", named=True, score=0.9,
            source_score=0.9, content_score=0.9, stance_score=0.9, referent_score=0.9,
        )
        for found in said
    )  # fmt: skip
    names = tuple(NamedMention(found.span("who"), "PER", 0.9) for found in said)
    return assemble(page, Tags(names=names, cues=cues), name)


class Thread:
    """A worker in this process, in the place of `rawi.desk.adding.process.WorkerProcess`, where no process matters."""

    def __init__(self, order: dict[str, Any], events: SimpleQueue[Any]) -> None:
        self.job: Job | None = None
        self.is_ready = self.ends = self.is_late = False
        self.seconds = 0.0
        self._orders: SimpleQueue[int | None] = SimpleQueue()
        threading.Thread(target=self._work, args=(order, events), daemon=True).start()

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.job is None and not self.ends

    def give(self, job: Job) -> None:
        self.job = job
        self._orders.put(job.id)

    def set_ready(self) -> None:
        self.is_ready = True

    def end(self) -> None:
        self.ends = True
        self._orders.put(None)

    def wait(self) -> None:
        pass

    def _work(self, order: dict[str, Any], events: SimpleQueue[Any]) -> None:
        with Desk(order["desk"], create=False, originals=order["originals"]) as desk:
            one = Worker(desk, order["run"], getattr(sys.modules[__name__], order["reader"].partition(":")[2]))
            events.put((self, {"answer": "ready"}))
            while (number := self._orders.get()) is not None:
                events.put((self, json.loads(json.dumps(one.answer(number)))))


def files(folder: Path, count: int, **more: str) -> Path:
    """A folder with pages, and further ones with a trick by name."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(article(number), encoding="utf-8")
    for number, (name, trick) in enumerate(more.items(), start=1000):
        (folder / f"{name}.txt").write_text(article(number, more=trick), encoding="utf-8")
    return folder


# --- processes that need not begin with importing everything


class Forked:
    """A worker process forked beforehand, in the place of the `subprocess.Popen` of a `WorkerProcess`."""

    def __init__(self, others: list[Forked]) -> None:
        given, self_stdin = os.pipe()
        self_stdout, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            for other in others:  # an input ends when all who hold its other end are gone
                other.stdin.close()
                other.stdout.close()
            os.close(self_stdin)
            os.close(self_stdout)
            os.dup2(given, 0)
            os.dup2(answers, 1)
            os.close(given)
            os.close(answers)
            sys.stdin = os.fdopen(0, encoding="utf-8")
            worker.main()
        os.close(given)
        os.close(answers)
        self.stdin, self.stdout = os.fdopen(self_stdin, "wb"), os.fdopen(self_stdout, "rb")
        self._status: int | None = None

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        until = time.monotonic() + (timeout or 60)
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > until:
                raise subprocess.TimeoutExpired("worker", timeout or 60)
            else:
                time.sleep(0.005)
        return self._status


def fork_rawi(arguments: list[str], environment: dict[str, str], log: Path) -> int:
    """A process that runs a command with the quick reader; its number. No desk may be open here: SQLite forbids it."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        os.environ.update(environment)
        told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(told, 1)
        os.dup2(told, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        workers: list[Forked] = []
        for _ in range(3):
            workers.append(Forked(workers))
        process.subprocess.Popen = lambda *_, **__: workers.pop()  # type: ignore[misc, assignment]
        begin(arguments)
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(int(end.code or 0))
    except BaseException:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(70)


def begin(arguments: list[str]) -> None:
    """Run a command with the quick reader."""
    made = run.Run.__init__

    def make(self: run.Run, *given: object, **named: object) -> None:
        made(self, *given, **{**named, "reader": READER})  # type: ignore[arg-type]

    run.Run.__init__ = make  # type: ignore[method-assign]
    main(arguments)


if __name__ == "__main__":
    begin(sys.argv[1:])
