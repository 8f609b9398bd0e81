"""Pages are brought together in the background: one run at a time, and what comes while it goes on is taken by the next.

Each small group of pages is one transaction (`rawi.together.desk.update`), so that nothing is lost where the desk is
closed in the middle.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from rawi.desk.desk import Desk
from rawi.errors import RawiError
from rawi.together import desk as together
from rawi.together.answers import Progress, Updated

FEW: Final = 500
"""So many pages are brought together without being asked, once they are read; of more the first page tells."""
PAUSE_SECONDS: Final = 3.0
"""After the last decision, before the pages that it changes are brought together anew."""


class _Stopped(BaseException):
    """The desk is being closed."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is going on: `progress` while pages are brought together, then `last`; `fault` where it broke off."""

    progress: Progress | None = None
    last: Updated | None = None
    fault: str | None = None


class Gatherer:
    """The one who brings together. `start` begins a run, `doing` tells how far it is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._pause: threading.Timer | None = None
        self._is_closing = self._once_more = False
        self.doing = Gathering()

    def start(self, wait: float = 0.0) -> None:
        """Bring together what is not yet; `wait`: so many seconds for the end of it."""
        with self._lock:
            if self._is_closing:
                return
            if self._thread is not None:
                self._once_more = True
            else:
                self.doing = Gathering(Progress(0, 0))
                self._thread = threading.Thread(target=self._work, name="rawi-together", daemon=True)
                self._thread.start()
            thread = self._thread
        if wait:
            thread.join(wait)

    def start_if_few(self) -> None:
        """The same, unless so many pages wait that somebody should choose the time for it."""
        if not self._is_closing and 0 < together.pending(self._desk) <= FEW:
            self.start()

    def resume(self) -> None:
        """The same when the desk is opened again: also where more wait, if somebody had begun with them."""
        if not self._is_closing and (together.is_begun(self._desk) or 0 < together.pending(self._desk) <= FEW):
            self.start()

    def start_soon(self) -> None:
        """The same once nothing was decided for a while: who goes through a page decides many things in a row."""
        with self._lock:
            if self._pause is not None:
                self._pause.cancel()
            if self._is_closing:
                return
            self._pause = threading.Timer(PAUSE_SECONDS, self._start_quietly)
            self._pause.daemon = True
            self._pause.start()

    def _start_quietly(self) -> None:
        with suppress(RawiError):  # a desk that cannot be read now is told of by the next view
            self.start_if_few()

    def close(self) -> None:
        """Stop after the pages in hand; the rest waits in the desk."""
        with self._lock:
            self._is_closing = True
            if self._pause is not None:
                self._pause.cancel()
            thread = self._thread
        if thread is not None:
            thread.join(30)

    def _work(self) -> None:
        while True:
            self._run()
            with self._lock:
                if not self._once_more or self._is_closing:
                    self._thread = None
                    return
                self._once_more = False

    def _run(self) -> None:
        last, fault = None, None
        try:
            last = together.update(self._desk, self._tell)
        except _Stopped:
            pass
        except RawiError as error:
            fault = str(error)
        except Exception as error:  # it is shown, since nobody else hears of it in this thread
            fault = f"{type(error).__name__}: {error}"[:300]
        self.doing = Gathering(None, last, fault)

    def _tell(self, progress: Progress) -> None:
        if self._is_closing:
            raise _Stopped
        self.doing = Gathering(progress)
