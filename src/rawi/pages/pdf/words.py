"""Glyphs to words and pieces of lines: what stands on one base line, and where the gaps are."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from rawi.pages.pdf.glyphs import UNMAPPED, Glyph

WORD_GAP = 0.15
"""Ems between two glyphs from which they belong to two words, where the line holds no spaces. Spaces measure 0.2 to 0.35
ems in Arabic fonts and are squeezed by a third in full lines; letters of one word stand within 0.1 ems."""

_SPACE_SHARE = 0.6
"""The same where the line holds spaces too, as a share of the usual gap round one: a narrower gap is only room that a
letter leaves."""

PIECE_GAP = 1.6
"""Ems between two words from which they may belong to two columns. Spaces in full lines are widened to some 1.2."""

_SAME_BASE = 0.35
"""Ems by which the base lines of two glyphs of a line may differ (raised numbers of notes)."""


@dataclass(slots=True)
class Word:
    """Glyphs without a gap between them, in the order in which they stand from left to right."""

    glyphs: list[Glyph]
    left: float
    right: float


@dataclass(slots=True)
class Piece:
    """A piece of a line: words without a wide gap between them, from left to right."""

    words: list[Word]
    base: float
    size: float
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = self.words[0].left, self.words[-1].right

    @property
    def top(self) -> float:
        """The upper edge of its letters, roughly."""
        return self.base + 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its letters, roughly."""
        return self.base - 0.25 * self.size


def pieces(glyphs: list[Glyph]) -> list[Piece]:
    """The pieces of all lines of a page, from the top down and from left to right. N log N."""
    letters = sorted((glyph for glyph in glyphs if not glyph.mark), key=lambda glyph: -glyph.base)
    letters = [glyph for glyph in letters if glyph.size > 0 or glyph.text == " "]
    lines: list[list[Glyph]] = []
    for glyph in letters:
        if lines and abs(lines[-1][0].base - glyph.base) <= _SAME_BASE * max(lines[-1][0].size, glyph.size) * 0.5:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    lines = _with_raised(lines)
    _give_marks(glyphs, lines)
    found = []
    for line in lines:
        if any(glyph.text != " " for glyph in line):
            found += _pieces(line)
    return found


