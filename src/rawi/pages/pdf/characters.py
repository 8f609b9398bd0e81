"""What pdfium tells of the characters of a page: which they are, where each stands, and what painted it.

pdfium also puts them in an order of its own, which is wrong for much Arabic (words reversed, lam-alef turned round):
only places are taken from it.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from rawi.pages import limits

UNMAPPED = 0xFFFD
"""The code of a character of which the file does not tell the letter."""

COVERED = 0.5
"""Share of a page that a picture covers from which the page may be a scan."""

_INVISIBLE = 3
"""PDF's text rendering mode 3: neither filled nor stroked."""

_MOST_OBJECTS = 2_000
"""Objects of a page among which pictures are looked for."""

_SPACES = (0x09, 0x20, 0xA0)


@dataclass(slots=True)
class Character:
    """One character: its code point, its edges, where the pen was (points from the lower left corner), its font's size.

    `owner` and `font` tell apart what was painted in one go, and by which font; `bar` is as in `rawi.pages.pdf.glyphs`.
    """

    code: int
    left: float
    right: float
    x: float
    y: float
    size: float
    owner: int
    font: int
    bar: bool


@dataclass(slots=True)
class Found:
    """The characters of a page, and what was left out of them."""

    width: float
    height: float
    pictures: float
    """Share of the page that its largest picture covers."""
    characters: list[Character] = field(default_factory=list)
    spaces: list[tuple[float, float]] = field(default_factory=list)
    """Where spaces stand of which pdfium tells nothing."""
    unseen: int = 0
    """Characters that are drawn invisibly or outside the page, left out."""
    slanted: int = 0
    """Characters that stand aslant or upright (watermarks, edges), left out."""
    layer: int = 0
    """Characters that are drawn invisibly over a picture of the page: what OCR of some program read there; kept."""
    cut: bool = False
    """Whether there were more than `limits.MAX_PAGE_GLYPHS`; the rest is left out."""


class _Turn:
    """From a page's own coordinates to those of the page as it is seen: pages may be turned and cropped."""

    def __init__(self, page: Any, c: Any, width: float, height: float) -> None:
        self.left, self.bottom, _, _ = page.get_bbox()
        self.quarter = c.FPDFPage_GetRotation(page) % 4
        self.width, self.height = width, height

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        return ((x, y), (y, self.height - x), (self.width - x, self.height - y), (self.width - y, x))[self.quarter]

    def direction(self, across: float, along: float) -> tuple[float, float]:
        return ((across, along), (along, -across), (-across, -along), (-along, across))[self.quarter]


def read(page: Any) -> Found:
    """The characters of a page (a `pypdfium2.PdfPage`)."""
    import pypdfium2.raw as c

    width, height = page.get_size()
    found = Found(width, height, _pictures(page, c, width * height))
    turn = _Turn(page, c, width, height)
    _read_characters(page.get_textpage(), c, turn, found)
    _read_objects(page, c, turn, found)
    return found


def _read_characters(text_page: Any, c: Any, turn: _Turn, found: Found) -> None:
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box, matrix = c.FS_RECTF(), c.FS_MATRIX()
    owners: dict[int, tuple[int, bool]] = {}
    count = c.FPDFText_CountChars(text_page)
    if count > limits.MAX_PAGE_GLYPHS:
        found.cut, count = True, limits.MAX_PAGE_GLYPHS
    for index in range(count):
        painted = c.FPDFText_GetTextObject(text_page, index)
        if not painted:
            continue  # a space or line end that pdfium thinks should be there
        code = c.FPDFText_GetUnicode(text_page, index)
        if code in (0x0A, 0x0D):
            continue
        owner = ctypes.addressof(painted.contents)
        if owner not in owners:
            font = c.FPDFTextObj_GetFont(painted)
            invisible = c.FPDFTextObj_GetTextRenderMode(painted) == _INVISIBLE
            owners[owner] = (ctypes.addressof(font.contents) if font else 0, invisible)
        font_of, invisible = owners[owner]
        if c.FPDFText_HasUnicodeMapError(text_page, index) == 1 or _tells_nothing(code):
            code = UNMAPPED
        c.FPDFText_GetMatrix(text_page, index, matrix)
        c.FPDFText_GetCharOrigin(text_page, index, x, y)
        c.FPDFText_GetLooseCharBox(text_page, index, box)
        c.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        size = c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        across, along = turn.direction(matrix.a, matrix.b)
        if abs(along) > 0.2 * math.hypot(across, along):
            found.slanted += 1
            continue
        at_x, at_y = turn.place(x.value, y.value)
        low, high = sorted((turn.place(box.left, box.bottom)[0], turn.place(box.right, box.top)[0]))
        if not _finite(low, high, at_x, at_y, size) or size <= 0:
            continue
        outside = high < 0 or low > found.width or at_y < -size or at_y > found.height + size
        if invisible and found.pictures >= COVERED and not outside:
            found.layer += 1
        elif invisible or outside:
            found.unseen += code not in _SPACES
            continue
        if code in _SPACES and high - low < 0.05 * size:
            continue  # pdfium's own: it stands where it should not
        under, over = (bottom.value - y.value) / size, (top.value - y.value) / size
        full = max(left.value - box.left, box.right - right.value) < 0.04 * size
        bar = full and -0.15 < under < 0.15 and 0.02 < over - under < 0.22
        found.characters.append(Character(code, low, high, at_x, at_y, size, owner, font_of, bar))


