"""What people ask for: add, retry, reread. Each is one run; its summary stands in `Run.added` also where it was stopped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rawi.desk.adding import again
from rawi.desk.adding.filling import Filler, Input, Opening, check
from rawi.desk.adding.run import Run
from rawi.desk.adding.summary import Added


def add(run: Run, inputs: Iterable[Input] = (), opening: Opening | None = None) -> Added:
    """Add what is in files, folders and addresses, and finish what waits in the queue.

    Raises `InputError`, before anything is done, where a file or folder is not there; else as `Run.go`.
    """
    found = check(inputs)
    return run.go(lambda run: Filler(run, opening).fill(found))


def retry(run: Run, numbers: Sequence[int] | None = None) -> Added:
    """Try failures of these numbers again, or all. Raises `OptionError` where there is none of a number."""
    tried = again.failures_of(run.desk, numbers)
    return run.go(lambda run: again.try_again(run, tried))


def reread(run: Run, numbers: Sequence[int] | None = None, *, every: bool = False) -> Added:
    """Read pages of these numbers anew, or all (`every`), or those that another version of Rawi has read.

    Decisions stay. Raises `OptionError` where there is no page of a number.
    """
    pages = again.pages_to_read(run.desk, numbers, every=every)
    return run.go(lambda run: again.read_again(run, pages))
