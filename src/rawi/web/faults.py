"""Faults that nobody foresaw: each has a number, which the reader sees and under which the log tells what happened.

The log is `faults.log` beside the original bytes of the desk, and what is written there goes to the standard error of
`rawi serve` as well. Whoever reads the desk sees the number alone: no traceback, no path, no words of the program.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rawi.desk.moments import now
from rawi.version import VERSION

LOG: Final = "faults.log"
MOST_BYTES: Final = 1_000_000
"""Of the log. Then it is put aside as `faults.log.1`, in the place of the one before."""
_ADDRESS: Final = 300
_NOTED: Final = "fault"
_logger = logging.getLogger("rawi.web")


def new_number() -> str:
    """The number of a fault, as it can be read out on the telephone: 32 bits, as 3f9a-12bc."""
    digits = secrets.token_hex(4)
    return f"{digits[:4]}-{digits[4:]}"


@dataclass(frozen=True, slots=True)
class FaultLog:
    """What faults were, in a file that several processes may write; where it cannot be written, on standard error alone."""

    folder: Path

    def note(self, error: BaseException, request: Request) -> str:
        """Write down a fault; its number. What an address asks for is noted, what a form sends is not."""
        number = new_number()
        trace = "".join(traceback.format_exception(error)).rstrip()
        query = "" if request.url.path == "/enter" else request.url.query  # it has the token of this start
        asked = f"{request.method} {request.url.path}{'?' if query else ''}{query}"[:_ADDRESS]
        told = f"fault {number}  {now()}  Rawi {VERSION}  {asked!r}\n{trace}\n"
        with contextlib.suppress(OSError):
            self._write(told.encode("utf-8", "replace"))
        _logger.error("%s", told.rstrip())
        return number

    def _write(self, told: bytes) -> None:
        path = self.folder / LOG
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > MOST_BYTES:
                path.replace(path.with_name(f"{LOG}.1"))
        self.folder.mkdir(parents=True, exist_ok=True)
        # what is asked for may be confidential: nobody else of this machine reads it
        opened = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(opened, told + b"\n")
        finally:
            os.close(opened)


class Faults:
    """ASGI middleware: a fault is noted, and answered by what `answer(request, number)` makes.

    Where an answer is on its way already it just ends, so that the browser sees that it is not whole.
    """

    def __init__(self, app: ASGIApp, log: FaultLog, answer: Callable[[Request, str], Response]) -> None:
        self._app, self._log, self._answer = app, log, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_begun = False

        async def send_watched(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_watched)
        except ClientDisconnect:
            return
        except Exception as error:
            request = Request(scope)
            if hasattr(request.state, _NOTED):  # and answered: what FastAPI has answered it raises all the same
                return
            number = self._log.note(error, request)
            if not is_begun:
                await self._answer(request, number)(scope, receive, send)


def noted(request: Request, error: Exception) -> str:
    """Note a fault that is answered elsewhere than in `Faults`; its number."""
    log: Any = request.app.state.faults
    number: str = log.note(error, request)
    setattr(request.state, _NOTED, number)
    return number
