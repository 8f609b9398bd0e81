"""The glyphs of a PDF's page: which letters each stands for, and where it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rawi.pages.pdf import characters, ligatures
from rawi.pages.pdf.characters import Character

UNMAPPED = chr(characters.UNMAPPED)
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


def read(page: Any) -> tuple[list[Glyph], characters.Found]:
    """The glyphs of a page (a `pypdfium2.PdfPage`), in no order, and what else was found on it."""
    found = characters.read(page)
    glyphs = [Glyph(" ", x, x, x, y, 0.0, False) for x, y in found.spaces]
    groups = _by_glyph(found.characters)
    turned = ligatures.turned([_as_letters(one) for one in groups])
    for one, reverse in zip(groups, turned, strict=True):
        glyphs += _glyph(one, reverse)
    return _settled(glyphs), found


def _by_glyph(found: list[Character]) -> list[list[Character]]:
    """Characters that come from the same glyph: same object, same origin. pdfium may put others between them."""
    groups: dict[tuple[int, float, float], list[Character]] = {}
    for one in found:
        groups.setdefault((one.owner, round(one.x, 2), round(one.y, 2)), []).append(one)
    return list(groups.values())


def _as_letters(group: list[Character]) -> tuple[str, int]:
    """The letters of a group and its font; none where pdfium spread them over the glyph: then their places tell."""
    if _is_spread(group):
        return "", group[0].font
    return "".join(chr(one.code) for one in group), group[0].font


def _is_spread(group: list[Character]) -> bool:
    return any(abs(one.left - group[0].left) > 0.01 for one in group)


def _glyph(group: list[Character], reverse: bool) -> list[Glyph]:
    """A group of characters as the one glyph that they are; none where nothing is left of it."""
    first = group[0]
    text = _spread(group) if _is_spread(group) else ligatures.letters("".join(chr(one.code) for one in group), reverse)
    if not text:
        return []
    left, right = min(one.left for one in group), max(one.right for one in group)
    bar = all(one.bar for one in group)
    return [Glyph(text, left, right, first.x, first.y, first.size, is_mark(text), bar)]


def _spread(group: list[Character]) -> str:
    """The letters of an ActualText, which pdfium spread over its glyph; or of a letter whose mark begins where it does."""
    over: list[Character] = []
    if not _tiles(group):
        over = [one for one in group if is_mark(chr(one.code)) and any(_within(one, other) for other in group)]
    under = sorted((one for one in group if one not in over), key=lambda one: -one.right)
    if not any(unicodedata.bidirectional(chr(one.code)) in ("R", "AL", "NSM") for one in under):
        under.reverse()
    return "".join(ligatures.letters(chr(one.code), False) for one in under + over)


def _tiles(group: list[Character]) -> bool:
    """Whether characters lie side by side, all as wide: pdfium put them there, no shaper does."""
    ordered = sorted(group, key=lambda one: one.left)
    widths = [one.right - one.left for one in ordered]
    beside = all(abs(one.right - other.left) < 0.02 for one, other in pairwise(ordered))
    return beside and max(widths) - min(widths) < 0.02


def _within(mark: Character, letter: Character) -> bool:
    return letter is not mark and letter.left - 0.01 <= (mark.left + mark.right) / 2 <= letter.right + 0.01


def is_mark(text: str) -> bool:
    """Whether text is nothing but marks that stand over or under letters."""
    return all(unicodedata.category(letter) == "Mn" for letter in text)


_MOST_UNSETTLED = 300
"""Glyphs without letters up to which letters are looked for; with more of them a page goes to OCR anyway."""


def _settled(glyphs: list[Glyph]) -> list[Glyph]:
    """Give letters that were written at their mark's place to the glyph below it, of which nothing was said.

    Where a shaper makes two glyphs of a letter and its mark, some programs write both letters down for the first glyph,
    the mark, and nothing for the second, or the letter once more.
    """
    unsaid = [glyph for glyph in glyphs if glyph.text == UNMAPPED]
    gone: set[int] = set()
    for place, mark in enumerate(glyphs):
        if mark.mark or len(mark.text) < 2 or not any(map(is_mark, mark.text)):
            continue
        near = glyphs[place + 1 : place + 2] + (unsaid if len(unsaid) <= _MOST_UNSETTLED else [])
        letter = next((one for one in near if id(one) not in gone and _is_base_of(one, mark)), None)
        if letter is not None:
            letter.text = mark.text
            gone.add(id(mark))
    return [glyph for glyph in glyphs if id(glyph) not in gone]


def _is_base_of(letter: Glyph, mark: Glyph) -> bool:
    raised = 0.02 * letter.size < abs(mark.base - letter.base) < 0.8 * letter.size
    inside = letter.left - 0.1 * letter.size <= mark.left and mark.right <= letter.right + 0.1 * letter.size
    return raised and inside and (letter.text == UNMAPPED or mark.text.startswith(letter.text))
