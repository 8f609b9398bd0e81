"""Several processes serve one desk: to a browser they are one, what goes on beside the answers is done once, and they end together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from rawi.desk.desk import Desk
from rawi.errors import DeskError, InputError, RawiError
from rawi.web import rendering, serving
from rawi.web.adding import Doing
from rawi.web.app import make_app
from rawi.web.processes import parent
from rawi.web.processes.calls import Answerer, Caller
from rawi.web.processes.child import READY
from rawi.web.processes.far import FarBackground, answers
from rawi.web.serving import MOST_PROCESSES, default_processes
from rawi.web.settings import Settings
from rawi.web.warming import warm

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
TEXT = "انهيار جدار في وادي الريحان\nقال رئيس البلدية نادر الحمصي إن الجدار انهار فجر الأحد من دون إصابات.\n"
PATIENCE = 120.0


# --- calls


@pytest.fixture
def line() -> Iterator[Callable[..., Caller]]:
    """A caller whose calls are answered by these functions, in this process."""
    ours, theirs = Pipe()
    threads: list[threading.Thread] = []

    def make(**functions: Callable[..., Any]) -> Caller:
        caller = Caller(ours)
        threads.extend(
            threading.Thread(target=one.listen, daemon=True) for one in (Answerer(theirs, functions), caller)
        )
        for one in threads:
            one.start()
        return caller

    yield make
    hang_up(ours)
    for one in threads:
        one.join(10)
        assert not one.is_alive()
    ours.close()
    theirs.close()


def hang_up(end: Connection) -> None:
    """What becomes of a line when the process at one end of it dies."""
    with socket.socket(fileno=os.dup(end.fileno())) as copied:
        copied.shutdown(socket.SHUT_RDWR)


def test_a_call_that_waits_keeps_no_other_waiting(line):
    go_on = threading.Event()
    caller = line(slow=lambda: go_on.wait(30), double=lambda value: 2 * value)
    with ThreadPoolExecutor(9) as pool:
        slow = pool.submit(caller.ask, "slow")
        assert [*pool.map(lambda value: caller.ask("double", value), range(50))] == [*range(0, 100, 2)]
        assert not slow.done()
        go_on.set()
        assert slow.result(10) is True


def test_what_the_other_end_raises_is_raised_here(line):
    def refuse(name: str) -> None:
        raise InputError(f"There is no file {name}.")

    caller = line(refuse=refuse, fault=lambda: 1 // 0)
    with pytest.raises(InputError, match=r"^There is no file a\.txt\.$"):
        caller.ask("refuse", "a.txt")
    with pytest.raises(RuntimeError, match="ZeroDivisionError: integer division"):
        caller.ask("fault")


def test_whoever_waits_is_told_when_the_other_end_is_gone(line):
    never = threading.Event()
    caller = line(wait=lambda: never.wait(20))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(caller.ask, "wait")
        time.sleep(0.2)
        hang_up(caller._line)
        assert wait_for(lambda: caller._has_ended)
        with pytest.raises(DeskError, match="is being closed"):
            caller.ask("wait")
        with pytest.raises(DeskError, match="is being closed"):
            waiting.result(10)
        never.set()


def test_the_views_of_a_child_ask_the_background_of_the_parent(desk: Desk, line):
    heard: list[object] = []
    adder = SimpleNamespace(doing=Doing(fault="told by the parent"), bring=heard.append, retry=heard.append)
    gatherer = SimpleNamespace(doing=None, start=heard.append, start_soon=lambda: heard.append("soon"))
    far = FarBackground(line(**answers(SimpleNamespace(adder=adder, gatherer=gatherer))))  # type: ignore[arg-type]
    app = make_app(desk, Settings(), background=far)
    assert app.state.adder.doing == Doing(fault="told by the parent")
    app.state.adder.bring(("a.txt",))
    app.state.adder.retry((3,))
    app.state.gatherer.start(wait=2.0)
    app.state.gatherer.start_soon()
    assert heard == [["a.txt"], (3,), 2.0, "soon"]


def test_a_process_for_each_core_as_long_as_they_are_few(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0}, raising=False)
    assert default_processes() == 1
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(16)), raising=False)
    assert default_processes() == MOST_PROCESSES == 4


def test_templates_are_there_before_the_first_answer(monkeypatch):
    rendering.environment.cache_clear()
    warm()
    made: list[object] = []
    monkeypatch.setattr("jinja2.Environment.compile", lambda *given, **named: made.append(given))
    for code, word in (("ar", "الصفحات"), ("en", "Pages")):
        templates = rendering.environment(code)
        for name in templates.list_templates():
            assert templates.get_template(name).name == name
        assert str(templates.globals["gettext"]("Pages")) == word
    assert made == []


# --- what the parent does about what becomes of its children


class Fake:
    """A child that has ended."""

    def __init__(self, status: int = -9) -> None:
        self.is_ready, self.status = True, status

    def listen(self) -> None:
        """Nothing is to be heard."""

    how_it_ended = parent.Child.how_it_ended


def test_those_who_die_are_replaced_but_not_for_ever():
    events: SimpleQueue[Any] = SimpleQueue()
    first, second = Fake(), Fake()
    children: list[Any] = [first, second]
    begun: list[int] = []

    def another() -> Any:
        fresh = Fake()
        events.put((fresh, None))
        return fresh

    for event in ((first, READY), (second, READY), (first, None)):
        events.put(event)
    with pytest.raises(RawiError, match=r"was killed, perhaps for want of memory again and again; .*--processes 1"):
        parent._watch(children, events, lambda: begun.append(1), another)
    assert begun == [1]
    assert second in children


def test_one_that_cannot_begin_says_why_and_a_signal_is_given_back():
    one = Fake(1)
    events: SimpleQueue[Any] = SimpleQueue()
    events.put((one, "The desk news.desk is damaged; rawi check tells what can be saved."))
    with pytest.raises(RawiError, match=r"^The desk news\.desk is damaged"):
        parent._watch([one], events, lambda: None, Fake)  # type: ignore[list-item, arg-type]
    events.put((one, None))
    with pytest.raises(RawiError, match="ended with status 1; rawi serve"):
        parent._watch([one], events, lambda: None, Fake)  # type: ignore[list-item, arg-type]
    events.put(signal.SIGTERM)
    assert parent._watch([one], events, lambda: None, Fake) == signal.SIGTERM  # type: ignore[list-item, arg-type]


# --- the whole, as people start it


class Served:
    """`rawi serve --processes 2`, and a browser that was let in."""

    def __init__(self, desk: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rawi", "serve", "--desk", str(desk), "--port", "0", "--processes", "2", "--workers", "1"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.door = next((line.strip() for line in self.process.stderr if "token=" in line), "")
        assert self.door
        self.client = httpx.Client(base_url=self.door.split("/enter")[0], timeout=PATIENCE, follow_redirects=True)
        self.client.headers.update({"accept-language": "en", "origin": str(self.client.base_url).rstrip("/")})
        assert self.client.get(self.door).status_code == 200

    def children(self) -> list[int]:
        """The processes that answer."""
        others = ("adding.worker", "resource_tracker")
        return [one for one in children_of(self.process.pid) if not any(name in command_of(one) for name in others)]

    @contextmanager
    def only(self, number: int) -> Iterator[httpx.Client]:
        """While only one of the processes can answer."""
        others = [one for one in self.children() if one != number]
        for one in others:
            os.kill(one, signal.SIGSTOP)
        try:
            yield self.client
        finally:
            for one in others:
                os.kill(one, signal.SIGCONT)

    def close(self) -> None:
        """Whatever became of it, leave nothing behind."""
        self.client.close()
        left = [*self.children(), self.process.pid]
        for one in left:
            if is_alive(one):
                os.kill(one, signal.SIGKILL)
        self.process.wait(30)


def children_of(number: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except OSError:
        return []


def command_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text()
    except OSError:
        return ""


def is_alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("It did not come about.")


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    opened = Served(Path(desk.address))
    yield opened
    opened.close()


@linux
def test_a_form_that_one_process_has_made_is_taken_by_the_other_and_the_work_is_done_once_and_seen_by_both(
    served: Served,
):
    one, other = served.children()
    with served.only(one) as client:
        home = client.get("/")
        assert home.status_code == 200
        assert home.headers["connection"] == "close"
        form = re.search(r'name="csrf" value="(\w+)"', home.text)
    assert form
    with served.only(other) as client:
        added = client.post("/add", data={"csrf": form[1], "text": TEXT})
        assert added.status_code == 200
        assert re.search("Looking at what was brought|Reading: |1 page read", client.get("/adding").text)
    grandchildren: list[int] = []

    def is_read() -> bool:
        grandchildren.extend([*children_of(one), *children_of(other)])
        return "1 page read" in served.client.get("/adding").text

    wait_for(is_read)
    assert grandchildren == []  # those who read belong to the parent
    for number in (one, other):
        with served.only(number) as client:
            assert "1 page read" in client.get("/adding").text
            assert "انهيار جدار في وادي الريحان" in client.get("/pages").text
    assert served.client.get(served.door.replace("token=", "token=x")).status_code == 401


@linux
def test_one_that_is_killed_is_replaced(served: Served):
    before = served.children()
    os.kill(before[0], signal.SIGKILL)
    after = wait_for(lambda: (now := served.children()) != before and len(now) == 2 and now)
    assert before[1] in after
    fresh = next(one for one in after if one != before[1])
    with served.only(fresh) as client:  # the cookie of before is known to it
        assert client.get("/pages").status_code == 200


@linux
@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_all_of_it_ends_when_it_is_told_to(served: Served, sign: signal.Signals, status: int):
    children = served.children()
    assert len(children) == 2
    served.process.send_signal(sign)
    assert served.process.wait(60) == status
    assert [one for one in children if is_alive(one)] == []


@linux
def test_ctrl_c_of_a_terminal_goes_to_all_and_leaves_nobody(served: Served):
    children = served.children()
    for one in children:
        os.kill(one, signal.SIGINT)
    assert served.client.get("/pages").status_code == 200  # it is the parent's word that counts
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(60) == 130
    assert [one for one in children if is_alive(one)] == []


@linux
def test_nobody_is_left_when_the_parent_is_killed(served: Served):
    children = served.children()
    served.process.kill()
    served.process.wait(30)
    wait_for(lambda: not any(is_alive(one) for one in children))


def test_a_server_that_is_asked_nothing_sleeps_and_ends_at_once(monkeypatch):
    monkeypatch.setattr(serving, "TICK_SECONDS", 60.0)  # so that nothing but being told wakes it
    began = threading.Event()

    async def app(scope, receive, send):
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    with serving.open_socket("127.0.0.1", 0) as opened:
        server = serving.Server(app, ready=began.set, shares=True)
        running = threading.Thread(target=server.run, args=([opened],), daemon=True)
        running.start()
        assert began.wait(30)
        server.should_exit = True
        running.join(30)
        assert not running.is_alive()
