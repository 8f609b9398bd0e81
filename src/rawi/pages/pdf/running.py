"""Running heads and page numbers: what stands at the edges of pages and is no part of what is told there."""

from __future__ import annotations

import re
from collections import Counter

from rawi.language import fold_text
from rawi.pages.pdf.paragraphs import Line

_EDGE = 3
"""Lines from the top and from the foot of a page that may be running heads."""

_EDGE_HEIGHT = 0.14
"""Share of a page's height at either end in which they stand."""

_NUMBER = re.compile(
    r"[-–—|/\[(]*\s*(?:(?:ال)?صفحه|ص|page|p\.?)?\s*[:.]?\s*\d{1,4}\s*(?:(?:من|/|of|-)\s*\d{1,4})?\s*[-–—|\])]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:file|https?)://\S")
_PAGES = re.compile(r"(?<!\S)\d{1,4}\s?/\s?\d{1,4}(?!\S)")
_DAY = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{1,4}")
_HOUR = re.compile(r"\d{1,2}:\d{2}")


def mark(pages: list[list[list[Line]]]) -> set[int]:
    """The `id`s of the lines that are running heads or page numbers; `pages` holds the lines of columns of pages."""
    edges = [_edges([line for column in page for line in column]) for page in pages]
    repeated = Counter(key for page in edges for key in {_key(line) for line in page})
    found: set[int] = set()
    for page in edges:
        for line in page:
            key = _key(line)
            often = len(pages) > 1 and repeated[key] >= max(2, 0.3 * len(pages)) and len(key) > 1
            if often or _NUMBER.fullmatch(_plain(line)) or _is_printed(line):
                found.add(id(line))
    return found


def _edges(lines: list[Line]) -> list[Line]:
    high = sorted(lines, key=lambda line: -line.base)
    around = [*high[:_EDGE], *high[-_EDGE:]]
    depth = [(line, line.base / line.height) for line in around if line.height]
    return [line for line, share in depth if share < _EDGE_HEIGHT or share > 1 - _EDGE_HEIGHT]


def _is_printed(line: Line) -> bool:
    """What browsers print at the very edge of a page: address and page number; day, hour and title."""
    outermost = line.base / line.height < 0.05 or line.base / line.height > 0.95
    text = line.text[:1_000]
    address, hour = _ADDRESS.search(text), _HOUR.search(text)
    return outermost and bool((address and _PAGES.search(text)) or (hour and _DAY.search(text)))


def _plain(line: Line) -> str:
    return fold_text(line.text[:200]).strip()


def _key(line: Line) -> str:
    """What two running heads have in common: the words, with every number the same, and where they stand."""
    words = re.sub(r"\d+", "#", _plain(line))
    return f"{round(50 * line.base / line.height)} {words}" if words else ""
