"""Tesseract, an optional tool of the system, called for one picture at a time under limits of time and memory.

Its words are read from its table (TSV) with the confidence of each. Its searchable PDFs are never used: their text is in
the wrong order for Arabic.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
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
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    """Left, top, right and bottom of each word, in pixels."""


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


COLUMNS, ONE_BLOCK = 3, 6
"""How Tesseract looks for lines (--psm): in columns and blocks that it finds, or all in one block."""


def read(image: str, dpi: int, layout: int = COLUMNS, seconds: float = limits.OCR_PAGE_SECONDS) -> list[Seen]:
    """The paragraphs of a picture in reading order. Raises `InputError` where Tesseract is missing or fails."""
    require()
    tool = [
        shutil.which(COMMAND) or COMMAND,
        image,
        "stdout",
        "-l",
        LANGUAGES,
        "--dpi",
        str(dpi),
        "--psm",
        str(layout),
        "tsv",
    ]
    # The child puts itself under limits and becomes Tesseract.
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "rawi.pages.child", str(limits.OCR_MEGABYTES), str(int(seconds) + 1), *tool],
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


_AFTER_ARABIC = re.compile(r'(?<=[\u0620-\u0652»)"])([,;?])(?=$|[»")])')
_ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}


def _signs(word: str) -> str:
    """A word with the comma, semicolon and question mark of its script: Tesseract often takes the Latin ones."""
    return _AFTER_ARABIC.sub(lambda match: _ARABIC_SIGNS[match.group(1)], word)


_Word = tuple[str, float, tuple[int, int, int, int]]

_HAMZA_FOR_COMMA = re.compile("(?<=[تثجحخذسصضظعغقكمنهةى])ء$")
"""A hamza at the end of a word after a letter that none follows: Tesseract takes commas for it. (عبء، جزء، شيء stay.)"""


def _commas(words: list[_Word]) -> list[_Word]:
    """A paragraph's words with the commas that Tesseract took for a closing quotation mark or a hamza."""
    result: list[_Word] = []
    quoted = 0
    for text, sure, box in words:
        quoted += text.count("«")
        word = _HAMZA_FOR_COMMA.sub("،", text)
        if word.endswith("»") and not quoted and len(word) > 1:
            word = f"{word[:-1]}،"
        quoted = max(0, quoted - word.count("»"))
        result.append((word, sure, box))
    return result


def paragraphs(table: str) -> list[Seen]:
    """The paragraphs of Tesseract's table, in its order."""
    found: dict[tuple[str, str], dict[str, list[_Word]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5":
            continue
        words = list(map(_signs, (row.get("text") or "").translate(_MARKS).split()))
        if not words:
            continue
        sure = float(row["conf"])
        left, top, width, height = (int(row[edge]) for edge in ("left", "top", "width", "height"))
        lines = found.setdefault((row["block_num"], row["par_num"]), {})
        box = (left, top, left + width, top + height)
        lines.setdefault(row["line_num"], []).extend((word, sure, box) for word in words)
    return [_seen(_commas(words)) for lines in found.values() for words in _parted(list(lines.values()))]


def _seen(words: list[_Word]) -> Seen:
    heights = sorted(bottom - top for _, _, (_, top, _, bottom) in words)
    return Seen(
        tuple(word for word, _, _ in words),
        tuple(sure for _, sure, _ in words),
        float(heights[len(heights) // 2]),
        tuple(box for _, _, box in words),
    )


_FAR = 1.5
"""Ratio of a line's distance to the usual one of its block from which a paragraph begins."""


def _parted(lines: list[list[_Word]]) -> list[list[_Word]]:
    """Lines that Tesseract took for one paragraph, parted where a gap, larger letters or a short line ends one."""
    left = min(box[0] for line in lines for _, _, box in line)
    middles = [sum(box[1] + box[3] for _, _, box in line) / (2 * len(line)) for line in lines]
    distances = sorted(after - before for before, after in itertools.pairwise(middles))
    usual = distances[len(distances) // 3] if distances else 0.0
    parted = [list(lines[0])]
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        room = min(box[0] for _, _, box in before) - left
        first = line[0][2]
        height = first[3] - first[1]
        # The first word would have gone into the line before: somebody began anew. (Arabic lines end at the left.)
        short = room > first[2] - first[0] + 1.5 * height
        far = middles[place] - middles[place - 1] > _FAR * usual
        if short or far:
            parted.append([])
        parted[-1] += line
    return parted
