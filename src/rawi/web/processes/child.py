"""A process that answers. It ends when its line does, whatever became of its parent."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from rawi.desk.desk import Desk
from rawi.errors import RawiError
from rawi.web.app import make_app
from rawi.web.processes.calls import Caller
from rawi.web.processes.far import FarBackground
from rawi.web.serving import Server
from rawi.web.settings import Settings

READY: Final = "ready"
LAST_SECONDS: Final = 8.0
"""How long answers may take that are not given yet when the line ends."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which desk, by its address and by the name that people gave it, and how."""

    address: str
    name: str
    originals: str | None
    settings: Settings


def main(opened: socket.socket, line: Connection, order: Order, others: Sequence[Connection] = ()) -> None:
    """Answer on a socket until the line ends. The first that goes over the line is `READY`, or why it could not begin.

    `others`: ends of lines of the parent that a fork has copied. They are closed, for a line ends where nobody has its end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all; the parent says what follows from it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for one in others:
        one.close()
    try:
        _serve(opened, line, order)
    except RawiError as error:
        line.send(str(error))
    except (EOFError, BrokenPipeError):  # the parent has gone already
        pass
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)  # threads that write a file to a browser that has gone would be waited for


def _serve(opened: socket.socket, line: Connection, order: Order) -> None:
    with Desk(order.address, create=False, originals=order.originals) as desk:
        desk.name = order.name
        caller = Caller(line)
        app = make_app(desk, order.settings, background=FarBackground(caller))
        server = Server(app, ready=lambda: line.send(READY), shares=True)

        def end(number: int, frame: object) -> None:
            server.should_exit = True

        def listen() -> None:
            caller.listen()
            server.should_exit = True
            threading.Timer(LAST_SECONDS, os._exit, (1,)).start()

        signal.signal(signal.SIGTERM, end)
        threading.Thread(target=listen, daemon=True).start()
        server.run([opened])
