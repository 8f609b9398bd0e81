"""How quickly the desk in a browser answers, on a desk of many pages, to one reader and to many at once.

    python -m benchmarks.web_speed [--pages 100000] [--at FILE] [--readers 20] [--pause 2] [--seconds 120] [--warm | --cold]
        [--write NAME]

Where FILE is no desk of so many pages it is filled first (`fast_desk`), with pages of 5,000 words at its end, and what its
pages say together is put there by rule (`fast_together`), a fifth as many stories and three times as many propositions. The server
is `rawi serve` as people have it, in a process of its own; what a view is asked for (which page, source, words, filters)
is drawn with a seed, sources and names as often as the desk has them, the most frequent of all among them.

Two measurements. *Alone*: one view after the other, each view so many times; the server's processor time of each (all its
threads) and the wall time until the last byte. *Together*: readers who ask for a view, get it whole, pause, and ask for
another; wall times only, and how busy the server was. Of an export it is the time until the first bytes of the file. Wall
times tell little where the machine has other work, so its load stands beside them. So does how fast a processor was (a loop
that is always the same), since cores that share one are slower while the other works, and how much of the desk's file the
system had in memory, since what is not there costs more (`page_cache`). `--warm` has all of it there before each measurement,
`--cold` nothing, and throws it out again each second.

Least of all depends on the hour how many places of the file an answer reads, so that is told as well.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import sqlite3
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from benchmarks import desk_scale, fast_desk, fast_postgres, fast_together, page_cache
from benchmarks.web_views import Asker, views

RESULTS = Path(__file__).parent / "results" / "web_speed.json"
MEASURED = "/measured"
TIMEOUT = 120
WARMING = 6
"""Readers who ask for each view twice before it is measured, so that each process has loaded what it loads once."""


# --- the server


class Measuring:
    """Round the application: the processor time of each request. Only where one comes at a time is it that request's."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.last = 0.0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass on, and tell at `MEASURED` what was measured."""
        if scope["type"] == "http" and scope["path"] == MEASURED:
            told = json.dumps({"last": self.last, "all": time.process_time()}).encode()
            headers = [(b"content-type", b"application/json"), (b"content-length", str(len(told)).encode())]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": told})
            return
        began = time.process_time()
        await self.app(scope, receive, send)
        self.last = time.process_time() - began


def serve(desk: Path | str) -> None:
    """The server, as `rawi serve` starts it. `desk`: a file, or an address of PostgreSQL."""
    from rawi.desk.desk import Desk
    from rawi.web import serving
    from rawi.web.app import make_app
    from rawi.web.settings import Settings

    opened = serving.open_socket("127.0.0.1", 0)
    with opened, Desk.open(desk) as open_one:
        serving.serve(
            opened, Settings(addresses=False), lambda settings: Measuring(make_app(open_one, settings)),
            lambda address: print(address, flush=True),
        )  # fmt: skip


class Reads(NamedTuple):
    """How many reads there were (of places of the file, nearly all), of how many bytes, and how many came from the disk."""

    times: int
    size: int
    disk: int

    def plus(self, other: Reads, sign: int = 1) -> Reads:
        """Of both; `sign` -1: less the other."""
        return Reads(*(one + sign * another for one, another in zip(self, other, strict=True)))

    def told(self, answers: int) -> dict[str, float]:
        """An answer, in the mean."""
        names = ("reads", "read_kb", "from_disk_kb")
        values = (self.times, self.size / 1000, self.disk / 1000)
        return {name: round(value / answers, 1) for name, value in zip(names, values, strict=True)}


