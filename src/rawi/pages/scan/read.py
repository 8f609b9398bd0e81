"""Scans and photographs: from an image to a page, by OCR."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from typing import Any

from rawi.errors import InputError
from rawi.pages import child, limits
from rawi.pages.page import Page
from rawi.pages.scan import tesseract
from rawi.pages.scan.printed import Given, Printed, Told, Word, page_of

UNSURE = 70.0
"""Mean confidence of a page's words, weighted by their letters, below which the page is unsure (docs/pages-pdf.md)."""

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a", b"BM")


@dataclass(frozen=True, slots=True)
class Scan:
    """A page that was read by OCR, with its words: where each stands in the text and how sure OCR is of it."""

    page: Page
    words: tuple[Word, ...]


def is_image(raw: bytes) -> bool:
    """Whether bytes are an image of a kind that is read."""
    if raw[:4] == b"RIFF":
        return raw[8:12] == b"WEBP"
    if raw[:2] == b"BM":
        return len(raw) > 14 and raw[6:10] == b"\0\0\0\0"
    return raw.startswith(_MAGIC)


def read_image(raw: bytes, *, max_bytes: int = limits.MAX_FILE_BYTES, **options: Any) -> Page:
    """The page that an image shows. Options and errors as `rawi.pages.text.read_text`; `InputError` also where
    Tesseract is missing, the image too large, or time runs out.
    """  # noqa: D205
    return read_scan(raw, max_bytes=max_bytes, **options).page


def read_scan(raw: bytes, *, max_bytes: int = limits.MAX_FILE_BYTES, **options: Any) -> Scan:
    """As `read_image`, with the words that OCR read and their confidences."""
    given = Given.of(**options)
    if len(raw) > min(max_bytes, limits.MAX_FILE_BYTES):
        most = min(max_bytes, limits.MAX_FILE_BYTES)
        raise InputError(f"The image has {len(raw):,} bytes, more than the limit of {most:,}.")
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
    paragraphs = [Printed(" ".join(one.words), one.height, number, False, one.confidences) for one in seen]
    sure = confidence(seen)
    if sure is None:
        return [], [f"{name}: OCR found no words."]
    warning = f"{name} was read by OCR (Tesseract), mean confidence {sure:.0f} of 100."
    if sure < UNSURE:
        warning = f"{warning[:-1]}: everything that is found on it is unsure."
    return paragraphs, [warning]


def confidence(seen: list[tesseract.Seen]) -> float | None:
    """The mean confidence of words, weighted by their letters; None where there are none."""
    weights = [(len(word), sure) for one in seen for word, sure in zip(one.words, one.confidences, strict=True)]
    total = sum(weight for weight, _ in weights)
    return sum(weight * sure for weight, sure in weights) / total if total else None
