"""Functions that behave badly, for `test_page_child.py` to run in a child process."""

from __future__ import annotations

import os
import signal
import time

from rawi.errors import InputError


def length(raw: bytes, more: int = 0) -> int:
    return len(raw) + more


def sleep(raw: bytes) -> None:
    time.sleep(60)


def spin(raw: bytes) -> None:
    while True:
        pass


def memory(raw: bytes) -> int:
    return len(bytearray(3_000_000_000))


def crash(raw: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse(raw: bytes) -> None:
    raise InputError("It is none.")


def bug(raw: bytes) -> int:
    return 1 // len(raw[:0])


def spawn(raw: bytes) -> None:
    """Starts a process of its own that would outlive it."""
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
    time.sleep(60)
