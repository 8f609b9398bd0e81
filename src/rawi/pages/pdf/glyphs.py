"""The characters of a PDF's page and where each stands, as pdfium tells them.

pdfium also puts them in an order of its own, which is wrong for much Arabic (words reversed, lam-alef turned round):
only places are taken from it here, and the order is made anew in `rawi.pages.pdf.direction`.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import Any

from rawi.pages import limits
from rawi.pages.pdf import ligatures


UNMAPPED = "\ufffd"
"""The text of a glyph whose letters the file does not tell."""


@dataclass(slots=True)
class Glyph:
    """One glyph: the letters that it stands for in their logical order, and where it stands.

    Points (1/72 inch) from the page's lower left corner, as the page is seen: `left` and `right` edges, `x` where the
    pen was when it was painted, the `base` line, the `size` of the font. `mark` where it is a vowel sign or the like that
    stands over or under another; `bar` where all its ink is a low bar on the base line, as of a drawn-out joint (kashida).
    A space is a glyph too, with the text " ".
    """

    text: str
    left: float
    right: float
    x: float
    base: float
    size: float
    mark: bool
    bar: bool = False


@dataclass(slots=True)
class Sheet:
    """One page of a PDF: its glyphs, its size in points, and what says whether its text can be trusted."""

    glyphs: list[Glyph]
    width: float
    height: float
    unseen: int = 0
    """Glyphs that are drawn invisibly or outside the page; they are not among `glyphs`."""
    slanted: int = 0
    """Glyphs that stand aslant or upright (watermarks, edges); they are not among `glyphs`."""
    cut: bool = False
    """Whether there were more than `limits.MAX_PAGE_GLYPHS`."""
    pictures: float = 0.0
    """Share of the page that its largest picture covers."""


_INVISIBLE = 3
"""PDF's text rendering mode 3: neither filled nor stroked."""


@dataclass(slots=True)
class _Character:
    code: int
    left: float
    right: float
    x: float
    y: float
    size: float
    owner: int
    font: int
    bar: bool


class _Turn:
    """From a page's own coordinates to those of the page as it is seen (pages may be turned and cropped)."""

    def __init__(self, quarter: int, left: float, bottom: float, width: float, height: float) -> None:
        self.quarter, self.left, self.bottom, self.width, self.height = quarter, left, bottom, width, height

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        return ((x, y), (y, self.height - x), (self.width - x, self.height - y), (self.width - y, x))[self.quarter]

    def direction(self, across: float, along: float) -> tuple[float, float]:
        turned = ((across, along), (along, -across), (-across, -along), (-along, across))
        return turned[self.quarter]


def read(page: Any) -> Sheet:
    """The glyphs of a page (a `pypdfium2.PdfPage`)."""
    import pypdfium2.raw as c

    width, height = page.get_size()
    sheet = Sheet([], width, height, pictures=_pictures(page, c))
    text_page = page.get_textpage()
    turn = _turn(page, c, width, height)
    count = c.FPDFText_CountChars(text_page)
    if count > limits.MAX_PAGE_GLYPHS:
        sheet.cut, count = True, limits.MAX_PAGE_GLYPHS
    group: list[_Character] = []
    groups: list[list[_Character]] = []
    characters = _characters(text_page, c, count, turn, sheet)
    sheet.glyphs += _told_elsewhere(page, c, turn, characters)
    for character in characters:
        if group and not _one_glyph(group[-1], character):
            groups.append(group)
            group = []
        group.append(character)
    if group:
        groups.append(group)
    turned = ligatures.turned([_as_letters(one) for one in groups])
    for one, reverse in zip(groups, turned, strict=True):
        for glyph in _glyphs(one, reverse):
            if sheet.glyphs and _is_base_of(glyph, sheet.glyphs[-1]):
                # The mark of a letter was said to be both, and is followed by the letter of which nothing was said.
                glyph.text, glyph.mark = sheet.glyphs.pop().text, False
            sheet.glyphs.append(glyph)
    return sheet


