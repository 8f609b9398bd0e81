"""What is tried or read again: failures, and pages whose reading is older than this Rawi."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, select

from rawi.desk import tables
from rawi.desk.adding.filling import Filler, Place
from rawi.desk.adding.run import Run
from rawi.desk.moments import now
from rawi.desk.queue import failures, jobs
from rawi.desk.queue.failures import Failure
from rawi.desk.text import to_json
from rawi.errors import OptionError
from rawi.reading import default_tagger
from rawi.version import VERSION

if TYPE_CHECKING:
    from rawi.desk.desk import Desk

AT_ONCE: Final = 500
"""Jobs that are put into the queue in one transaction."""


def failures_of(desk: Desk, numbers: Sequence[int] | None) -> list[Failure]:
    """The failures of these numbers, or all. Raises `OptionError` where there is none of a number."""
    with desk.reading() as connection:
        if numbers is None:
            return failures.all_failures(connection)
        found = failures.by_number(connection, numbers)
    missing = sorted(set(numbers) - {failure.id for failure in found})
    if missing:
        raise OptionError(f"There is no failure {missing[0]}; rawi failures lists them.")
    return found


def try_again(run: Run, tried: Sequence[Failure]) -> None:
    """Put failures into the queue of a run; what had no bytes is looked for where it was."""
    _queue(run, [failure.id for failure in tried if failure.sha256 is not None], jobs.queue_failures)
    places = {Place(failure.path, failure.place): None for failure in tried if failure.sha256 is None and failure.path}
    Filler(run).fill(places)


def pages_to_read(desk: Desk, numbers: Sequence[int] | None, *, every: bool = False) -> list[int]:
    """Pages of these numbers; or all (`every`); or those that another version has read.

    Raises `OptionError` where there is no page of a number, `WeightsError` where the tagger cannot be loaded.
    """
    pages, producers = tables.pages, tables.producers
    with desk.reading() as connection:
        if numbers is not None:
            find = select(pages.c.id).where(pages.c.id.in_(numbers))
        elif every:
            find = select(pages.c.id)
        else:
            present = to_json({"rawi": VERSION, "tagger": default_tagger().name})
            older = select(producers.c.id).where(producers.c.key != present)
            find = select(pages.c.id).where(pages.c.producer_id.in_(older))
        found = list(connection.execute(find.order_by(pages.c.id)).scalars())
    missing = sorted(set(numbers or ()) - set(found))
    if missing:
        raise OptionError(f"There is no page {missing[0]} in the desk.")
    return found


def read_again(run: Run, numbers: Sequence[int]) -> None:
    """Put pages into the queue of a run, to be read anew."""
    _queue(run, numbers, jobs.queue_again)


def _queue(run: Run, numbers: Sequence[int], put: Callable[[Connection, int, Sequence[int], str], int]) -> None:
    for start in range(0, len(numbers), AT_ONCE):
        if run.is_stopping:
            return
        some = numbers[start : start + AT_ONCE]
        run.queued(jobs.Queued(run.write(partial(_put, put, run.id, some))))


def _put(
    put: Callable[[Connection, int, Sequence[int], str], int], run: int, some: Sequence[int], connection: Connection
) -> int:
    return put(connection, run, some, now())
