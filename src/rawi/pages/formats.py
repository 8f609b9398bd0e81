"""The formats that pages come in. Each has a reader of its own; which one is asked is told from the content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rawi.pages.html import is_html, read_html
from rawi.pages.marks import is_image, is_pdf
from rawi.pages.page import Page
from rawi.pages.text import read_text


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, whether bytes are in it, and its reader (called as `rawi.pages.text.read_text` is)."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[..., Page]


def _anything(_: bytes) -> bool:
    return True


def _pdf(raw: bytes, **options: Any) -> Page:
    from rawi.pages.pdf import read_pdf

    return read_pdf(raw, **options)


def _image(raw: bytes, **options: Any) -> Page:
    from rawi.pages.scan import read_image

    return read_image(raw, **options)


FORMATS: tuple[Format, ...] = (
    Format("pdf", is_pdf, _pdf),
    Format("image", is_image, _image),
    Format("html", is_html, read_html),
    Format("text", _anything, read_text),
)
"""All formats, asked in this order; plain text takes what is left and says what it cannot read."""


def read_page(given: str | bytes, **options: Any) -> Page:
    """The page that `given` is, by the reader of its format; a `str` is always plain text.

    `options` and errors are those of `rawi.pages.text.read_text`.
    """
    if isinstance(given, str):
        return read_text(given, **options)
    chosen = next(one for one in FORMATS if one.recognises(given))
    return chosen.read(given, **options)
