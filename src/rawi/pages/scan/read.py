"""Scans and photographs: from an image to a page, by OCR."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Unpack

from rawi.errors import InputError
from rawi.pages import child, limits
from rawi.pages.given import Given, Options
from rawi.pages.page import Page
from rawi.pages.scan import tesseract
from rawi.pages.scan.printed import Printed, Told, Word, page_of

UNSURE = 75.0
"""Mean confidence of a page's words, weighted by their letters, below which the page is unsure (docs/pages-pdf.md)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that was read by OCR, with its words: where each stands in the text and how sure OCR is of it."""

    page: Page
    words: tuple[Word, ...]


def read_image(raw: bytes, **options: Unpack[Options]) -> Page:
    """The page that an image shows, by OCR. Options and errors as `rawi.pages.text.read_text`.

    `InputError` also where Tesseract is missing, the image too large or damaged, or time runs out.
    """
    return read_scan(raw, **options).page


def read_scan(raw: bytes, **options: Unpack[Options]) -> Scan:
    """As `read_image`, with the words that OCR read and their confidences."""
    given = Given.of(**options)
    most = min(given.limit(limits.MAX_FILE_BYTES), limits.MAX_FILE_BYTES)
    if len(raw) > most:
        raise InputError(f"The image has {len(raw):,} bytes, more than the limit of {most:,}.")
    if find_spec("PIL") is None:
        raise InputError('To read images, install Pillow: "pip install Pillow".')
    tesseract.require()
    frames = child.run("rawi.pages.scan.images:count", raw, what="The image")["frames"]
    warnings: list[str] = []
    paragraphs: list[Printed] = []
    deadline = time.monotonic() + limits.OCR_SECONDS
    for number in range(min(frames, limits.MAX_OCR_PAGES)):
        if time.monotonic() > deadline:
            warnings.append(f"OCR took too long: pages from {number + 1} of {frames} on were left out.")
            break
        name = f"Page {number + 1}" if frames > 1 else "The image"
        try:
            found, said = recognise("rawi.pages.scan.images:prepare", raw, number, name)
        except InputError as error:
            if frames == 1:
                raise
            warnings.append(f"{name} was left out. {error}")
            continue
        paragraphs += found
        warnings += said
    if frames > limits.MAX_OCR_PAGES:
        warnings.append(f"Only the first {limits.MAX_OCR_PAGES} of {frames} pages went to OCR; the rest was left out.")
    page, words = page_of(raw, paragraphs, given, Told(), warnings, by_text="the image (OCR)", what="image")
    return Scan(page, words)


def recognise(function: str, raw: bytes, number: int, name: str) -> tuple[list[Printed], list[str]]:
    """The paragraphs of one page by OCR, and the warnings that follow.

    `function` runs in a child process and writes page `number` of `raw` as a picture; `name` begins the warnings.
    """
    with tempfile.TemporaryDirectory(prefix="rawi-") as folder:
        drawn = child.run(function, raw, {"number": number, "folder": folder}, what=name)
        seen = tesseract.read(f"{folder}/page.png", drawn["dpi"])
        if seen and _unread(drawn["ink"], drawn["cell"], seen) > _MUCH_UNREAD:
            # Its search for columns lost lines, or the page holds pictures: all in one block may find more.
            again = tesseract.read(f"{folder}/page.png", drawn["dpi"], tesseract.ONE_BLOCK)
            seen = max(seen, again, key=_worth)
    sure = confidence(seen)
    if sure is None:
        return [], [f"{name}: OCR found no words."]
    paragraphs = [
        Printed(" ".join(one.words), one.height, number, False, one.confidences, sure < UNSURE) for one in seen
    ]
    warning = f"{name} was read by OCR (Tesseract), mean confidence {sure:.0f} of 100."
    if sure < UNSURE:
        warning = f"{warning[:-1]}: everything that is found on it is unsure."
    return paragraphs, [warning]


_MUCH_UNREAD = 0.03
"""Share of a page's ink outside all words from which it is read again. Pages that were read whole have below 0.02."""


def _unread(ink: list[str], cell: int, seen: list[tesseract.Seen]) -> float:
    """The share of squares with ink that touch no word."""
    covered = [bytearray(len(row)) for row in ink]
    for one in seen:
        for left, top, right, bottom in one.boxes:
            for row in range(max(0, top // cell - 1), min(len(ink), bottom // cell + 2)):
                first, last = max(0, left // cell - 1), min(len(ink[row]), right // cell + 2)
                covered[row][first:last] = b"\1" * max(0, last - first)
    inked = sum(row.count("1") for row in ink)
    lost = sum(
        square == "1" and not known
        for row, marks in zip(ink, covered, strict=True)
        for square, known in zip(row, marks, strict=True)
    )
    return lost / inked if inked else 0.0


def _worth(seen: list[tesseract.Seen]) -> float:
    """Letters that were read, each as much as it is sure; unsure ones (below 50) count against."""
    return sum(len(word) * (sure - 50) for one in seen for word, sure in zip(one.words, one.confidences, strict=True))


def confidence(seen: list[tesseract.Seen]) -> float | None:
    """The mean confidence of words, weighted by their letters; None where there are none."""
    weights = [(len(word), sure) for one in seen for word, sure in zip(one.words, one.confidences, strict=True)]
    total = sum(weight for weight, _ in weights)
    return sum(weight * sure for weight, sure in weights) / total if total else None
