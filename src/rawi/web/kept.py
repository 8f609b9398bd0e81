"""Answers that depend on the desk alone are kept for the next one who asks, until anybody writes to the desk.

What is not the same for all is not in what is kept: the nonce of an answer and the CSRF token of a session stand in it as marks,
which nobody outside this process knows, and are put in each time. All who are let in may see all of a desk, so that nothing
else tells readers apart but the language, which is part of the key.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from threading import Lock
from typing import Final

from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rawi.web.rendering import csrf_of, language_of

MOST_BYTES: Final = 32_000_000
"""Of answers that each process keeps, those asked for last."""
LARGEST: Final = 4_000_000
"""Bytes of an answer that is kept."""

Key = tuple[str, bytes, str]
"""Path, query and language."""
View = Callable[[Request], Response]


class Kept:
    """The answers of one process. It has a connection of its own, and is closed before the desk is."""

    def __init__(self, engine: Engine, most: int = MOST_BYTES) -> None:
        self.nonce, self.csrf = secrets.token_urlsafe(16), secrets.token_hex(32)
        self._engine, self._most = engine, most
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        self._closed = engine.dialect.name != "sqlite"  # PostgreSQL does not tell whether anybody wrote
        self._state: int | None = None
        self._answers: OrderedDict[Key, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0

    def state(self) -> int | None:
        """A number that is another one once anybody, of any process, has written to the desk; None where that is not known.

        SQLite counts for each connection what others committed (``PRAGMA data_version``), and this one only asks.
        """
        with self._lock, suppress(sqlite3.Error):
            if self._closed:
                return None
            if self._connection is None:
                made = self._engine.raw_connection()
                self._connection = made.driver_connection
                made.detach()
            assert self._connection is not None
            number: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return number
        return None

    def get(self, key: Key, state: int) -> tuple[bytes, dict[str, str]] | None:
        """An answer as the desk now stands: its bytes with the marks, and its headers."""
        with self._lock:
            if state != self._state:
                self._answers.clear()
                self._state, self._bytes = state, 0
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Key, state: int, body: bytes, headers: dict[str, str]) -> None:
        """Keep an answer that was begun when the desk stood so."""
        if len(body) > min(LARGEST, self._most):
            return
        with self._lock:
            if state != self._state:
                return
            before = self._answers.pop(key, None)
            self._answers[key] = body, headers
            self._bytes += len(body) - (len(before[0]) if before else 0)
            while self._bytes > self._most:
                self._bytes -= len(self._answers.popitem(last=False)[1][0])

    def filled(self, body: bytes, nonce: str, csrf: str) -> bytes:
        """The answer of one request."""
        return body.replace(self.nonce.encode(), nonce.encode()).replace(self.csrf.encode(), csrf.encode())

    def close(self) -> None:
        """Let go of the desk; nothing is kept from then on."""
        with self._lock:
            self._closed = True
            self._answers.clear()
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def kept(view: View) -> View:
    """A view whose pages are the same until somebody writes to the desk."""

    @wraps(view)
    def answer(request: Request) -> Response:
        keeper: Kept = request.app.state.kept
        state = keeper.state() if request.method == "GET" else None
        if state is None:
            return view(request)
        scope = request.scope
        key = scope["path"], scope["query_string"], language_of(request).code
        found, status = keeper.get(key, state), 200
        if found is None:
            request.state.marks = keeper
            try:
                made = view(request)
            finally:
                request.state.marks = None
            if type(made) is not HTMLResponse:
                return made
            status = made.status_code
            found = bytes(made.body), {name: made.headers[name] for name in ("content-language", "vary")}
            if status == 200:
                keeper.put(key, state, *found)
        body, headers = found
        return HTMLResponse(keeper.filled(body, request.state.nonce, csrf_of(request)), status, headers)

    return answer
