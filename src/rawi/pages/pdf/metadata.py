"""What a PDF tells about itself beside its pages, where that is sensible.

Most of it is not: titles are names of files, authors are accounts of computers, dates are those of the last printing.
"""

from __future__ import annotations

import re
from datetime import date

from rawi.language import is_arabic_letter
from rawi.pages import people
from rawi.pages.page import Fact
from rawi.pages.scan.printed import Told

_FILE = re.compile(
    r"\.(?:docx?|indd|qxd|qxp|pdf|html?|txt|odt|rtf|pub|cdr|ai|psd|tmp)\b|[\\/]|^untitled|^microsoft word", re.I
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:\d{6})?")

_PRESSES = ("indesign", "quark", "pagemaker", "scribus", "distiller", "illustrator", "framemaker")
"""Programs that newspapers and magazines are made with, shortly before they are out. What browsers, word processors and
scanners made was made whenever somebody printed, converted or scanned it."""


def told(info: dict[str, str], today: date | None = None) -> Told:
    """Title, author and date from a PDF's information dictionary, each empty where it cannot be true."""
    return Told(_title(info.get("Title", "")), _author(info.get("Author", "")), _published(info, today or date.today()))


def _title(value: str) -> Fact:
    words = value.split()
    if not 2 <= len(words) <= 40 or len(value) > 300 or _FILE.search(value) or not any(map(is_arabic_letter, value)):
        return Fact()
    return Fact(" ".join(words), "PDF metadata")


def _author(value: str) -> Fact:
    """Only what is the name of a person in Arabic: Latin ones are accounts of computers as a rule."""
    words = " ".join(value.split())
    if not any(map(is_arabic_letter, words)) or not people.is_name(words):
        return Fact()
    return Fact(words, "PDF metadata")


def _published(info: dict[str, str], today: date) -> Fact:
    made_by = f"{info.get('Producer', '')} {info.get('Creator', '')}".casefold()
    if not any(name in made_by for name in _PRESSES):
        return Fact()
    match = _DATE.match(info.get("CreationDate", ""))
    if not match:
        return Fact()
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return Fact()
    return Fact(day.isoformat(), "PDF metadata (made on)") if date(1993, 6, 15) <= day <= today else Fact()
