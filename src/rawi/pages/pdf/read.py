"""PDF: from bytes to a page, by the text that the file tells, page by page by OCR where that cannot be trusted."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.util import find_spec
from typing import Unpack

from rawi.errors import InputError
from rawi.pages import child, limits
from rawi.pages.given import Given, Options
from rawi.pages.page import Page
from rawi.pages.pdf import metadata
from rawi.pages.scan import tesseract
from rawi.pages.scan.printed import Printed, Word, page_of
from rawi.pages.scan.read import Scan, recognise

MISSING = 'To read PDFs, install pypdfium2 and Pillow: "pip install pypdfium2 Pillow".'


def read_pdf(raw: bytes, **options: Unpack[Options]) -> Page:
    """The page that a PDF is. Options and errors as `rawi.pages.text.read_text`.

    `InputError` also where the file is locked or damaged, takes too long, or holds nothing but images and Tesseract is
    missing. What is left out of a file that is read otherwise (a damaged page, pages beyond a limit, images without
    Tesseract) is named in the page's warnings.
    """
    return read_printed(raw, **options).page


def read_printed(raw: bytes, **options: Unpack[Options]) -> Scan:
    """As `read_pdf`, with the words that OCR read and their confidences; none where all text came from the file."""
    given = Given.of(**options)
    most = min(given.limit(limits.MAX_FILE_BYTES), limits.MAX_FILE_BYTES)
    if len(raw) > most:
        raise InputError(f"The PDF has {len(raw):,} bytes, more than the limit of {most:,}.")
    if find_spec("pypdfium2") is None or find_spec("PIL") is None:
        raise InputError(MISSING)
    found = child.run("rawi.pages.pdf.extract:read", raw, what="The PDF")
    by_page: dict[int, list[Printed]] = {}
    order: list[Printed] = [Printed(text, size, page, furniture) for text, size, page, furniture in found["paragraphs"]]
    for one in order:
        by_page.setdefault(one.number, []).append(one)
    warnings = list(found["warnings"])
    needed = {int(number): reason for number, reason in found["ocr"].items()}
    read = _by_ocr(raw, needed, found["pages"], warnings, bool(order))
    paragraphs = [one for number in sorted({*by_page, *read}) for one in by_page.get(number, read.get(number, []))]
    roads = ["its text"] * bool(by_page) + ["OCR"] * bool(read)
    page, words = page_of(
        raw,
        _one_scale(paragraphs, set(read)),
        given,
        metadata.told(found["info"]),
        warnings,
        by_text=f"the PDF ({' and '.join(roads)})",
        what="PDF",
    )
    return Scan(page, words)


def _by_ocr(
    raw: bytes, needed: dict[int, str], count: int, warnings: list[str], has_text: bool
) -> dict[int, list[Printed]]:
    """The paragraphs of the pages that need OCR; what cannot be read is named in `warnings`."""
    read: dict[int, list[Printed]] = {}
    if needed and not tesseract.is_there():
        if not has_text:
            raise InputError(tesseract.MISSING)
        pages = ", ".join(str(number + 1) for number in sorted(needed)[:20])
        warnings.append(f"Pages left out, since their text cannot be read without OCR: {pages}. {tesseract.MISSING}")
        return read
    deadline = time.monotonic() + limits.OCR_SECONDS
    for done, (number, reason) in enumerate(sorted(needed.items())):
        if done >= limits.MAX_OCR_PAGES or time.monotonic() > deadline:
            end = f"pages from {number + 1} of {count:,} on that need it were left out."
            warnings.append(f"OCR was ended after {done} pages: {end}")
            break
        name = f"Page {number + 1}"
        try:
            read[number], said = recognise("rawi.pages.pdf.extract:draw", raw, number, name)
        except InputError as error:
            warnings.append(f"{name} was left out. {error}")
            continue
        warnings += [one.replace("OCR (Tesseract)", f"OCR (Tesseract), since {reason}") for one in said]
    return read


def _one_scale(paragraphs: list[Printed], by_ocr: set[int]) -> list[Printed]:
    """Sizes of OCR are pixels of words at 300 dpi, those of text are points of fonts: roughly the same after this."""
    return [replace(one, size=one.size * 72 / limits.OCR_DPI) if one.number in by_ocr else one for one in paragraphs]


__all__ = ["MISSING", "Scan", "Word", "read_pdf", "read_printed"]
