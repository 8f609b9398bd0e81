"""A parser of hostile formats in a child process, under limits of time and memory.

The child is a fresh Python that imports one function by name, gives it the bytes and sends its result back as JSON:
no object of the child's making is ever unpickled here. Whatever becomes of the child (killed for time or memory,
crashed in a C library), the caller gets one `InputError`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rawi.errors import InputError
from rawi.pages import limits


def run(
    function: str,
    raw: bytes,
    options: dict[str, Any] | None = None,
    *,
    what: str = "The file",
    seconds: float = limits.CHILD_SECONDS,
    megabytes: int = limits.CHILD_MEGABYTES,
) -> Any:
    """What `function` ("module:name") returns for `raw` and `options`, computed in a child process.

    `function` is named by the program, never by its input. It takes bytes and keyword arguments that JSON can hold, and
    returns what JSON can hold; an `InputError` that it raises is raised here again. `what` begins the sentence where the
    child fails ("The PDF").

    Raises `InputError` where the child needs more than `seconds` or `megabytes`, or dies.
    """
    with tempfile.TemporaryDirectory(prefix="rawi-") as folder:
        given, answer = Path(folder, "given"), Path(folder, "answer")
        given.write_bytes(raw)
        order = json.dumps({"function": function, "options": options or {}, "given": str(given), "answer": str(answer)})
        code = _wait(order, seconds, megabytes)
        if code is None:
            raise InputError(f"{what} takes more than {seconds:g} seconds to read; it is given up.")
        try:
            result = json.loads(answer.read_bytes())
        except (OSError, ValueError):
            raise InputError(_how_it_died(what, code, seconds, megabytes)) from None
    if "memory" in result:
        raise InputError(f"{what} needs more than {megabytes:,} MB of memory to read; it is given up.")
    if "bug" in result:
        raise InputError(f"{what} is damaged: its parser broke off ({result['bug']}).")
    if "error" in result:
        raise InputError(result["error"])
    return result["value"]


def _wait(order: str, seconds: float, megabytes: int) -> int | None:
    """Run the child to its end; its exit status, or None where time ran out."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "rawi.pages.child", str(megabytes), str(int(seconds) + 1)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # One thread: each takes address space, and the machine belongs to others too.
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": _path()},
        start_new_session=True,
    )
    try:
        child.communicate(order.encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(child)
        return None
    except BaseException:
        _kill(child)
        raise
    return child.returncode


def _path() -> str:
    """Where the child finds this package, also where it was not installed."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH", "")]))


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


def _how_it_died(what: str, code: int, seconds: float, megabytes: int) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"{what} takes more than {seconds:g} seconds to read; it is given up."
    if code in (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL):
        # C and C++ libraries end so where they get no memory.
        return f"{what} needs more than {megabytes:,} MB of memory to read, or is damaged; it is given up."
    return f"{what} is damaged: its parser broke off (status {code})."


def limit(megabytes: int, seconds: int) -> None:
    """Put this process under limits; what the system does not know (Windows, parts of macOS) is left out.

    The caller's clock (`run`'s `seconds`) holds everywhere.
    """
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", megabytes * 1_000_000),
        ("RLIMIT_CPU", seconds),
        ("RLIMIT_FSIZE", limits.CHILD_OUTPUT_BYTES),
        ("RLIMIT_CORE", 0),
    ):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            most_allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most_allowed, most_allowed))


def _function(name: str) -> Callable[..., Any]:
    module, _, attribute = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found


def main() -> None:
    """The child's side: limits first, then the order from standard input, then the answer into its file.

    Arguments: megabytes, seconds, and where this process is to become another program, that and its arguments.
    """
    limit(int(sys.argv[1]), int(sys.argv[2]))
    if len(sys.argv) > 3:
        # Some other program, under the same limits.
        os.execv(sys.argv[3], sys.argv[3:])
    order = json.load(sys.stdin)
    answer: dict[str, Any]
    try:
        raw = Path(order["given"]).read_bytes()
        answer = {"value": _function(order["function"])(raw, **order["options"])}
        text = json.dumps(answer, ensure_ascii=True)
    except MemoryError:
        text = '{"memory": true}'
    except InputError as error:
        text = json.dumps({"error": str(error)})
    except Exception as error:  # a parser raises whatever it does on damaged files; the caller says so
        text = json.dumps({"bug": type(error).__name__})
    Path(order["answer"]).write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
