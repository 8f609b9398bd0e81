"""How fast one host is asked: a request a second, or as slowly as it wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from rawi.errors import InputError
from rawi.pages import limits

_MOST_HOSTS = 10_000
"""Hosts that are remembered; those asked longest ago are forgotten first."""


class Pace:
    """When each host was last asked, and until when it wants to be left alone. Several threads may share one."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._last: dict[str, float] = {}
        self._held: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, apart: float | None = None) -> None:
        """Wait until `host` may be asked again, and count this as asked.

        `apart`: the seconds between two requests that it wants (Crawl-delay); never less than `PACE_SECONDS`, never more
        than `MAX_CRAWL_DELAY`. Raises `InputError` where the host wants to be left alone for longer than that.
        """
        gap = max(limits.PACE_SECONDS, min(apart or 0.0, limits.MAX_CRAWL_DELAY))
        with self._lock:
            now = self._clock()
            held = self._held.get(host, now)
            if held - now > limits.MAX_CRAWL_DELAY:
                raise InputError(f"{host} asks not to be asked again for {held - now:,.0f} seconds.")
            start = max(now, held, self._last.get(host, now - gap) + gap)
            self._last.pop(host, None)  # so that the order is that of asking
            self._last[host] = start
            self._held.pop(host, None)
            while len(self._last) > _MOST_HOSTS:
                self._last.pop(next(iter(self._last)))
        if start > now:
            self._sleep(start - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leave `host` alone for so many seconds from now (Retry-After)."""
        with self._lock:
            while len(self._held) >= _MOST_HOSTS:
                self._held.pop(next(iter(self._held)))
            self._held[host] = self._clock() + seconds


SHARED = Pace()
"""The pace of this process: whatever asks the web in it keeps to the same."""
