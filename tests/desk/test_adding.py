"""Pages are added, fail, are tried again and read anew; whatever is killed, nothing is lost and nothing comes twice."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from tests.conftest import ROOT
from tests.desk import quick

from rawi.desk import tables
from rawi.desk.adding import adding, run
from rawi.desk.adding.run import Run
from rawi.desk.adding.summary import Added, Progress
from rawi.desk.desk import Desk
from rawi.desk.queue.tables import failures, job_captures, jobs, runs
from rawi.errors import DeskError, InputError, OptionError
from rawi.pages import Fact
from rawi.pages.capture import Capture
from rawi.reading import to_json


def add(desk: Desk, *inputs: object, reader: str = quick.READER, workers: int = 2, **more: object) -> Added:
    return adding.add(Run(desk, workers=workers, reader=reader, **more), inputs)  # type: ignore[arg-type]


def state(desk: Desk) -> dict[str, object]:
    """All that an addition leaves, without the numbers and moments that depend on the order of things."""
    with desk.reading() as connection:
        queue = [
            connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (jobs, job_captures, runs)
        ]
        failed = connection.execute(select(failures.c.key, failures.c.kind)).all()
        places = connection.execute(select(tables.captures.c.page_id, tables.captures.c.origin)).all()
        pages = connection.execute(select(tables.pages.c.id, tables.pages.c.sha256)).all()
    assert len({p.sha256 for p in pages}) == len(pages)
    return {
        "queue": queue,
        "failed": sorted((row.key.rpartition("/")[2], row.kind) for row in failed),
        "pages": {p.sha256: to_json(desk.get(p.id)) for p in pages},
        "origins": sorted((p.sha256, c.origin) for c in places for p in pages if p.id == c.page_id),
        "kept": sorted(desk.originals.all()),
    }


@pytest.fixture
def rawi(where: str, originals: Path | None):
    """Begin a command with the quick reader, as a process of its own."""

    def begin(*arguments: object, seconds: float = 0.0) -> subprocess.Popen[str]:
        environment = {**os.environ, "RAWI_DESK": where, "QUICK_SECONDS": str(seconds), "PYTHONPATH": str(ROOT)}
        if originals:
            environment["RAWI_ORIGINALS"] = str(originals)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.desk.quick", *map(str, arguments)],
            env=environment, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    return begin


@pytest.fixture
def threads(monkeypatch):
    """Workers are threads, which start in no time."""
    monkeypatch.setattr(run, "WorkerProcess", quick.Thread)


def test_pages_come_in_once_and_failures_are_listed_retried_and_forgotten(desk, tmp_path, threads):
    folder = quick.files(tmp_path / "news", 4, stumbles="يعثر", full="يملأ", refused="يرفض")
    (folder / "copy.txt").write_text(quick.article(1), encoding="utf-8")
    (folder / "english.txt").write_text("No letters of ours.", encoding="utf-8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("a.txt", quick.article(10))
        archive.writestr("b.txt", quick.article(11))
    whole = (folder / "more.zip").read_bytes()
    (folder / "more.zip").write_bytes(
        whole.replace("الطريق رقم 11".encode(), "الطريق رقم 12".encode())
    )  # its checksum fails
    told: list[Progress] = []
    added = add(desk, folder, tell=told.append)
    assert (added.pages, added.copies, added.claims, added.sources, added.before) == (5, 1, 15, 10, 0)
    kinds = {failure.origin.rpartition("/")[2]: (failure.kind, failure.reason) for failure in added.failures}
    assert kinds.keys() == {"stumbles.txt", "full.txt", "refused.txt", "english.txt", "b.txt"}
    assert kinds["stumbles.txt"] == ("fault", "A fault of Rawi's own (ValueError: stumbled).")
    assert kinds["full.txt"][0] == "crash"
    assert kinds["refused.txt"] == ("unreadable", "It is not to be read.")
    assert kinds["english.txt"][1] == "The text holds no Arabic letters; it looks like English."
    assert kinds["b.txt"][0] == "refused"
    assert desk.failures() == added.failures
    assert all(str(failure.id) in failure.advice for failure in added.failures if "retry" in failure.advice)
    assert [f for f in added.failures if (f.sha256 is None) != (f.kind == "refused")] == []
    assert all(desk.originals.is_there(f.sha256) for f in added.failures if f.sha256)
    assert told[-1].done == told[-1].found == 9
    assert told[-1].failed == 4
    assert [before.done <= after.done for before, after in zip(told, told[1:], strict=False)].count(False) == 0

    again = add(desk, folder)  # nothing is read twice, also what failed; what gave no bytes is looked at again
    assert (again.pages, again.before, again.copies, again.failed_before) == (0, 6, 0, 4)
    assert [(f.kind, f.tries) for f in again.failures] == [("refused", 2)]
    (folder / "english copy.txt").write_text("No letters of ours.", encoding="utf-8")
    assert add(desk, folder / "english copy.txt").failed_before == 1

    (folder / "more.zip").write_bytes(whole)
    with pytest.raises(OptionError, match="no failure 99"):
        adding.retry(Run(desk, workers=1, reader=quick.GENTLE), [added.failures[0].id, 99])
    retried = adding.retry(Run(desk, workers=2, reader=quick.GENTLE))
    assert (retried.pages, retried.claims) == (4, 12)
    (left,) = retried.failures
    assert (left.origin, left.tries) == ("news/english.txt", 2)
    assert desk.failures() == [left]

    with desk.writing() as connection:  # as if an older Rawi had failed: this one may do better
        connection.execute(update(failures).values(rawi="0.0.1"))
    newer = add(desk, folder)
    assert (newer.before, newer.failed_before, len(newer.failures)) == (10, 0, 1)
    origins = desk.engine.connect().execute(select(failures.c.captures)).scalar_one()
    assert [way["origin"] for way in origins] == ["news/english.txt", "english copy.txt", "news/english copy.txt"]


def test_a_folder_with_the_desk_in_it(tmp_path, threads):
    quick.files(tmp_path, 2)
    (tmp_path / ".hidden.txt").write_text(quick.article(7), encoding="utf-8")
    with Desk(tmp_path / "rawi.desk") as desk:
        assert add(desk, tmp_path).pages == 2
        again = add(desk, tmp_path)
        assert (again.pages, again.before, again.failures) == (0, 2, [])
        with pytest.raises(InputError, match="nothing was added"):
            add(desk, tmp_path / "000.txt", tmp_path / "gone.txt")
        assert add(desk) == Added(seconds=pytest.approx(0, abs=5))


def test_captures_at_hand_versions_and_what_containers_tell(desk, threads):
    def capture(number: int, origin: str, address: str) -> Capture:
        known = {"url": Fact(address, "feed entry"), "outlet": Fact("الميناء", "feed entry")}
        return Capture(quick.article(number).encode(), origin, known, captured="2021-03-04T05:06:07Z")

    first = add(desk, capture(1, "feed#1", "https://minaa.example/1"), reader=quick.GENTLE)
    second = add(desk, capture(2, "feed#2", "http://www.minaa.example/1/"), capture(1, "other#1", "https://x.example/"))
    assert (first.pages, first.versions) == (1, 0)
    assert (second.pages, second.versions, second.copies) == (1, 1, 1)
    assert desk.versions(2) == [1, 2]
    assert desk.get(2).page.outlet == Fact("الميناء", "feed entry")
    assert [(way.origin, way.url) for way in desk.captures(1)] == [
        ("feed#1", "https://minaa.example/1"), ("other#1", "https://x.example/"),
    ]  # fmt: skip
    assert desk.captures(1)[0].captured == "2021-03-04T05:06:07Z"


def test_reading_anew_keeps_decisions_and_tells_whose_words_are_gone(desk, tmp_path, threads):
    add(desk, quick.files(tmp_path / "news", 3), reader=quick.GENTLE)
    before = {n: desk.get(n) for n in desk.pages()}
    from rawi.desk.decisions import making

    with desk.writing() as connection:
        for n in (1, 2):  # the claims of both people
            making.on_part(connection, 1, "accept", desk.get(1).claims[n], "سلمى", None)
    assert adding.reread(Run(desk, workers=1, reader=quick.OTHER), [3]).reread == 1
    assert [source.name for source in desk.get(3).sources] == ["سامي حداد"]
    assert [source.name for source in desk.get(1).sources] == ["سامي حداد", "ماهر الزين"]
    added = adding.reread(Run(desk, workers=2, reader=quick.OTHER))  # all are by another version than the real tagger
    assert (added.reread, added.claims, added.sources, added.pages, added.failures) == (3, 9, 3, 0, [])
    assert [(decision["kind"], decision["state"]) for decision in added.moved] == [("accept", "loose")]
    assert {n: desk.get(n).page for n in desk.pages()} == {n: reading.page for n, reading in before.items()}
    assert desk.get(1).producer["tagger"] == "quick@2"
    back = adding.reread(Run(desk, workers=2, reader=quick.GENTLE), every=True)
    assert (back.reread, back.moved) == (3, [])
    assert {n: desk.get(n) for n in desk.pages()} == before
    with pytest.raises(OptionError, match="no page 77"):
        adding.reread(Run(desk, reader=quick.OTHER), [1, 77])
    original = desk.originals.path(before[2].page.id)
    original.write_bytes(b"damaged")
    lost = adding.reread(Run(desk, workers=1, reader=quick.OTHER), [2])
    assert [(f.kind, f.page_id) for f in lost.failures] == [("lost", 2)]
    assert desk.get(2) == before[2]
    add(desk, tmp_path / "news", reader=quick.GENTLE)  # mends it
    assert adding.retry(Run(desk, workers=1, reader=quick.OTHER)).reread == 1
    assert desk.failures() == []


# --- processes


def test_a_page_that_kills_its_process_is_given_up_and_the_others_are_read(tmp_path, monkeypatch):
    folder = quick.files(tmp_path / "news", 5, kills="يقتل")
    with Desk(tmp_path / "rawi.desk") as desk:
        added = add(desk, folder)
        assert added.pages == 5
        (failure,) = added.failures
        assert (failure.kind, failure.origin) == ("crash", "news/kills.txt")
        assert failure.reason == "The process that read it was killed, perhaps for want of memory, 3 times."
        assert desk.originals.get(failure.sha256) == (folder / "kills.txt").read_bytes()
        monkeypatch.setattr(run, "WorkerProcess", quick.Thread)
        assert adding.retry(Run(desk, workers=1, reader=quick.GENTLE), [failure.id]).pages == 1


def test_a_page_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "PAGE_SECONDS", 6.0)
    monkeypatch.setattr(run, "ROUND_SECONDS", 0.2)
    with Desk(tmp_path / "rawi.desk") as desk:
        added = add(desk, quick.files(tmp_path / "news", 1, slow="يبطئ"))
        assert added.pages == 1
        assert [(f.kind, f.origin, f.tries) for f in added.failures] == [("time", "news/slow.txt", 1)]


def test_workers_that_cannot_begin_end_the_run_and_lose_nothing(tmp_path, monkeypatch):
    with Desk(tmp_path / "rawi.desk") as desk:
        folder = quick.files(tmp_path / "news", 2)
        with pytest.raises(DeskError, match="no_reader"):
            add(desk, folder, reader=quick.BROKEN)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "executable", "/bin/false")
            with pytest.raises(DeskError, match="cannot be started: the last one ended with status 1"):
                add(desk, folder)
        assert state(desk)["queue"] == [2, 2, 0]
        assert add(desk, reader=quick.GENTLE).pages == 2
        assert state(desk)["queue"] == [0, 0, 0]


def test_bytes_that_cannot_be_kept_end_the_run_and_lose_nothing(tmp_path, threads, monkeypatch):
    folder = quick.files(tmp_path / "news", 6)
    with Desk(tmp_path / "rawi.desk") as desk:
        keep, count = type(desk.originals).keep, iter(range(100))

        def full(self, raw: bytes) -> str:
            if next(count) >= 4:
                raise DeskError("The disk is full.")
            return keep(self, raw)

        with monkeypatch.context() as patch:
            patch.setattr(type(desk.originals), "keep", full)
            with pytest.raises(DeskError, match="disk is full"):
                add(desk, folder)
        assert add(desk, folder).failures == []
        assert len(desk) == 6


def test_killed_at_random_moments_nothing_is_lost_and_nothing_comes_twice(where, originals, tmp_path, monkeypatch):
    folder = quick.files(tmp_path / "news", 60, stumbles="يعثر")
    for number in range(0, 60, 7):
        (folder / f"copy {number}.txt").write_text(quick.article(number), encoding="utf-8")
    quick.read_gently(Capture(quick.article(0).encode(), "warm"))  # forks have all data at hand then
    with Desk(tmp_path / "undisturbed.desk") as undisturbed, monkeypatch.context() as patch:
        patch.setattr(run, "WorkerProcess", quick.Thread)
        pace = add(undisturbed, folder).seconds  # of this machine at this hour
        wanted = state(undisturbed)
    assert len(wanted["pages"]) == 60
    log = tmp_path / "log"
    environment = {"RAWI_DESK": where, "QUICK_SECONDS": "0.05", "RAWI_ORIGINALS": str(originals or "")}
    chance = random.Random()  # other moments every time: what holds, holds at any
    killed = 0
    for attempt in range(9):
        begun = any((originals or Path(f"{where}.files")).glob("*/*.gz"))
        inputs = [] if attempt % 3 == 2 and begun else [str(folder)]
        pid = quick.fork_rawi(["add", *inputs, "--workers", str(1 + attempt % 2)], environment, log)
        if _wait(pid, chance.uniform(0.05, 0.4) * min(pace, 8)) < 0:
            if chance.random() < 0.5:  # the workers too, at the same moment
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            killed += 1
    assert killed >= 3, log.read_text()
    pid = quick.fork_rawi(["add", str(folder)], environment, log)
    assert _wait(pid, 120) == 1, log.read_text()
    assert "locked" not in log.read_text()
    assert "Traceback" not in log.read_text()
    with Desk(where) as desk:
        assert state(desk) == wanted


def test_a_worker_whose_run_was_killed_ends_without_a_word(tmp_path):
    Desk(tmp_path / "news.desk").close()
    heard, said = os.pipe()
    os.close(heard)
    order = {
        "desk": str(tmp_path / "news.desk"),
        "originals": None,
        "run": "killed",
        "reader": "tests.desk.quick:read_gently",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "rawi.desk.adding.worker"], stdin=subprocess.PIPE, stdout=said, stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as worker:  # fmt: skip
        os.close(said)
        worker.stdin.write(json.dumps(order).encode() + b"\n")
        worker.stdin.flush()
        assert worker.wait(60) == 0
        assert worker.stderr.read() == b""


def _wait(pid: int, seconds: float) -> int:
    """The exit status, -1 where the process still lives after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return -1


