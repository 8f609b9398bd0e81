"""A socket on this machine's own address, and the server on it."""

from __future__ import annotations

import asyncio
import gc
import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rawi.errors import OptionError
from rawi.web.settings import DEFAULT_PORT, Settings

MOST_PROCESSES: Final = 4
"""That answer, where nobody says how many: it is one desk on one machine, and each takes some 120 MB once it is at work."""


def open_socket(host: str, port: int | None) -> socket.socket:
    """A socket that listens on loopback. `port` None: the usual one, or any where that is taken; 0: any.

    Raises:
        OptionError: an address that others could reach, or one that cannot be listened on.
    """
    address = _loopback(host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    tries = [DEFAULT_PORT, 0] if port is None else [port]
    for number in tries:
        # asyncio turns Nagle's algorithm off only where the protocol is named; with it every answer waits some 40 ms
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((address, number))
        except OSError as error:
            opened.close()
            why = error.strerror or str(error)
            continue
        return opened
    raise OptionError(f"Port {port or DEFAULT_PORT} of {host} cannot be listened on: {why}. Another: --port 0")


def _loopback(host: str) -> str:
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host.strip("[]"))
    except ValueError:
        raise OptionError(f"{host!r} is no address of this machine; leave --host out.") from None
    if not address.is_loopback:
        raise OptionError(
            f"{host} can be reached by others, and this desk knows no accounts: whoever reached it could read and change "
            "everything. It listens on 127.0.0.1 or ::1 only; from elsewhere use an SSH tunnel."
        )
    return str(address)


def hosts(opened: socket.socket) -> tuple[str, ...]:
    """How a request may call this socket."""
    address, port = opened.getsockname()[:2]
    first = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    return tuple(dict.fromkeys((first, f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")))


def default_processes() -> int:
    """How many processes answer where nobody says: one for each core, `MOST_PROCESSES` at most.

    More than that shorten the worst waits of 20 readers, since the system shares a core fairly between processes, but each has
    to load everything once and has less in memory for the next answer (measured: benchmarks/web_speed.py).
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)


SWITCH_SECONDS: Final = 0.001
"""After which a thread that makes a long answer lets another go on: what is short waits less behind what is long."""


class Spread:
    """ASGI middleware: of several processes on one socket, each view is answered by one that has time for it.

    A connection stays with the process that took it, and a browser keeps its connection. So it is told to make a new one
    for each view, which costs a tenth of a millisecond here; whoever is idle takes it first. Files, which cost nothing,
    come over one connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with ``Connection: close`` on the answer."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return

        async def send_closing(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        await self._app(scope, receive, send_closing)


TICK_SECONDS: Final = 1.0
"""How often a server that is asked nothing wakes: the time in the headers of its answers is right to the second."""


class Server:
    """An application on a socket, in this process. `should_exit` ends it; `run` returns then."""

    def __init__(self, app: ASGIApp, *, ready: Callable[[], None] = lambda: None, shares: bool = False) -> None:
        """`ready` is called once it answers. `shares`: others answer on the same socket (`Spread`), and signals are not its."""
        import uvicorn

        config = uvicorn.Config(
            Spread(app) if shares else app,
            log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=3,
            lifespan="on",
        )  # fmt: skip

        class Uvicorn(uvicorn.Server):
            """Sleeps where nobody asks: uvicorn looks ten times a second whether it is to end, this one is told so."""

            _wake: Callable[[], object] | None = None

            def __setattr__(self, name: str, value: object) -> None:
                super().__setattr__(name, value)
                if name == "should_exit" and value and self._wake is not None:
                    self._wake()

            async def main_loop(self) -> None:
                told, loop = asyncio.Event(), asyncio.get_running_loop()
                self._wake = lambda: loop.call_soon_threadsafe(told.set)
                while not await self.on_tick(0):  # which also notes the time for the headers
                    with suppress(TimeoutError):
                        await asyncio.wait_for(told.wait(), TICK_SECONDS)
                self._wake = None

            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                ready()

            def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
                return nullcontext() if shares else super().capture_signals()

        self._uvicorn = Uvicorn(config)

    @property
    def should_exit(self) -> bool:
        """Whether it is to end after the answers in hand."""
        return self._uvicorn.should_exit

    @should_exit.setter
    def should_exit(self, value: bool) -> None:
        self._uvicorn.should_exit = value

    def run(self, sockets: list[socket.socket]) -> None:
        """Answer until it is to end, or until Ctrl-C or SIGTERM come."""
        gc.collect()
        gc.freeze()  # what is there now stays, and looking through all of it again takes 0.1 s in the midst of an answer
        gc.set_threshold(20_000, 20, 20)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._uvicorn.run(sockets=sockets)


def serve(
    opened: socket.socket, settings: Settings, make: Callable[[Settings], ASGIApp], tell: Callable[[str], None]
) -> None:
    """Serve an application on a socket until the user stops it. `tell` gets the address with the token, once it answers."""
    settings = replace(settings, hosts=hosts(opened))
    server = Server(make(settings))
    opened.listen(128)  # from here on a browser waits rather than being turned away
    tell(f"http://{settings.hosts[0]}/enter?token={settings.token}")
    server.run([opened])