def _is_base_of(letter: Glyph, mark: Glyph) -> bool:
    raised = 0.02 * letter.size < abs(mark.base - letter.base) < 0.8 * letter.size
    inside = letter.left - 0.1 * letter.size <= mark.left and mark.right <= letter.right + 0.1 * letter.size
    unsaid = letter.text == UNMAPPED or mark.text.startswith(letter.text)
    return raised and inside and unsaid and not mark.mark and any(map(_is_mark, mark.text))


def _as_letters(group: list[_Character]) -> tuple[str, int]:
    """The letters of a group and its font; none where pdfium spread them over the glyph: then their places tell."""
    if any(abs(one.left - group[0].left) > 0.01 for one in group):
        return "", group[0].font
    return "".join(chr(one.code) for one in group), group[0].font


def _characters(text_page: Any, c: Any, count: int, turn: _Turn, sheet: Sheet) -> list[_Character]:
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    box, matrix = c.FS_RECTF(), c.FS_MATRIX()
    fonts: dict[int, int] = {}
    modes: dict[int, bool] = {}
    found: list[_Character] = []
    for index in range(count):
        owner_pointer = c.FPDFText_GetTextObject(text_page, index)
        if not owner_pointer:
            continue  # a space or line end that pdfium thinks should be there
        code = c.FPDFText_GetUnicode(text_page, index)
        if code in (0x0D, 0x0A):
            continue
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            code = 0xFFFD
        owner = ctypes.addressof(owner_pointer.contents)
        if owner not in fonts:
            font = c.FPDFTextObj_GetFont(owner_pointer)
            fonts[owner] = ctypes.addressof(font.contents) if font else 0
            modes[owner] = c.FPDFTextObj_GetTextRenderMode(owner_pointer) == _INVISIBLE
        c.FPDFText_GetMatrix(text_page, index, matrix)
        c.FPDFText_GetCharOrigin(text_page, index, x, y)
        c.FPDFText_GetLooseCharBox(text_page, index, box)
        c.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        if c.FPDFText_HasUnicodeMapError(text_page, index) == 1 or _tells_nothing(code):
            code = 0xFFFD
        size = c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        across, along = turn.direction(matrix.a, matrix.b)
        if abs(along) > 0.2 * math.hypot(across, along):
            sheet.slanted += 1
            continue
        edges = [turn.place(box.left, box.bottom), turn.place(box.right, box.top)]
        at_x, at_y = turn.place(x.value, y.value)
        low, high = sorted((edges[0][0], edges[1][0]))
        if not _finite(low, high, at_x, at_y, size):
            continue
        if modes[owner] or high < 0 or low > sheet.width or at_y < -size or at_y > sheet.height + size:
            sheet.unseen += 1
            if not modes[owner]:
                continue
            if not sheet.pictures:
                continue
        if code in (0x20, 0xA0, 0x09) and high - low < 0.05 * size:
            continue  # pdfium's own: it stands where it should not
        under, over = (bottom.value - y.value) / (size or 1), (top.value - y.value) / (size or 1)
        full = max(left.value - box.left, box.right - right.value) < 0.04 * size
        bar = full and -0.15 < under < 0.15 and 0.02 < over - under < 0.22
        found.append(_Character(code, low, high, at_x, at_y, size, owner, fonts[owner], bar))
    return found


def _told_elsewhere(page: Any, c: Any, turn: _Turn, characters: list[_Character]) -> list[Glyph]:
    """Spaces that pdfium leaves out; and letters in their place where a file tells them in an ActualText with a mark.

    pdfium gives the letters of an ActualText to one thing painted under it, often a mark, and says nothing of the others.
    Here the widest of them, the letter, gives the place.
    """
    owned: dict[int, list[_Character]] = {}
    for character in characters:
        owned.setdefault(character.owner, []).append(character)
    spaces: list[Glyph] = []
    painted_under: dict[int, list[tuple[float, float, float, float]]] = {}
    owner_of: dict[int, list[_Character]] = {}
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
        left, bottom, right, top = (edge.value for edge in edges)
        left, right = sorted((turn.place(left, bottom)[0], turn.place(right, top)[0]))
        if not _finite(x, y, left, right):
            continue
        if told:
            painted_under.setdefault(told, []).append((right - left, left, x, y))
            if known:
                owner_of[told] = known
        else:
            spaces.append(Glyph(" ", x, x, x, y, 0.0, False))
    for told, places in painted_under.items():
        if len(places) > 1 and told in owner_of:
            _move(owner_of[told], *max(places))
    return spaces if painted_under else []


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


