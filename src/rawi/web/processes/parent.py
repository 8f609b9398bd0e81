"""The processes of a desk are started, watched and ended."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final

from rawi.desk.adding.filling import Input
from rawi.desk.desk import Desk
from rawi.desk.engine import is_address
from rawi.errors import RawiError
from rawi.web.background import Background
from rawi.web.processes import child
from rawi.web.processes.calls import Answerer
from rawi.web.processes.child import READY, Order
from rawi.web.processes.far import answers
from rawi.web.serving import hosts
from rawi.web.settings import Settings
from rawi.web.warming import warm

MOST_DEATHS: Final = 5
"""So many processes that died are replaced within `DEATHS_SECONDS`; then all of it ends, and says so."""
DEATHS_SECONDS: Final = 60.0
ENDING_SECONDS: Final = 10.0
"""What a process that was told to end may take for it before it is killed."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

Event = tuple["Child", str | None] | signal.Signals
"""A child with the first that it said, or with None where it has ended; or a signal that came."""


class Child:
    """A process that answers, from outside."""

    def __init__(self, opened: socket.socket, order: Order, background: Background, events: SimpleQueue[Any]) -> None:
        """Start it: by a fork where that is safe, which takes no time and shares memory, else as a new Python."""
        forks = sys.platform == "linux" and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.is_ready = False
        self.status: int | None = None
        self._line, theirs = context.Pipe()
        _LINES.add(self._line)
        with theirs:
            given = (opened, theirs, order, [*_LINES] if forks else [])
            self._process = context.Process(target=child.main, args=given, name="rawi-serve", daemon=True)
            self._process.start()
        self._background, self._events = background, events
        self._listening = threading.Thread(target=self._listen, daemon=True)

    @property
    def pid(self) -> int:
        """Number of the process."""
        found: int = self._process.pid
        return found

    def listen(self) -> None:
        """Answer its calls in threads, and tell what becomes of it; not before all others are forked."""
        self._listening.start()

    def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            self._events.put((self, self._line.recv()))
            Answerer(self._line, answers(self._background)).listen()
        _LINES.discard(self._line)
        self._line.close()
        self._process.join()
        self.status = self._process.exitcode
        self._events.put((self, None))

    def end(self) -> None:
        """Tell it to end."""
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended, or kill it then."""
        if self._listening.ident is None:
            self.listen()
        self._listening.join(max(0.0, seconds))
        if self._listening.is_alive():
            self._process.kill()
            self._listening.join()

    def how_it_ended(self) -> str:
        """What became of a process that has ended, for people."""
        if self.status == -signal.SIGKILL:
            return "was killed, perhaps for want of memory"
        if self.status is not None and self.status < 0:
            with contextlib.suppress(ValueError):
                return f"was ended by {signal.Signals(-self.status).name}"
        return f"ended with status {self.status}"


_LINES: Final[set[Connection]] = set()
"""Our ends of the lines to the processes that there are."""


def serve(
    opened: socket.socket,
    desk: Desk,
    settings: Settings,
    processes: int,
    tell: Callable[[str], None],
    bring: Sequence[Input] = (),
) -> None:
    """Serve an open desk by so many processes on one socket until the user stops it. As `rawi.web.serving.serve`.

    All of them know one token, by which they sign and check cookies and forms, so that it is the same to a browser which
    of them answers. Raises `RawiError` where they cannot begin, or end again and again.
    """
    settings = replace(settings, hosts=hosts(opened))
    opened.listen(128)
    originals = str(desk.folder) if is_address(desk.address) else None
    order = Order(desk.address, desk.name, originals, settings)
    background, events = Background(desk, settings), SimpleQueue[Any]()

    def another() -> Child:
        return Child(opened, order, background, events)

    def begin() -> None:
        tell(f"http://{settings.hosts[0]}/enter?token={settings.token}")
        background.start(bring)

    warm()
    desk.engine.dispose()  # no connection is to be in two processes
    gc.collect()
    gc.freeze()  # what is there now is shared with the children as long as nobody writes to it
    before: dict[signal.Signals, Any] = {}
    children: list[Child] = []
    stopped: signal.Signals | None = None
    try:
        for _ in range(processes):
            children.append(another())
        for one in _SIGNALS:
            before[one] = signal.signal(one, lambda number, frame: events.put(signal.Signals(number)))
        for one_child in children:
            one_child.listen()
        stopped = _watch(children, events, begin, another)
    finally:
        try:
            _end(children)
            background.close()
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)
    if stopped is not None:
        signal.raise_signal(stopped)


def _watch(
    children: list[Child], events: SimpleQueue[Any], begin: Callable[[], None], another: Callable[[], Child]
) -> signal.Signals:
    """Until a signal comes, which is given back. `begin` is called once all can answer."""
    deaths: deque[float] = deque(maxlen=MOST_DEATHS)
    has_begun = False
    while True:
        event: Event = events.get()
        if isinstance(event, signal.Signals):
            return event
        one, said = event
        if said == READY:
            one.is_ready = True
            if not has_begun and all(another_one.is_ready for another_one in children):
                has_begun = True
                begin()
        elif said is not None:
            raise RawiError(said)
        else:
            children.remove(one)
            now = time.monotonic()
            if not has_begun or (len(deaths) == MOST_DEATHS and now - deaths[0] < DEATHS_SECONDS):
                again = " again and again" if has_begun else ""
                raise RawiError(
                    f"A process that serves the desk {one.how_it_ended()}{again}; rawi serve --processes 1 needs less."
                )
            deaths.append(now)
            children.append(another())
            children[-1].listen()


def _end(children: Sequence[Child]) -> None:
    for one in children:
        one.end()
    last = time.monotonic() + ENDING_SECONDS
    for one in children:
        one.wait(last - time.monotonic())