def test_two_that_add_and_one_that_reads_at_once(desk, rawi, tmp_path):
    folder = quick.files(tmp_path / "news", 40)
    wanted = {path.read_bytes() for path in folder.glob("*.txt")}
    seen: list[int] = []
    faults: list[object] = []
    ended = threading.Event()

    def look() -> None:
        try:
            while not ended.is_set():
                with desk.reading() as connection:
                    numbers = list(connection.execute(select(tables.pages.c.id)).scalars())
                    claims = connection.execute(select(func.count()).select_from(tables.claims)).scalar_one()
                seen.append(len(numbers))
                if claims != 3 * len(numbers):
                    faults.append((claims, len(numbers)))
                if numbers and len(desk.get(random.choice(numbers)).claims) != 3:
                    faults.append("half a page")
                time.sleep(0.01)
        except Exception as error:
            faults.append(error)

    reader = threading.Thread(target=look)
    reader.start()
    both = [rawi("add", folder, "--workers", 1, seconds=0.02) for _ in range(2)]
    told = [process.communicate(timeout=240)[1] for process in both]
    ended.set()
    reader.join()
    assert [process.returncode for process in both] == [0, 0], told
    assert faults == []
    assert seen == sorted(seen)
    assert {desk.original(n) for n in desk.pages()} == wanted
    assert state(desk)["queue"] == [0, 0, 0]
    assert not any("locked" in one or "fault" in one for one in told)
    assert sum(int(count) for one in told for count in re.findall(r"rawi: (\d+) pages? read", one)) == 40, told


def test_control_c_costs_the_page_in_hand_and_says_so(rawi, where, originals, tmp_path, database):
    if database != "sqlite":
        pytest.skip("the same there")
    folder = quick.files(tmp_path / "news", 16)
    process = rawi("add", folder, "--workers", 1, seconds=0.15)
    with Desk(where, originals=originals) as desk:
        begun = time.monotonic()
        while len(desk) < 2 and time.monotonic() - begun < 90:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all of them
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Stopped; rawi add goes on" in err
        assert "Traceback" not in err
        with desk.reading() as connection:
            rows = connection.execute(select(jobs.c.run_id, jobs.c.setbacks)).all()
        assert {tuple(row) for row in rows} == {(None, 0)}
        assert len(rows) + len(desk) == 16
        last = rawi("add")
        assert last.communicate(timeout=120)[0] == ""
        assert last.returncode == 0
        assert len(desk) == 16
