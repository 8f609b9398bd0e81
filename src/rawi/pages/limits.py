"""The limits of all formats in one place. Whatever is larger is refused or cut, and the page says which limit it was.

A limit that ends the reading raises `InputError`; one that cuts off the rest becomes a warning of the page, and what was
read before it is kept.
"""

from __future__ import annotations

MAX_FILE_BYTES = 100_000_000
"""The largest PDF or image: 100 MB. A scanned newspaper of 40 pages at 300 dpi has some 60 MB."""

# --- the child process that parsers run in ---------------------------------------------------------------------------

CHILD_SECONDS = 120
"""Wall-clock time of one child process; its processor time has the same limit."""

CHILD_MEGABYTES = 1_500
"""Address space of one child process. A 40-megapixel grey page being straightened takes some 600 MB of it."""

CHILD_OUTPUT_BYTES = 256_000_000
"""What a child may write: its answer, and each file that it leaves for the caller."""

# --- PDF -------------------------------------------------------------------------------------------------------------

MAX_PDF_PAGES = 500
"""Pages of a PDF that are read; the rest is named in a warning."""

MAX_PDF_GLYPHS = 4_000_000
"""Characters of a PDF that are read, some 1,000 dense pages; the rest is named in a warning."""

MAX_PAGE_GLYPHS = 200_000
"""Characters of one page of a PDF that are read: ten times a full newspaper page."""

PDF_SECONDS = 60
"""Seconds after which no further page of a PDF is begun; what was read is kept."""

# --- images and OCR --------------------------------------------------------------------------------------------------

MAX_PIXELS = 60_000_000
"""Pixels of one image, before anything of it is decompressed: A2 at 300 dpi has 35 million, A3 at 600 dpi 70 million."""

MAX_SIDE = 30_000
"""Pixels of the longer side of one image: a screenshot of a long page is narrow and high."""

OCR_PIXELS = 25_000_000
"""Pixels of an image as it goes to Tesseract; a larger one is reduced to them."""

OCR_DPI = 300
"""Dots an inch at which pages of a PDF are drawn for Tesseract; its Arabic data was trained near it."""

MAX_OCR_PAGES = 100
"""Pages of one document that go to Tesseract; the rest is named in a warning."""

OCR_PAGE_SECONDS = 120
"""Seconds that Tesseract may take for one page, which is a tenth of that on a laptop."""

OCR_SECONDS = 1_800
"""Seconds that all pages of one document may take in Tesseract; the rest is named in a warning."""

OCR_MEGABYTES = 4_000
"""Address space of Tesseract."""
