import subprocess
import sys
from collections.abc import Callable

import pytest

from rawi.cli import main


@pytest.fixture
def rawi(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process -> (exit status, standard output, standard error)."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command in a process of its own."""

    def run(*arguments: object, given: bytes = b"", timeout: float = 60) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "rawi", *map(str, arguments)]
        return subprocess.run(command, input=given, capture_output=True, timeout=timeout, check=False)

    return run
