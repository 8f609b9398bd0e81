"""Pages that people bring in the browser: put into the desk's queue at once, and read in the background.

There is one run at a time. What comes while it goes on is handed to it, so that bytes are on the disk and in the queue
before the browser hears that they are; then nothing is lost, whatever happens to this process.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final

from rawi.desk.adding import again
from rawi.desk.adding.filling import Filler, Input
from rawi.desk.adding.run import Run
from rawi.desk.adding.summary import Added, Progress
from rawi.desk.desk import Desk
from rawi.desk.queue import jobs
from rawi.errors import RawiError

LINGER_SECONDS: Final = 1.0
"""How often a run looks whether anything is left to do, before it waits for more no longer."""
PATIENCE_SECONDS: Final = 20.0
"""How long a browser waits until what it brought is in the queue; a large archive takes longer, and goes on."""


_BEGUN: Final = Progress(0, 0, 0, True, 0.0, None)


class _Stopped(BaseException):
    """The desk is being closed."""


@dataclass(slots=True)
class _Batch:
    """What was brought at once; `retry` are numbers of failures to be tried again."""

    inputs: Sequence[Input] = ()
    retry: Sequence[int] | None = None
    done: Future[None] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class Doing:
    """What is going on: `progress` while pages are read, then `last`, what became of them; `fault` where it broke off."""

    progress: Progress | None = None
    last: Added | None = None
    fault: str | None = None


class Adder:
    """The one who adds. `bring` and `retry` give back when things are in the queue, `doing` tells how far it is.

    `then` is called whenever all that came was read.
    """

    def __init__(self, desk: Desk, workers: int | None = None, then: Callable[[], None] = lambda: None) -> None:
        self._desk, self._workers, self._then = desk, workers, then
        self._lock = threading.Lock()
        self._inbox: SimpleQueue[_Batch] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_closing = False
        self.doing = Doing()

    def bring(self, inputs: Sequence[Input]) -> None:
        """Put inputs into the queue, and see that they are read. Raises `RawiError` where they cannot be."""
        self._hand_in(_Batch(inputs))

    def retry(self, failures: Sequence[int] | None = None) -> None:
        """Try failures again: these, or all. Raises `OptionError` where there is none of a number."""
        again.failures_of(self._desk, failures)
        self._hand_in(_Batch(retry=failures if failures is not None else ()))

    def start(self, inputs: Sequence[Input] = ()) -> bool:
        """Add inputs, and read what waits in the queue from before; nobody waits for it. Whether there is anything."""
        with self._desk.engine.connect() as connection:
            waits = (
                jobs.waiting(connection) > 0
            )  # also what a run that was killed had in hand, which the next takes from it
        if inputs or waits:
            self._hand_in(_Batch(inputs), wait=False)
        return bool(inputs) or waits

    def close(self) -> None:
        """Stop after the page in hand; the queue keeps the rest."""
        self._is_closing = True
        if self._thread is not None:
            self._thread.join(30)

    def _hand_in(self, batch: _Batch, *, wait: bool = True) -> None:
        with self._lock:
            self._inbox.put(batch)
            if self._thread is None or not self._thread.is_alive():
                self.doing = Doing(_BEGUN)
                self._thread = threading.Thread(target=self._work, name="rawi-adding", daemon=True)
                self._thread.start()
        if wait:
            try:
                batch.done.result(PATIENCE_SECONDS)
            except TimeoutError:
                return

    def _work(self) -> None:
        while True:
            self._run()
            with self._lock:
                if self._inbox.empty() or self._is_closing:
                    self._thread = None
                    break
        if not self._is_closing:
            self._then()

    def _run(self) -> None:
        run = Run(self._desk, workers=self._workers, tell=self._tell)
        fault = None
        try:
            run.go(self._fill)
        except _Stopped:
            pass
        except RawiError as error:
            fault = str(error)
        except Exception as error:  # it is shown, since nobody else hears of it in this thread
            fault = f"{type(error).__name__}: {error}"[:300]
        if fault is not None:
            self._turn_away(fault)
        self.doing = Doing(None, run.added, fault)

    def _fill(self, run: Run) -> None:
        """Hand the run what comes, until everything is read and nothing more comes."""
        while not run.is_stopping:
            try:
                batch = self._inbox.get(timeout=LINGER_SECONDS)
            except Empty:
                if run.progress.done >= run.progress.found:
                    return
                continue
            try:
                if batch.retry is not None:
                    again.try_again(run, again.failures_of(self._desk, batch.retry or None))
                else:
                    Filler(run).fill(batch.inputs)
            except RawiError as error:
                batch.done.set_exception(error)
            except BaseException as error:
                batch.done.set_exception(error)
                raise
            else:
                batch.done.set_result(None)

    def _turn_away(self, fault: str) -> None:
        """A run broke off: those who wait are told."""
        while True:
            try:
                self._inbox.get_nowait().done.set_exception(RawiError(fault))
            except Empty:
                return

    def _tell(self, progress: Progress) -> None:
        if self._is_closing:
            raise _Stopped
        self.doing = Doing(progress)
