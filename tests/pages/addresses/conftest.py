"""A web server of our own on loopback that says exactly the bytes a test wants, and clocks that nobody waits for."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rawi.pages.addresses.fetch import Fetcher
from rawi.pages.addresses.pace import Pace
from rawi.pages.addresses.settings import Settings, networks

PAGE = """<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>افتتاح سوق المرجان</title></head>
<body><article><h1>افتتاح سوق المرجان</h1><p>قال رئيس بلدية المرجان سامر الحداد إن السوق ستفتح صباح الأحد.</p>
<p>وأضافت المهندسة رنا الزين أن البناء كلف أربعين ألف دينار.</p></article></body></html>
""".encode()

Told = bytes | Callable[[socket.socket, str], None]


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed answer; `content_type="..."` becomes Content-Type."""
    told = {"content_type": "text/html; charset=utf-8", "content_length": str(len(body)), **headers}
    lines = "".join(f"{name.replace('_', '-').title()}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, location=target)


class Site:
    """A server on a random port. `pages` says what stands under a path: bytes as they go over the wire, or who sends them.

    Without another entry robots.txt is not there. `asked` are the heads of all requests, in order.
    """

    def __init__(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        self.host, self.context = host, context
        self.pages: dict[str, Told] = {"/robots.txt": answer(b"", "404 Not Found")}
        self.asked: list[str] = []
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    site.serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        self.server = Server((host, 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def serve(self, sock: socket.socket) -> None:
        if self.context is None:
            self.say(sock)
        else:
            with self.context.wrap_socket(sock, server_side=True) as safe:
                self.say(safe)

    def say(self, sock: socket.socket) -> None:
        sock.settimeout(5)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (piece := sock.recv(65_536)):
                return
            head += piece
        self.asked.append(head.decode("latin-1"))
        told = self.pages.get(self.asked[-1].split()[1], answer(b"", "404 Not Found"))
        if callable(told):
            told(sock, self.asked[-1])
        else:
            sock.sendall(told)
        sock.shutdown(socket.SHUT_WR)

    @property
    def paths(self) -> list[str]:
        return [head.split()[1] for head in self.asked]

    def url(self, path: str = "/", name: str | None = None) -> str:
        host = name or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Clock:
    """A clock that stands still unless somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


Make = Callable[..., Fetcher]


@pytest.fixture
def fetcher(clock: Clock) -> Make:
    """Makes a `Fetcher` that may ask 127.0.0.1 and ::1, and no other place that is not public."""

    def make(
        resolve: Callable[[str, int], list[str]] | None = None,
        allow: tuple[str, ...] = ("127.0.0.1", "::1"),
        save: Path | None = None,
        timeout: float = 5,
        **settings: object,
    ) -> Fetcher:
        def nobody(host: str, port: int) -> list[str]:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")

        chosen = Settings(save=save, timeout=timeout, allow_private=networks(allow), **settings)  # type: ignore[arg-type]
        return Fetcher(chosen, resolve=resolve or nobody, pace=Pace(clock, clock.sleep))

    return make
