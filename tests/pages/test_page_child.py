"""Parsers in a child process: what becomes of those that take too long, take too much, or crash."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from rawi.errors import InputError
from rawi.pages import child

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")


@pytest.fixture(autouse=True)
def _probes(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_result_and_options_come_through() -> None:
    assert child.run("child_probe:length", b"abc", {"more": 4}) == 7


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("sleep", "The PDF takes more than 1 seconds to read"),
        ("spin", "The PDF takes more than 1 seconds to read"),
        ("memory", "The PDF needs more than 400 MB of memory to read"),
        ("crash", "The PDF is damaged: its parser broke off"),
        ("refuse", "It is none."),
        ("bug", "The PDF is damaged: its parser broke off"),
        ("spawn", "The PDF takes more than 1 seconds to read"),
    ],
)
def test_failures_end_with_one_clear_error_and_leave_nothing_behind(function: str, words: str, tmp_path) -> None:
    began = time.monotonic()
    seconds = 1 if "1 seconds" in words else 10  # what ends by itself has time to, on a busy machine too
    with pytest.raises(InputError, match=words):
        child.run(f"child_probe:{function}", b"abc", what="The PDF", seconds=seconds, megabytes=400)
    assert time.monotonic() - began < 15
    assert os.listdir(tmp_path) == []


def test_modules_in_the_current_folder_are_not_imported(tmp_path, monkeypatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(7)\n")
    monkeypatch.chdir(tmp_path)
    assert child.run("child_probe:length", b"abc", {"more": 4}) == 7
