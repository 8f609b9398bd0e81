"""The queue by itself: who has a job in hand, whose result counts, and what becomes of the jobs of the dead."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import select, text

from rawi.desk.moments import now
from rawi.desk.queue import holds, jobs
from rawi.desk.queue.failures import all_failures
from rawi.desk.queue.tables import jobs as table
from rawi.desk.queue.tables import runs
from rawi.errors import DeskError
from rawi.pages.capture import Capture

HOLDER = """
import sys, time
from pathlib import Path
from rawi.desk.desk import Desk
from rawi.desk.moments import now
from rawi.desk.queue import holds, jobs
desk = Desk(sys.argv[1], originals=sys.argv[2] or None)
hold = holds.hold(desk.engine, desk.folder)
with desk.writing() as connection:
    run = jobs.begin(connection, hold.sign, now())
    jobs.take(connection, run, 2)
print(run, flush=True)
time.sleep(600)
"""


def met(*words: str, origin: str = "") -> list[jobs.Met]:
    found = []
    for word in words:
        raw = word.encode()
        found.append(jobs.Met(Capture(raw, origin or f"{word}.txt"), hashlib.sha256(raw).hexdigest(), f"/{word}.txt"))
    return found


@pytest.fixture
def begin(desk):
    """Begin a run; its hold and its number."""
    holding = []

    def begin() -> tuple[holds.Hold, int]:
        hold = holds.hold(desk.engine, desk.folder)
        holding.append(hold)
        with desk.writing() as connection:
            return hold, jobs.begin(connection, hold.sign, now())

    yield begin
    for hold in holding:
        hold.release()


def order(connection, run: int, most: int = 9) -> list[int]:
    return [job.id for job in jobs.take(connection, run, most)]


def test_jobs_are_taken_once_in_their_order_and_given_back(desk, begin):
    (_, one), (_, two) = begin(), begin()
    with desk.writing() as connection:
        counts = jobs.queue(connection, one, met("a", "b", "c", "d"), now())
        assert (counts.waiting, counts.copies, counts.before) == (4, 0, 0)
        again = jobs.queue(connection, two, [*met("a", "b"), *met("c", origin="copy.txt")], now())
        assert (again.waiting, again.copies, again.before) == (0, 1, 2)
    with desk.writing() as connection:
        first, others = order(connection, one, 1), order(connection, two, 2)
        assert len({*first, *others}) == 3
        assert jobs.in_hand(connection, one, first[0]).queued_by == one
        assert jobs.in_hand(connection, two, first[0]) is None
        assert jobs.asked_for(connection, one) == 4
        jobs.crashed(connection, two, others[0], "died", now())
        jobs.end(connection, two)
        left = order(connection, one)
        assert left[-1] == others[0]  # what had a setback comes last
        assert left[0] == others[1]
        assert not jobs.is_waiting(connection)


def test_what_the_dead_had_in_hand_is_taken_over_and_their_late_result_does_not_count(desk, begin, originals):
    _, run = begin()
    with desk.writing() as connection:
        jobs.queue(connection, run, met("a", "b", "c"), now())
    command = [sys.executable, "-c", HOLDER, desk.address, str(originals or "")]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    other = int(holder.stdout.readline())
    with desk.writing() as connection:
        assert jobs.bury(connection, desk.folder, now()) == 0  # it lives
        taken = list(connection.execute(select(table.c.id).where(table.c.run_id == other)).scalars())
        assert len(taken) == 2
        assert len(jobs.take(connection, run, 9)) == 1
    holder.send_signal(signal.SIGSTOP)  # nor is one dead that sleeps, however long
    with desk.writing() as connection:
        assert jobs.bury(connection, desk.folder, now()) == 0
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    _until_buried(desk)
    with desk.writing() as connection:
        assert [jobs.in_hand(connection, other, number) for number in taken] == [None, None]
        mine = jobs.take(connection, run, 9)
        assert [job.id for job in mine] == taken
        assert [row.setbacks for row in connection.execute(select(table.c.setbacks).order_by(table.c.id))] == [1, 1, 0]
        assert list(connection.execute(select(runs.c.id)).scalars()) == [run]
    if desk.engine.dialect.name == "sqlite":
        assert len(list(desk.folder.glob("run-*"))) == 1


def _until_buried(desk) -> None:
    """The server notices the end of a connection a moment later."""
    for _ in range(200):
        with desk.writing() as connection:
            if jobs.bury(connection, desk.folder, now()):
                return
            connection.execute(text("SELECT 1"))
    raise AssertionError("nobody was buried")


def test_a_page_that_takes_everything_down_is_given_up_in_the_end(desk, begin):
    _, run = begin()
    with desk.writing() as connection:
        jobs.queue(connection, run, met("bad"), now())
    for time in range(jobs.SETBACKS):
        with desk.writing() as connection:
            dead = jobs.begin(connection, f"{10 + time}", now())  # nobody holds this sign
            assert len(jobs.take(connection, dead, 1)) == 1
            assert jobs.bury(connection, desk.folder, now()) == 1
    with desk.writing() as connection:
        (failure,) = all_failures(connection)
        assert failure.reason == f"Rawi was killed {jobs.SETBACKS} times while it read this page."
        assert not jobs.is_waiting(connection)
        assert jobs.queue_failures(connection, run, [failure.id], now()) == 1
        (job,) = jobs.take(connection, run, 1)
        assert [way.origin for way in jobs.ways_of(connection, job)] == ["bad.txt"]
        # what comes meanwhile from elsewhere is not lost, whichever of both it was noted with
        assert jobs.queue(connection, run, met("bad", origin="copy.txt"), now()).copies == 1
        assert [way.origin for way in jobs.finish(connection, job)] == ["bad.txt", "copy.txt"]
        assert all_failures(connection) == []


def test_jobs_of_those_who_are_gone_become_the_own_of_who_takes_them(desk, begin):
    (_, one), (_, two) = begin(), begin()
    with desk.writing() as connection:
        jobs.queue(connection, one, met("a"), now())
        jobs.queue(connection, two, met("b"), now())
        jobs.end(connection, one)
        three = jobs.begin(connection, "99", now())
        assert {(job.queued_by, job.is_adopted) for job in jobs.take(connection, three, 9)} == {
            (three, True),
            (two, False),
        }


def test_a_run_that_lost_its_server_hears_of_it(desk, begin):
    if desk.engine.dialect.name != "postgresql":
        pytest.skip("there is no server")
    hold, _ = begin()
    hold.check()
    with desk.engine.connect() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = :n"),
            {"n": int(hold.sign)},
        )
    with pytest.raises(DeskError):
        hold.check()
