"""Tesseract, an optional tool of the system, called for one picture at a time under limits of time and memory.

Its words are read from its table (TSV) with the confidence of each. Its searchable PDFs are never used: their text is in
the wrong order for Arabic.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

from rawi.errors import InputError
from rawi.pages import limits

COMMAND = "tesseract"
LANGUAGES = "ara"

MISSING = (
    "This page is an image and needs OCR, for which Tesseract and its Arabic data are missing: install them with "
    '"apt install tesseract-ocr tesseract-ocr-ara" (Debian, Ubuntu).'
)

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Direction marks, which Tesseract strews round words and numbers; they are none of the page's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A paragraph that Tesseract saw: its words in reading order, how sure it is of each (0 to 100), their height."""

    words: tuple[str, ...]
    confidences: tuple[float, ...]
    height: float


@cache
def is_there() -> bool:
    """Whether Tesseract and its Arabic data are installed."""
    command = shutil.which(COMMAND)
    if command is None:
        return False
    try:
        listed = subprocess.run([command, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGES.encode() in listed.stdout.split() + listed.stderr.split()


def require() -> None:
    """Raise `InputError`, naming what to install, where Tesseract or its Arabic data are missing."""
    if not is_there():
        raise InputError(MISSING)


def read(image: str, dpi: int, seconds: float = limits.OCR_PAGE_SECONDS) -> list[Seen]:
    """The paragraphs of a picture in reading order. Raises `InputError` where Tesseract is missing or fails."""
    require()
    tool = [shutil.which(COMMAND) or COMMAND, image, "stdout", "-l", LANGUAGES, "--dpi", str(dpi), "--psm", "3", "tsv"]
    # The child puts itself under limits and becomes Tesseract.
    child = subprocess.Popen(
        [sys.executable, "-m", "rawi.pages.child", str(limits.OCR_MEGABYTES), str(int(seconds) + 1), *tool],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        table, _ = child.communicate(timeout=seconds)
    except BaseException as error:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise InputError(f"Tesseract takes more than {seconds:g} seconds for one page; it is given up.") from None
        raise
    if child.returncode:
        raise InputError(f"Tesseract failed on a page (status {child.returncode}).")
    return paragraphs(table.decode("utf-8", "replace"))


_AFTER_ARABIC = re.compile("(?<=[\u0620-\u0652])([,;?])(?=$|[\u00bb\")])")
_ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}


def _signs(word: str) -> str:
    """A word with the comma, semicolon and question mark of its script: Tesseract often takes the Latin ones."""
    return _AFTER_ARABIC.sub(lambda match: _ARABIC_SIGNS[match.group(1)], word)


def paragraphs(table: str) -> list[Seen]:
    """The paragraphs of Tesseract's table, in its order."""
    found: dict[tuple[str, str], list[tuple[str, float, float]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5":
            continue
        text = (row.get("text") or "").translate(_MARKS).strip()
        # A word of several, and a missing cell, would shift confidences.
        words = list(map(_signs, text.split()))
        if not words:
            continue
        sure, height = float(row["conf"]), float(row["height"])
        found.setdefault((row["block_num"], row["par_num"]), []).extend((word, sure, height) for word in words)
    return [
        Seen(
            tuple(word for word, _, _ in words),
            tuple(sure for _, sure, _ in words),
            sorted(height for _, _, height in words)[len(words) // 2],
        )
        for words in found.values()
    ]