def _with_raised(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small raised or lowered glyphs (numbers of notes) go to the line that they overlap and touch."""
    kept: list[list[Glyph]] = []
    for line in lines:
        near = kept[-1] if kept else None
        if near is not None:
            big, small = (near, line) if near[0].size >= line[0].size else (line, near)
            apart = abs(near[0].base - line[0].base)
            if apart <= _SAME_BASE * big[0].size and len(small) * 4 <= len(big) and _fits_between(small, big):
                near.extend(line)
                near.sort(key=lambda glyph: -glyph.size)
                continue
        kept.append(line)
    return kept


def _fits_between(small: list[Glyph], big: list[Glyph]) -> bool:
    left, right = min(glyph.left for glyph in big), max(glyph.right for glyph in big)
    em = big[0].size
    return all(left - em <= glyph.left and glyph.right <= right + em for glyph in small)


def _give_marks(glyphs: list[Glyph], lines: list[list[Glyph]]) -> None:
    """Append every mark to the text of the letter that it stands over or under."""
    bases = [-line[0].base for line in lines]
    ordered: dict[int, list[Glyph]] = {}
    given: dict[int, list[Glyph]] = {}
    for place, mark in enumerate(glyphs):
        if not mark.mark or not lines:
            continue
        owner = _neighbour(glyphs, place)
        if owner is None:
            at = bisect_left(bases, -mark.base)
            around = [index for index in (at - 1, at) if 0 <= index < len(lines)]
            nearest = min(around, key=lambda index: abs(lines[index][0].base - mark.base))
            if nearest not in ordered:
                letters = [glyph for glyph in lines[nearest] if _is_arabic(glyph.text)]
                ordered[nearest] = sorted(letters, key=lambda glyph: glyph.x)
            owner = _owner(mark, ordered[nearest])
        if owner is not None:
            given.setdefault(id(owner), [owner]).append(mark)
    for owner, *owned in given.values():
        _mark(owner, owned)


def _neighbour(glyphs: list[Glyph], place: int) -> Glyph | None:
    """The letter next to a mark in the file, if it also stands there.

    Shapers put a mark between its letter and the following one, whichever way they write; its letter is at the right.
    """
    mark = glyphs[place]
    around = []
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(glyphs) and glyphs[at].mark and abs(at - place) < 4:
            at += step
        if 0 <= at < len(glyphs) and not glyphs[at].mark and glyphs[at].text != " ":
            around.append(glyphs[at])
    around = [one for one in around if abs(one.base - mark.base) < mark.size and _is_arabic(one.text)]
    owner = max(around, key=lambda one: one.x, default=None)
    return owner if len(around) == 2 and owner is not None and _outside(mark, owner) < 0.15 * mark.size else None


def _outside(mark: Glyph, letter: Glyph) -> float:
    """How far the middle of a mark stands outside a letter's edges, in points."""
    middle = (mark.left + mark.right) / 2
    return max(letter.left - middle, middle - letter.right, 0.0)


def _owner(mark: Glyph, letters: list[Glyph]) -> Glyph | None:
    """The letter that a mark's middle stands over; of two, the one that the pen was at."""
    middle = (mark.left + mark.right) / 2
    at = max(0, bisect_right(letters, middle, key=lambda glyph: glyph.x) - 1)
    near = [letters[place] for place in (at, at - 1, at + 1) if 0 <= place < len(letters)]
    owner = min(near, key=lambda letter: _outside(mark, letter), default=None)
    return owner if owner is not None and _outside(mark, owner) <= mark.size else None


_ORDER = {"\u0651": 0}
"""Shadda is typed before the vowel over it."""

_COMPOSED = {"\u0653", "\u0654", "\u0655"}
"""Madda and hamza over or under a letter: part of the letter, where Unicode has one with both."""


def _mark(owner: Glyph, marks: list[Glyph]) -> None:
    """Write marks into the text of their letter, or of one of the two letters of lam-alef."""
    bare = [place for place, letter in enumerate(owner.text) if unicodedata.category(letter) != "Mn"]
    middle = (owner.left + owner.right) / 2
    first, last = "", ""
    for mark in sorted(marks, key=lambda one: _ORDER.get(one.text, 1)):
        if len(bare) == 2 and (mark.left + mark.right) / 2 > middle and not _COMPOSED.intersection(mark.text):
            first += mark.text
        else:
            last += mark.text
    if first:
        owner.text = owner.text[: bare[1]] + first + owner.text[bare[1] :]
    owner.text += last
    if _COMPOSED.intersection(last):
        owner.text = unicodedata.normalize("NFC", owner.text)


def _pieces(line: list[Glyph]) -> list[Piece]:
    size = _usual_size(line)
    base = next((glyph.base for glyph in line if glyph.size == size), line[0].base)
    ordered = _without_bars(sorted(line, key=lambda one: (one.x, one.right)))
    word_gap = _word_gap(ordered, size)
    words: list[Word] = []
    pieces: list[list[Word]] = []
    apart = False
    for glyph in ordered:
        if glyph.text == " ":
            apart = True
            continue
        gap = glyph.left - words[-1].right if words else float("inf")
        if gap > PIECE_GAP * size:
            words = [Word([glyph], glyph.left, glyph.right)]
            pieces.append(words)
        elif apart or gap > word_gap * min(1.0, glyph.size / size):
            words.append(Word([glyph], glyph.left, max(words[-1].right, glyph.right)))
        else:
            words[-1].glyphs.append(glyph)
            words[-1].left = min(words[-1].left, glyph.left)
            words[-1].right = max(words[-1].right, glyph.right)
        apart = False
    return [Piece(piece, base, size) for piece in pieces]


def _word_gap(ordered: list[Glyph], size: float) -> float:
    """The gap, in points, from which two glyphs of a line belong to two words."""
    gaps = [
        after.left - before.right
        for before, space, after in zip(ordered, ordered[1:], ordered[2:], strict=False)
        if space.text == " " and before.text != " " and after.text != " "
    ]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    return max(WORD_GAP * size, min(_SPACE_SHARE * usual, 0.5 * size))


def _without_bars(ordered: list[Glyph]) -> list[Glyph]:
    """A line without the drawn-out joints that a program put in to fill it, whatever letters the file says they are."""
    kept: list[Glyph] = []
    for place, glyph in enumerate(ordered):
        if glyph.bar and not _is_arabic(glyph.text) and glyph.text not in "._-":
            before = kept[-1] if kept else None
            after = next((other for other in ordered[place + 1 :] if not other.bar), None)
            if before and after and _joins(before, glyph) and _is_arabic(before.text) and _is_arabic(after.text):
                before.right = max(before.right, glyph.right)
                continue
        if kept and kept[-1].bar and _is_arabic(kept[-1].text) and _is_unsaid(glyph) and _joins(kept[-1], glyph):
            # The joint was said to be the letter, and of the letter at its right nothing was said.
            kept[-1].right = glyph.right
            continue
        kept.append(glyph)
    return kept


def _is_unsaid(glyph: Glyph) -> bool:
    return glyph.text == UNMAPPED or (len(glyph.text) == 1 and glyph.text.isascii() and glyph.text.isalnum())


def _joins(one: Glyph, bar: Glyph) -> bool:
    return bar.left - one.right < 0.03 * max(one.size, bar.size)


def _is_arabic(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "AL" and letter.isalpha() for letter in text)


def _usual_size(line: list[Glyph]) -> float:
    sizes: dict[float, int] = {}
    for glyph in line:
        if glyph.size:
            sizes[glyph.size] = sizes.get(glyph.size, 0) + 1
    return 0.0 if not sizes else max(sizes, key=lambda size: (sizes[size], size))
