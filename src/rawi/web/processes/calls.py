"""Calls over a line between two processes of ours: several at once, answered in any order.

What is sent are pickled values. That is safe, since a line is a pair of sockets without an address, which the parent
makes and its child inherits: nobody else can write to it.
"""

from __future__ import annotations

import itertools
import pickle
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from multiprocessing.connection import Connection
from typing import Any, Final

from rawi.errors import DeskError, RawiError

PATIENCE_SECONDS: Final = 60.0
"""How long a caller waits for an answer. The longest call, of files that are brought, gives up after 20 s by itself."""
_GONE: Final = (EOFError, OSError)

Call = tuple[int, str, tuple[Any, ...]]
Answer = tuple[int, Any, BaseException | None]


class Caller:
    """The end of a line at which questions are asked. `listen` runs in a thread of its own, and returns when the line ends."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._sending, self._lock = threading.Lock(), threading.Lock()
        self._numbers = itertools.count()
        self._open: dict[int, Future[Any]] = {}
        self._has_ended = False

    def ask(self, name: str, *given: Any) -> Any:
        """What the other end gives back, or raises. Raises `DeskError` where it is gone or silent for too long."""
        number, answer = next(self._numbers), Future[Any]()
        call: Call = (number, name, given)
        packed = pickle.dumps(call)
        with self._lock:
            if self._has_ended:
                raise _gone()
            self._open[number] = answer
        try:
            with self._sending:
                self._line.send_bytes(packed)
            return answer.result(PATIENCE_SECONDS)
        except _GONE:
            raise _gone() from None
        except FutureTimeout:
            raise DeskError("The process that reads pages does not answer; try again.") from None
        finally:
            with self._lock:
                self._open.pop(number, None)

    def listen(self) -> None:
        """Take answers to those who asked, until the other end is closed."""
        try:
            while True:
                number, value, error = pickle.loads(self._line.recv_bytes())
                with self._lock:
                    answer = self._open.pop(number, None)
                if answer is None:  # nobody waits any more
                    continue
                if error is None:
                    answer.set_result(value)
                else:
                    answer.set_exception(error)
        except _GONE:
            pass
        with self._lock:
            self._has_ended = True
            waiting = [*self._open.values()]
            self._open.clear()
        for one in waiting:
            one.set_exception(_gone())


class Answerer:
    """The other end. `listen` runs in a thread of its own, each call in another, since some of them wait."""

    def __init__(self, line: Connection, answers: Mapping[str, Callable[..., Any]]) -> None:
        self._line, self._answers = line, answers
        self._lock = threading.Lock()

    def listen(self) -> None:
        """Answer, until the other end is closed."""
        try:
            while True:
                call: Call = pickle.loads(self._line.recv_bytes())
                threading.Thread(target=self._answer, args=(call,), daemon=True).start()
        except _GONE:
            return

    def _answer(self, call: Call) -> None:
        number, name, given = call
        answer: Answer
        try:
            answer = (number, self._answers[name](*given), None)
        except RawiError as error:
            answer = (number, None, type(error)(str(error)))
        except Exception as error:
            answer = (number, None, RuntimeError(f"{type(error).__name__}: {error}"[:300]))
        packed = pickle.dumps(answer)
        try:
            with self._lock:
                self._line.send_bytes(packed)
        except _GONE:
            return


def _gone() -> DeskError:
    return DeskError("The desk is being closed.")
