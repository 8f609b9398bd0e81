"""Lines to paragraphs: which line goes on with the one before, and what is written between them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from rawi.pages.pdf import columns, direction
from rawi.pages.pdf.words import Piece

_SAME_SIZE = 1.12
"""Ratio of two font sizes up to which lines may belong to one paragraph."""

_PITCH = 1.3
"""Ratio of a line's distance to the usual one from which a paragraph begins."""

_HYPHEN = re.compile(r"[A-Za-z]-$")
_END = re.compile(r"[.؟!?…:؛»\"”)\]]\s*$")


@dataclass(slots=True)
class Line:
    """One line of a column: its text in reading order and where it stands (points from the lower left corner)."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float
    """Width of its first word."""
    page: int
    height: float
    """Height of the page."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, as one line of text."""

    text: str
    size: float
    page: int
    lines: int
    running: bool = False
    """Whether it is a running head or a page number."""


def lines(pieces: list[Piece], page: int, height: float) -> list[list[Line]]:
    """The lines of a page, by columns in the order in which they are read."""
    letters = "".join(glyph.text for piece in pieces for word in piece.words for glyph in word.glyphs)
    right_to_left = direction.is_right_to_left(letters)
    result = []
    for column in columns.in_order(pieces, right_to_left):
        found: list[Line] = []
        for piece in column:
            own = "".join(glyph.text for word in piece.words for glyph in word.glyphs)
            rtl = direction.is_right_to_left(own, any_letter=right_to_left) or (
                right_to_left and not direction.ends_on_the_right(own)
            )
            text = direction.logical(piece, rtl).strip()
            if not text:
                continue
            word = piece.words[-1] if rtl else piece.words[0]
            line = Line(text, piece.left, piece.right, piece.base, piece.size, word.right - word.left, page, height)
            if found and abs(found[-1].base - line.base) < 0.3 * line.size:
                _append(found[-1], line)
            else:
                found.append(line)
        if found:
            result.append(found)
    return result


def _append(line: Line, further: Line) -> None:
    """Write a piece to the end of the line that it stands on."""
    line.text = f"{line.text} {further.text}"
    line.left, line.right = min(line.left, further.left), max(line.right, further.right)


def join(column: list[Line], pitches: dict[float, float]) -> list[Paragraph]:
    """The paragraphs of a column; `pitches` is what `usual_pitches` says of the document."""
    if not column:
        return []
    right_to_left = direction.is_right_to_left("".join(line.text for line in column))
    left, right = min(line.left for line in column), max(line.right for line in column)
    paragraphs: list[list[Line]] = [[column[0]]]
    for before, line in itertools.pairwise(column):
        room = before.left - left if right_to_left else right - before.right
        indented = (right - line.right if right_to_left else line.left - left) > 0.8 * line.size
        level = (right - before.right if right_to_left else before.left - left) < 0.4 * line.size
        new = (
            max(before.size, line.size) > _SAME_SIZE * min(before.size, line.size)
            or abs(before.base - line.base) > _PITCH * pitches.get(round(line.size, 1), 3 * line.size)
            # The next word would have gone into the line: somebody began anew.
            or room > line.first_word + 0.5 * line.size
            or (indented and level)
        )
        if new:
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return [_paragraph(one) for one in paragraphs]


def usual_pitches(pages: list[list[list[Line]]]) -> dict[float, float]:
    """For every size of letters the usual distance between the lines of a paragraph, in points.

    Distances between paragraphs may be more frequent than those within; of the frequent ones the smallest counts.
    """
    counted: dict[float, Counter[float]] = {}
    for page in pages:
        for column in page:
            for before, line in itertools.pairwise(column):
                distance = round((before.base - line.base) * 2) / 2
                if round(before.size, 1) == round(line.size, 1) and 0.8 * line.size < distance < 4 * line.size:
                    counted.setdefault(round(line.size, 1), Counter())[distance] += 1
    return {
        size: min(distance for distance, count in distances.items() if count * 5 >= max(distances.values()))
        for size, distances in counted.items()
    }


def _paragraph(parts: list[Line]) -> Paragraph:
    text = parts[0].text
    for line in parts[1:]:
        text = glue(text, line.text)
    if direction.is_right_to_left(text):
        text = direction.brackets(text)
    return Paragraph(text, max(line.size for line in parts), parts[0].page, len(parts))


def glue(text: str, further: str) -> str:
    """Two lines of a paragraph as one: a Latin word that was hyphenated is put together again; Arabic has no hyphens."""
    if text.endswith("\u00ad"):
        return text[:-1] + further
    if _HYPHEN.search(text) and further[:1].islower():
        return text[:-1] + further
    return f"{text} {further}"


def goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a paragraph at the head of a column or page goes on with the one at the foot of the last."""
    same = max(before.size, after.size) <= 1.03 * min(before.size, after.size)
    return same and before.lines > 1 and not _END.search(before.text) and not before.running
