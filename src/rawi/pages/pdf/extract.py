"""What is in a PDF: paragraphs of its pages, or that a page needs OCR. Runs in a child process (`rawi.pages.child`)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from rawi.errors import InputError
from rawi.pages import limits
from rawi.pages.pdf import characters, direction, glyphs, legible, paragraphs, running, words
from rawi.pages.pdf.characters import Found
from rawi.pages.pdf.words import Piece

_FEW_GLYPHS = 40
"""Glyphs below which a page with such a picture is one: a number or a stamp of the library may be printed on it."""


def read(raw: bytes) -> dict[str, Any]:
    """The pages of a PDF, as what JSON can hold.

    `pages`: number of pages; `info`: its information dictionary; `paragraphs`: `[text, size, page, furniture]` in reading
    order; `ocr`: pages that need OCR, each with the reason; `warnings`. Raises `InputError` where it is no PDF that can
    be read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise InputError("The PDF is locked with a password; save it without one and try again.") from error
        raise InputError("The PDF cannot be read: it is damaged or cut.") from error
    result: dict[str, Any] = {"pages": count, "info": _info(document), "ocr": {}, "warnings": []}
    kept = []
    for number, pieces, found in _sheets(document, count, result["warnings"]):
        columns = paragraphs.lines(pieces, number, found.height)
        reason = _needs_ocr(found, columns)
        if reason:
            result["ocr"][str(number)] = reason
        else:
            kept.append(columns)
    result["paragraphs"] = [
        [one.text, one.size, one.page, one.running] for one in _joined(kept, running.mark(kept)) if one.text
    ]
    return result


def _sheets(document: Any, count: int, said: list[str]) -> Iterator[tuple[int, list[Piece], Found]]:
    """The pages, as far as the limits let; `said` gets warnings of what was left out."""
    import pypdfium2

    total, end = 0, time.monotonic() + limits.PDF_SECONDS
    for number in range(min(count, limits.MAX_PDF_PAGES)):
        if time.monotonic() > end or total > limits.MAX_PDF_GLYPHS:
            what = "takes too long" if total <= limits.MAX_PDF_GLYPHS else "holds too many characters"
            said.append(f"The PDF {what}: pages from {number + 1} of {count:,} on were left out.")
            return
        try:
            page = document[number]
            found_glyphs, found = glyphs.read(page)
            page.close()
        except pypdfium2.PdfiumError:
            said.append(f"Page {number + 1} is damaged and was left out.")
            continue
        said += _left_out(f"Page {number + 1}", found)
        total += len(found_glyphs)
        yield number, words.pieces(found_glyphs), found
    if count > limits.MAX_PDF_PAGES:
        said.append(f"Only the first {limits.MAX_PDF_PAGES} of {count:,} pages were read; the rest was left out.")


def _left_out(name: str, found: Found) -> list[str]:
    """Warnings of what of a page is not in its text, and of text that OCR of another program read."""
    said = []
    if found.cut:
        said.append(f"{name} holds more than {limits.MAX_PAGE_GLYPHS:,} characters; the rest was left out.")
    if found.slanted:
        said.append(f"{name}: {found.slanted} characters that stand aslant were left out.")
    if found.unseen:
        said.append(f"{name}: {found.unseen} characters that cannot be seen were left out.")
    if found.layer > _FEW_GLYPHS:
        said.append(f"{name} is a picture; its text is what some other program read there.")
    return said


def _needs_ocr(found: Found, columns: list[list[paragraphs.Line]]) -> str | None:
    if found.pictures >= characters.COVERED and len(found.characters) < _FEW_GLYPHS:
        return "it is a picture"
    return legible.fault("\n".join(line.text for column in columns for line in column))


def _joined(pages: list[list[list[paragraphs.Line]]], marked: set[int]) -> list[paragraphs.Paragraph]:
    """The paragraphs of all pages; one that goes on in the next column or page is one, running heads come after it."""
    result: list[paragraphs.Paragraph] = []
    pitches = paragraphs.usual_pitches(pages)
    last: paragraphs.Paragraph | None = None
    for page in pages:
        furniture = [line for column in page for line in column if id(line) in marked]
        waiting = [paragraphs.Paragraph(_plain(line.text), line.size, line.page, 1, True) for line in furniture]
        for column in page:
            text = paragraphs.join([line for line in column if id(line) not in marked], pitches)
            if text and last is not None and paragraphs.goes_on(last, text[0]):
                first = text.pop(0)
                last.text, last.lines = paragraphs.glue(last.text, first.text), last.lines + first.lines
            if text:
                last = text[-1]
            result += text
        result += waiting
    return result


def _plain(text: str) -> str:
    return direction.brackets(text) if direction.is_right_to_left(text) else text


def _info(document: Any) -> dict[str, str]:
    found: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    return {key: value[:2_000] for key, value in found.items()}


def draw(raw: bytes, number: int, folder: str) -> dict[str, Any]:
    """Draw page `number` into `folder`/page.png, as `rawi.pages.scan.images.prepare` does with a picture."""
    import pypdfium2

    from rawi.pages.scan import images

    try:
        page = pypdfium2.PdfDocument(raw)[number]
        width, height = page.get_size()
        scale = limits.OCR_DPI / 72
        most = (limits.OCR_PIXELS / max(width * height * scale * scale, 1.0)) ** 0.5
        scale *= min(1.0, most, limits.MAX_SIDE / max(width * scale, height * scale))
        grey = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    except pypdfium2.PdfiumError as error:
        raise InputError("The page cannot be drawn: it is damaged.") from error
    return images.write(grey, scale * 72, folder)