def _move(group: list[_Character], width: float, low: float, x: float, y: float) -> None:
    """Give characters, which pdfium keeps in their logical order or turned round, the place of their letter."""
    if _reads_left(group) and len(group) > 1 and group[0].right < group[-1].right:
        group = group[::-1]
    letters = [one for one in group if not _is_mark(chr(one.code))] or group
    share = width / len(letters)
    place = len(letters)
    for one in group:
        one.x, one.y = x, y
        if one in letters:
            place -= 1
        one.left = low + max(place, 0) * share
        one.right = one.left + share


def _finite(*values: float) -> bool:
    return all(math.isfinite(value) and abs(value) < 1e6 for value in values)


def _tells_nothing(code: int) -> bool:
    """Control characters, private-use letters, U+FFFD and the like: the font's table is broken here."""
    return code in (0xFFFD, 0xFFFE, 0xFFFF) or unicodedata.category(chr(code)) in ("Cc", "Co", "Cn")


def _one_glyph(one: _Character, other: _Character) -> bool:
    """Whether two characters in a row come from the same glyph: same object, same origin."""
    return one.owner == other.owner and abs(one.x - other.x) < 0.01 and abs(one.y - other.y) < 0.01


def _glyphs(group: list[_Character], reverse: bool) -> list[Glyph]:
    """A group of characters as the one glyph that they are."""
    first = group[0]
    if len(group) > 1 and any(abs(one.left - first.left) > 0.01 for one in group):
        text = _spread(group)
    else:
        text = ligatures.letters("".join(chr(one.code) for one in group), reverse)
    if not text:
        return []
    left, right = min(one.left for one in group), max(one.right for one in group)
    bar = all(one.bar for one in group)
    return [Glyph(text, left, right, first.x, first.y, first.size, _is_mark(text), bar)]


def _spread(group: list[_Character]) -> str:
    """The letters of an ActualText, which pdfium spread over its glyph; or of a letter whose mark begins where it does."""
    written = [chr(one.code) for one in group]
    turned = ligatures.is_turned("".join(written))
    if turned is not None:
        return "".join(ligatures.letters(one, False) for one in (reversed(written) if turned else written))
    over = [one for one in group if _is_mark(chr(one.code)) and any(_within(one, other) for other in group)]
    under = sorted((one for one in group if one not in over), key=lambda one: -one.right)
    if not _reads_left(under):
        under.reverse()
    return "".join(ligatures.letters(chr(one.code), False) for one in under + over)


def _within(mark: _Character, letter: _Character) -> bool:
    return letter is not mark and letter.left - 0.01 <= (mark.left + mark.right) / 2 <= letter.right + 0.01


def _reads_left(characters: list[_Character]) -> bool:
    """Whether characters are read from the right to the left."""
    return any(unicodedata.bidirectional(chr(one.code)) in ("R", "AL", "NSM") for one in characters)


def _is_mark(text: str) -> bool:
    return all(unicodedata.category(letter) == "Mn" for letter in text)


def _turn(page: Any, c: Any, width: float, height: float) -> _Turn:
    left, bottom, _, _ = page.get_bbox()
    return _Turn(c.FPDFPage_GetRotation(page) % 4, left, bottom, width, height)


def _pictures(page: Any, c: Any) -> float:
    """The share of the page that its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    for index in range(min(c.FPDFPage_CountObjects(page), 2_000)):
        drawn = c.FPDFPage_GetObject(page, index)
        if c.FPDFPageObj_GetType(drawn) != c.FPDF_PAGEOBJ_IMAGE:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        if c.FPDFPageObj_GetBounds(drawn, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            largest = max(largest, abs(right - left) * abs(top - bottom))
    return min(1.0, largest / (width * height)) if width * height else 0.0