class Server:
    """It in a process of its own: `measured`, one process that tells what each answer took; else `rawi serve` as it is."""

    def __init__(self, desk: Path | str, processes: int | None = None, measured: bool = False) -> None:
        rawi = [sys.executable, "-m", "rawi", "serve", "--desk", str(desk), "--port", "0", "--offline"]
        rawi += ["--processes", str(processes)] if processes else []
        command = [sys.executable, "-m", "benchmarks.web_speed", "--serve", str(desk)] if measured else rawi
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        self.address = next((line.strip() for line in self.process.stdout if line.strip().startswith("http")), "")
        if not self.address:
            raise SystemExit("The server did not start.")
        self.host = self.address.split("/")[2]

    def processes(self) -> list[int]:
        """The numbers of it and its children."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, told.split())]

    def busy(self) -> float:
        """Seconds of a processor that all its processes have taken."""
        ticks = 0
        for number in self.processes():
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def reads(self) -> Reads:
        """What all its processes have read."""
        told = Reads(0, 0, 0)
        for number in self.processes():
            lines = Path(f"/proc/{number}/io").read_text().splitlines()
            found = {key: int(value) for key, value in (line.split(": ") for line in lines)}
            told = told.plus(Reads(found["syscr"], found["rchar"], found["read_bytes"]))
        return told

    def memory_mb(self) -> int:
        """The memory that its processes have now; what they share is counted once."""
        kb = 0
        for number in self.processes():
            for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
                kb += int(line.split()[1]) if line.startswith("Pss:") else 0
        return kb // 1024

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


class Reader:
    """A browser: one connection, one cookie."""

    def __init__(self, server: Server, language: str) -> None:
        self.connection = http.client.HTTPConnection(server.host, timeout=TIMEOUT)
        self.headers = {"accept-encoding": "gzip", "accept-language": language}
        self.connection.request("GET", server.address.split(server.host)[1], headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        self.headers["cookie"] = (response.getheader("set-cookie") or "").split(";")[0]

    def get(self, path: str, first_bytes: bool = False) -> tuple[int, float, bytes]:
        """Status, milliseconds until the last byte, what came. `first_bytes`: until the first ones, and no more is read."""
        began = time.perf_counter()
        try:
            response = self._ask(path)
        except (http.client.RemoteDisconnected, ConnectionError):  # it was silent for longer than the server waits
            self.connection.close()
            began = time.perf_counter()
            response = self._ask(path)
        body = response.read(1 if first_bytes else None)
        took = (time.perf_counter() - began) * 1000
        if first_bytes:
            self.connection.close()
        return response.status, took, body

    def _ask(self, path: str) -> http.client.HTTPResponse:
        self.connection.request("GET", quote(path, safe="/?=&%+:"), headers=self.headers)
        return self.connection.getresponse()


# --- the measurements


def alone(server: Server, asker: Asker, names: list[str], times: int) -> dict[str, Any]:
    """Each view so many times, one after the other."""
    reader, told = Reader(server, "ar"), {}
    everything = views()
    for view in names:
        busy, walls, sizes, reads, slowest = [], [], [], [], ("", 0.0)
        for number in range(times + 2):
            path = everything[view](asker)
            reader.headers["accept-language"] = ("ar", "en")[number % 2]
            before = server.reads()
            status, wall, body = reader.get(path, view.startswith("export"))
            if view.startswith("export"):
                settle(reader)
            last = json.loads(reader.get(MEASURED)[2])["last"] * 1000
            if status >= 400:
                print(f"  {status} {path}", flush=True)
            if number < 2:  # what is loaded once
                continue
            walls.append(wall)
            busy.append(last)
            reads.append(server.reads().plus(before, -1))
            sizes.append(len(body))
            slowest = max(slowest, (path, last), key=lambda one: one[1])
        told[view] = {"processor": spread(busy), "wall": spread(walls), "kb": round(sum(sizes) / len(sizes) / 1000, 1)}
        all_reads = Reads(*map(sum, zip(*reads, strict=True)))
        told[view] |= {**all_reads.told(len(reads)), "most_reads": max(one.times for one in reads)}
        print(
            f"{view:32} {told[view]['processor']} {told[view]['wall']}  reads {told[view]['reads']:.0f} "
            f"(most {told[view]['most_reads']})  slowest {slowest[1]:.0f} {slowest[0][:100]}",
            flush=True,
        )
    return told


def settle(reader: Reader) -> None:
    """Wait until the server has noticed that nobody reads on."""
    before = -1.0
    while True:
        now = json.loads(reader.get(MEASURED)[2])["all"]
        if now - before < 0.004:
            return
        before = now
        time.sleep(0.02)


def warm(server: Server, asker: Asker, names: list[str]) -> None:
    """Ask for all views, by several readers without pause: see `WARMING`."""
    everything = views()

    def read(number: int, paths: list[str]) -> None:
        reader = Reader(server, ("ar", "en")[number % 2])
        for path in paths:
            reader.get(path)

    drawn = []
    for number in range(WARMING):
        one = asker.again(f"warming {number}")
        drawn.append((number, [everything[view](one) for view in one.drawn.sample(names * 2, 2 * len(names))]))
    threads = [threading.Thread(target=read, args=one, daemon=True) for one in drawn]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10 * TIMEOUT)


def together(
    server: Server, asker: Asker, names: list[str], readers: int, pause: float, seconds: float
) -> dict[str, Any]:
    """Readers at once; wall times by view, and how busy the server was, and these readers themselves.

    What is asked for is drawn before, so that readers take as little as can be of the processors that the server needs.
    """
    found: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []
    lock, everything = threading.Lock(), views()
    drawn = []
    for number in range(readers):
        one = asker.again(f"reader {number}")
        some = [one.drawn.choice(names) for _ in range(int(seconds / pause) + 2)]
        drawn.append((one.drawn.random() * pause, [(view, everything[view](one)) for view in some]))
    asked = [Reader(server, ("ar", "en")[number % 2]) for number in range(readers)]
    warm(server, asker, names)
    end = time.monotonic() + seconds

    def read(reader: Reader, begin: float, paths: list[tuple[str, str]]) -> None:
        time.sleep(begin)
        for view, path in paths:
            if time.monotonic() >= end:
                return
            status, wall, _ = reader.get(path, view.startswith("export"))
            with lock:
                found[view].append(wall)
                if status >= 400:
                    failed.append(f"{status} {path}")
            time.sleep(pause)

    reads, loops = server.reads(), [loop_ms()]
    before, began, own = server.busy(), time.monotonic(), time.process_time()
    threads = [
        threading.Thread(target=read, args=(reader, *one), daemon=True)
        for reader, one in zip(asked, drawn, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + TIMEOUT)
    took, own = time.monotonic() - began, time.process_time() - own
    busy, reads = server.busy() - before, server.reads().plus(reads, -1)
    loops.append(loop_ms())
    everything_found = [wall for walls in found.values() for wall in walls]
    return {
        "processes": len(server.processes()), "readers": readers, "pause_s": pause, "seconds": round(took),
        "answers": len(everything_found), "failed": failed, "server_processor_share": round(busy / took, 3),
        "readers_processor_share": round(own / took, 3), "memory_mb": server.memory_mb(),
        "processor_ms_an_answer": round(busy * 1000 / len(everything_found), 1), "loop_ms": loops,
        "an_answer": reads.told(len(everything_found)),
        "wall": spread(everything_found), "views": {view: spread(found[view]) for view in names if found[view]},
    }  # fmt: skip


def calls(desk: Path) -> dict[str, Any]:
    """What the command line asks for beside the browser: processor time of the call, after one that is not counted."""
    from rawi.desk.desk import Desk
    from rawi.together import desk as said

    told = {}
    with Desk.open(desk) as opened:
        some: dict[str, Callable[[], object]] = {
            "rawi origins": lambda: said.origins(opened),
            "rawi origins --after 1000": lambda: said.origins(opened, 1000),
            "rawi disputes": lambda: said.disputes(opened),
            "rawi together, pending": lambda: said.pending(opened),
        }
        for name_, call in some.items():
            busy = []
            for number in range(9):
                began = time.process_time()
                call()
                if number:
                    busy.append((time.process_time() - began) * 1000)
            told[name_] = spread(busy)
            print(f"{name_:32} {told[name_]}", flush=True)
    return told


def spread(times: list[float]) -> dict[str, float]:
    """Median, 95th percentile and worst, in milliseconds."""
    told = desk_scale.spread(times)
    return {key.removesuffix("_ms"): value for key, value in told.items()}


def loop_ms() -> float:
    """How many milliseconds of a processor a loop of a million additions takes: so fast is it just now."""
    began, found = time.process_time(), 0
    for number in range(1_000_000):
        found += number
    return round((time.process_time() - began) * 1000, 1)


def load() -> Iterator[float]:
    """The load of the machine (1, 5, 15 minutes)."""
    return (round(one, 2) for one in os.getloadavg())


def prepare(desk: Path, is_warm: bool) -> None:
    """Have all of the file in memory, where that is wanted."""
    if is_warm:
        page_cache.warm(desk)


def main() -> int:
    """Fill, measure, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--at", type=Path, default=Path("benchmarks/work/web-speed.desk"))
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument(
        "--processes", type=int, help="of the server that 20 readers ask; else as many as it takes itself"
    )
    parser.add_argument("--times", type=int, default=40, help="of each view alone")
    memory = parser.add_mutually_exclusive_group()
    memory.add_argument("--warm", action="store_true", help="the system has all of the desk's file in memory")
    memory.add_argument("--cold", action="store_true", help="it has nothing of it there")
    parser.add_argument("--only", nargs="*", help="views whose names begin so")
    parser.add_argument("--write", metavar="NAME", help="store the results under this name")
    parser.add_argument(
        "--postgres", metavar="ADDRESS", help="a desk there of the first 20,000 pages of FILE (fast_postgres)"
    )
    parser.add_argument("--serve", metavar="DESK", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve if "://" in given.serve else Path(given.serve))
        return 0
    given.at.parent.mkdir(parents=True, exist_ok=True)
    fast_desk.fill(given.at, given.pages)
    fast_together.fill(given.at, given.pages // 5, given.pages * 3)
    pages = None
    if given.postgres:
        pages = fast_postgres.PAGES
        fast_postgres.fill(given.at, given.postgres, pages)
    asker = Asker(given.at, "views", pages)
    names = [view for view in views() if not given.only or view.startswith(tuple(given.only))]
    before = list(load())
    told: dict[str, Any] = {"alone": {}, "file_in_memory": [page_cache.share(given.at)]}
    print(f"In memory is {told['file_in_memory'][0]} of the file.", flush=True)
    if given.times:
        prepare(given.at, given.warm)
        with (
            closing(Server(given.postgres or given.at, measured=True)) as server,
            page_cache.cold(given.at, given.cold),
        ):
            told["alone"] = alone(server, asker, names, given.times)
            told["memory_mb"] = server.memory_mb()
        told["file_in_memory"].append(page_cache.share(given.at))
    if given.seconds:
        prepare(given.at, given.warm)
        told["file_in_memory"].append(page_cache.share(given.at))
        with (
            closing(Server(given.postgres or given.at, given.processes)) as server,
            page_cache.cold(given.at, given.cold),
        ):
            told["together"] = together(server, asker, names, given.readers, given.pause, given.seconds)
        told["file_in_memory"].append(page_cache.share(given.at))
        print(f"In memory was {told['file_in_memory'][-2:]} of the file, before and after.", flush=True)
        print(json.dumps(told["together"], ensure_ascii=False), flush=True)
    told |= {
        "pages": asker.last, "claims": asker.claims, "stories": asker.stories, "propositions": asker.propositions,
        "calls": {} if given.postgres or not given.times else calls(given.at), "load_before": before, "load_after": list(load()),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip
    if given.write:
        kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(
            json.dumps(kept | {given.write: told}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
