"""How much of a file the operating system has in memory (its page cache), and how to have all of it there, or nothing.

What is in memory is read by a copy; what is not is fetched from the disk, which costs more of a processor and a wait. A system
throws out of it what was not used for some time, a whole desk over night. On Linux; elsewhere nothing is known.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DROP_SECONDS = 1.0
"""How often `cold` throws the file out again."""


def share(path: Path) -> float | None:
    """The share of the file that is in memory; None where that is not known."""
    size = path.stat().st_size
    if not sys.platform.startswith("linux") or not size:
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    libc.mincore.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    opened = os.open(path, os.O_RDONLY)
    try:
        at = libc.mmap(None, size, mmap.PROT_READ, mmap.MAP_SHARED, opened, 0)
    finally:
        os.close(opened)
    if at is None or at == ctypes.c_void_p(-1).value:
        return None
    pages = -(-size // mmap.PAGESIZE)
    told = ctypes.create_string_buffer(pages)
    failed = libc.mincore(at, size, told)
    libc.munmap(at, size)
    return None if failed else round(sum(page & 1 for page in told.raw[:pages]) / pages, 3)


def warm(path: Path) -> None:
    """Read all of it, twice: what is read once is the first to go."""
    for _ in range(2):
        with path.open("rb", buffering=0) as file:
            while file.read(1 << 22):
                pass


def drop(path: Path) -> None:
    """Throw it out, but for what is not on the disk yet."""
    opened = os.open(path, os.O_RDONLY)
    os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(opened)


@contextmanager
def cold(path: Path, is_cold: bool) -> Iterator[None]:
    """Meanwhile the file is thrown out again and again, where `is_cold`."""
    end = threading.Event()

    def again() -> None:
        while not end.wait(DROP_SECONDS):
            drop(path)

    if is_cold:
        drop(path)
        threading.Thread(target=again, daemon=True).start()
    try:
        yield
    finally:
        end.set()