def _finite(*values: float) -> bool:
    return all(math.isfinite(value) and abs(value) < 1e9 for value in values)


def _tells_nothing(code: int) -> bool:
    """Control characters, private-use letters, halves of characters and the like: the font's table is broken here."""
    return code in (UNMAPPED, 0) or code > 0x10FFFF or unicodedata.category(chr(code)) in ("Cc", "Co", "Cn", "Cs")


def _read_objects(page: Any, c: Any, turn: _Turn, found: Found) -> None:
    """Spaces that pdfium leaves out; and letters in their place where a file tells them in an ActualText with a mark.

    pdfium gives the letters of an ActualText to one thing painted under it, often a mark, and says nothing of the others.
    Here the largest of them, the letter, gives the place.
    """
    owned: dict[int, list[Character]] = {}
    for character in found.characters:
        owned.setdefault(character.owner, []).append(character)
    under: dict[int, list[tuple[float, float, float, float, float]]] = {}
    letters_of: dict[int, list[Character]] = {}
    edges = [ctypes.c_float() for _ in range(4)]
    matrix = c.FS_MATRIX()
    for index in range(min(c.FPDFPage_CountObjects(page), limits.MAX_PAGE_GLYPHS)):
        painted = c.FPDFPage_GetObject(page, index)
        if c.FPDFPageObj_GetType(painted) != c.FPDF_PAGEOBJ_TEXT:
            continue
        known = owned.get(ctypes.addressof(painted.contents))
        told = _actual_text(painted, c)
        if known and not told:
            continue
        if not c.FPDFPageObj_GetMatrix(painted, matrix) or not c.FPDFPageObj_GetBounds(painted, *edges):
            continue
        x, y = turn.place(matrix.e, matrix.f)
        (left, bottom), (right, top) = (
            turn.place(edges[0].value, edges[1].value),
            turn.place(edges[2].value, edges[3].value),
        )
        if not _finite(x, y, left, right, bottom, top):
            continue
        if told:
            low, high = min(left, right), max(left, right)
            under.setdefault(told, []).append(((high - low) * abs(top - bottom), low, high, x, y))
            if known:
                letters_of[told] = known
        else:
            found.spaces.append((x, y))
    for told, places in under.items():
        if len(places) > 1 and told in letters_of:
            _, *place = max(places)
            _move(letters_of[told], *place)
    if not under:
        # Only beside ActualText does pdfium leave spaces out; elsewhere such objects are something else.
        found.spaces.clear()


def _actual_text(painted: Any, c: Any) -> int:
    """What tells one ActualText that something is painted under from all others; 0 where there is none."""
    for index in range(min(c.FPDFPageObj_CountMarks(painted), 16)):
        mark = c.FPDFPageObj_GetMark(painted, index)
        for place in range(min(c.FPDFPageObjMark_CountParams(mark), 16)):
            key = (c.FPDF_WCHAR * 16)()
            length = ctypes.c_ulong()
            c.FPDFPageObjMark_GetParamKey(mark, place, key, ctypes.sizeof(key), length)
            if bytes(key)[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "ActualText":
                return ctypes.addressof(mark.contents)
    return 0


def _move(group: list[Character], left: float, right: float, x: float, y: float) -> None:
    """Give characters the place of their letter, in the order in which they stand."""
    share = (right - left) / len(group)
    for place, one in enumerate(sorted(group, key=lambda one: one.left)):
        one.x, one.y = x, y
        one.left = left + place * share
        one.right = one.left + share


def _pictures(page: Any, c: Any, area: float) -> float:
    """The share of the page that its largest picture covers."""
    largest = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        painted = c.FPDFPage_GetObject(page, index)
        if c.FPDFPageObj_GetType(painted) == c.FPDF_PAGEOBJ_IMAGE and c.FPDFPageObj_GetBounds(painted, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            largest = max(largest, abs(right - left) * abs(top - bottom))
    return min(1.0, largest / area) if area > 0 else 0.0
