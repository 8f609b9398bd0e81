"""Worker processes as a run sees them: started, given jobs, listened to, ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from queue import SimpleQueue
from typing import Any

from rawi.desk.queue.jobs import Job

ENDING_SECONDS = 5.0
"""What a worker that was told to end may take for it before it is killed."""

Answer = dict[str, Any]
Event = tuple["WorkerProcess", Answer | None]
"""A worker with its answer, or with None where it has ended."""


class WorkerProcess:
    """One worker process (`rawi.desk.adding.worker`). Its answers go to `events`, as they come."""

    def __init__(self, order: dict[str, Any], events: SimpleQueue[Any]) -> None:
        """Start it. `order` is what `rawi.desk.adding.worker.main` reads first."""
        self.job: Job | None = None
        self.is_ready = False
        self.ends = False
        """It was told to end, so that its end is no crash."""
        self.is_late = False
        """It was killed since its job took too long."""
        self._since = 0.0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "rawi.desk.adding.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("RAWI_TRACEBACK") else subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"},
        )
        self._say(order)
        threading.Thread(target=self._listen, args=(events,), daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a job."""
        return self.is_ready and self.job is None and not self.ends

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    @property
    def seconds(self) -> float:
        """How long it has worked on its job, by a clock that nobody sets."""
        return time.monotonic() - self._since if self.job and self.is_ready else 0.0

    def give(self, job: Job) -> None:
        """Give it a job to do, if need be once it is ready."""
        self.job, self._since = job, time.monotonic()
        self._say({"job": job.id})

    def set_ready(self) -> None:
        """It has begun to work."""
        self.is_ready, self._since = True, time.monotonic()

    def kill(self) -> None:
        """End it at once; what it had in hand is lost."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Tell it to end, at once and whatever it does: see `wait`."""
        self.ends = True
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin:
                self._process.stdin.close()

    def wait(self) -> None:
        """Wait until it has ended, or kill it after `ENDING_SECONDS`."""
        try:
            self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()

    def how_it_ended(self) -> str:
        """What became of a process that has ended, for people."""
        status = self._process.wait()
        if status == -signal.SIGKILL:
            return "was killed, perhaps for want of memory"
        if status < 0:
            with contextlib.suppress(ValueError):
                return f"was ended by {signal.Signals(-status).name}"
        return f"ended with status {status}"

    def _say(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # where it has died, `_listen` will tell
            self._process.stdin.write(json.dumps(line).encode() + b"\n")
            self._process.stdin.flush()

    def _listen(self, events: SimpleQueue[Any]) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):  # half a line of one that was killed
                events.put((self, json.loads(line)))
        events.put((self, None))
