"""Answers that depend on the desk alone are kept for the next one who asks, until anybody writes to the desk.

What is not the same for all is not in what is kept: the nonce of an answer and the CSRF token of a session stand in it as marks,
which nobody outside this process knows, and are put in each time. All who are let in may see all of a desk, so that nothing
else tells readers apart but the language, which is part of the key.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import wraps
from threading import Lock
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rawi.desk import engine as engines
from rawi.errors import DeskError
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
        self._connection: Any = None
        self._closed = False
        self._state: Hashable = None
        self._answers: OrderedDict[Key, tuple[bytes, dict[str, str]]] = OrderedDict()
        self._bytes = 0

    def state(self) -> Hashable:
        """A mark that is another one once anybody, of any process, has written to the desk; None where that is not known.

        It is that of `rawi.desk.engine.state`, of a connection that only asks for it.
        """
        with self._lock:
            if self._closed:
                return None
            try:
                if self._connection is None:
                    self._connection = self._connect()
                return engines.state(self._connection, self._engine.dialect.name)
            except (self._engine.dialect.loaded_dbapi.Error, DBAPIError, DeskError):  # the view says what is wrong
                self._let_go()
                return None

    def _connect(self) -> Any:
        made = self._engine.raw_connection()
        found: Any = made.driver_connection
        made.detach()
        if self._engine.dialect.name == "postgresql":
            found.rollback()
            found.autocommit = True  # each question sees the desk as it then is
        return found

    def _let_go(self) -> None:
        made, self._connection = self._connection, None
        if made is not None:
            with suppress(self._engine.dialect.loaded_dbapi.Error):
                made.close()

    def get(self, key: Key, state: Hashable) -> tuple[bytes, dict[str, str]] | None:
        """An answer as the desk now stands: its bytes with the marks, and its headers."""
        with self._lock:
            if state != self._state:
                self._answers.clear()
                self._state, self._bytes = state, 0
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: Key, state: Hashable, body: bytes, headers: dict[str, str]) -> None:
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
            self._let_go()


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
