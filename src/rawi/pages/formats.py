"""The formats that pages come in. Each has a reader of its own; which one is asked is told from the content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Unpack

from rawi.pages import limits
from rawi.pages.given import Options
from rawi.pages.html import is_html, read_html
from rawi.pages.marks import is_image, is_pdf
from rawi.pages.page import Page
from rawi.pages.text import read_text


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, whether bytes are in it, its reader (called as `rawi.pages.text.read_text` is), its limit.

    `recognises` needs no more than the first 8,192 bytes. `max_bytes` holds unless the caller sets another limit.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[..., Page]
    max_bytes: int


def _anything(_: bytes) -> bool:
    return True


def _pdf(raw: bytes, **options: Unpack[Options]) -> Page:
    from rawi.pages.pdf import read_pdf

    return read_pdf(raw, **options)


def _image(raw: bytes, **options: Unpack[Options]) -> Page:
    from rawi.pages.scan import read_image

    return read_image(raw, **options)


FORMATS: tuple[Format, ...] = (
    Format("pdf", is_pdf, _pdf, limits.MAX_FILE_BYTES),
    Format("image", is_image, _image, limits.MAX_FILE_BYTES),
    Format("html", is_html, read_html, limits.MAX_BYTES),
    Format("text", _anything, read_text, limits.MAX_BYTES),
)
"""All formats, asked in this order; plain text takes what is left and says what it cannot read."""


def read_page(given: str | bytes, **options: Unpack[Options]) -> Page:
    """The page that `given` is, by the reader of its format; a `str` is always plain text.

    `options` and errors are those of `rawi.pages.text.read_text`.
    """
    if isinstance(given, str):
        return read_text(given, **options)
    return format_of(given).read(given, **options)


def format_of(start: bytes) -> Format:
    """The format that bytes are in, told from their first 8,192."""
    return next(one for one in FORMATS if one.recognises(start))
