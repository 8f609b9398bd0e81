"""Quotations: pairs of quotation marks, also where they are the wrong way round, of mixed kinds, or unbalanced.

Three families of marks are paired, each by itself: guillemets « » ‹ › << >>, double marks “ ” „ ‟ ″ " `` '' and single
marks ‘ ’ ‚ ‛ '. Whether a mark opens or closes is told by three things that often contradict each other in pages: its
glyph, the white space around it, and the marks before it. Each contradiction has a cost (`_Costs`), and within each
paragraph the roles with the least total cost win (Viterbi over two states, inside and outside; linear in the number
of marks). A page that has its glyphs the wrong way round throughout (» « or ” “) is recognised by its white space.
So » text «, “ text “, " text " and «text" are pairs, and one missing mark does not turn the rest inside out.

A quotation never reaches past its paragraph; a paragraph ends with its line, or where the caller says. What has lost
its closing mark is `closed=False` and reaches to the end of the paragraph, or to the next opening mark of its family.
What has lost its opening mark is dropped, for nothing says where it began. A single mark between letters, or one
without its partner, is an apostrophe and no quotation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import regex

from rawi.language.paragraphs import Span, paragraphs_of, trimmed

Family = Literal["guillemets", "double", "single"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    `span` is with the marks, `inside` without them and without white space at its edges. `closed` is false where the
    closing mark is missing; `span` and `inside` then end where the paragraph's text, or what is known of the quotation,
    ends.
    """

    span: Span
    inside: Span
    closed: bool = True


class _Mark(NamedTuple):
    start: int
    end: int
    family: Family
    glyph: bool | None  # whether its glyph is one that opens; None for straight marks
    opening: float  # what the white space around it makes it cost to take it for an opening mark
    closing: float

    def cost(self, opens: bool, turned: bool) -> float:
        """What it costs to give it a role, on a page that has its glyphs `turned` round or not."""
        contradicts = self.glyph is not None and self.glyph != (opens != turned)
        return (self.opening if opens else self.closing) + (_COSTS.glyph if contradicts else 0.0)


class _Costs(NamedTuple):
    """What each contradiction costs; set by hand on invented paragraphs, so that the order below holds.

    One glyph the wrong way round, or one space in the wrong place, is likelier than a missing mark; both at once for
    one mark are not.
    """

    unclear: float = 0.5  # white space on both sides, or on none
    space: float = 1.5  # white space on the wrong side
    neighbour: float = 1.0  # an opening mark before a comma, a closing one after a colon, with white space between
    edge: float = 4.0  # an opening mark with nothing after it, a closing one with nothing before it
    glyph: float = 0.7  # ” or » that opens, “ or « that closes
    missing: float = 1.4  # its partner is missing


_COSTS: Final = _Costs()
_OPENING_GLYPHS: Final = frozenset("«‹“„‟‘‚‛") | {"<<", "``"}
_CLOSING_GLYPHS: Final = frozenset("»›”’") | {">>"}
_FAMILIES: Final[dict[str, Family]] = {
    **dict.fromkeys(["«", "»", "‹", "›", "<<", ">>"], "guillemets"),
    **dict.fromkeys(["“", "”", "„", "‟", "″", '"', "＂", "``", "''"], "double"),
    **dict.fromkeys(["‘", "’", "‚", "‛", "'"], "single"),
}
MARKS: Final = regex.compile(r"[«»‹›“”„‟″\"＂‘‚’‛]|<<|>>|``|''|'")
"""A quotation mark, as `quotations` knows them; the single ones may also be apostrophes."""

# What may stand between an opening mark and white space, or between a closing mark and white space.
_BEFORE_OPENING: Final = frozenset("([{<:،,؛;-–—/«‹“\"'‘.؟!…")
_COMMAS: Final = frozenset("،,؛;:")
_AFTER_CLOSING: Final = frozenset(")]}>.،,؛;:!؟?…-–—/»›”\"'’۔")
# Direction marks and joiners beside a mark count as nothing.
_INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
# A proclitic written onto an opening mark: و«النهار», بـ"كذا", الـ"كذا".
_PROCLITIC: Final = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[وف]?(?:[بكل]|ال|لل)?ـ*$")
_REACH: Final = 8  # how many characters beside a mark are looked at


def quotations(text: str, paragraphs: Iterable[Span] | None = None) -> list[Quotation]:
    """All quotations of `text`, ordered by start, outer ones first. Pairs of one family never overlap.

    `paragraphs` are spans that no quotation crosses; line ends are always such borders. Linear in the length of `text`.
    Raises ValueError where the paragraphs are out of order or overlap.
    """
    found: list[Quotation] = []
    if paragraphs is None and not MARKS.search(text):
        return found
    parts = [
        (list(_marks(text, *span)), span[1]) for span in paragraphs_of(text, paragraphs) if MARKS.search(text, *span)
    ]
    turned = _turned(mark for marks, _ in parts for mark in marks)
    for marks, end in parts:
        found.extend(_pairs(text, marks, end, turned))
    found.sort(key=lambda quotation: (quotation.span[0], -quotation.span[1]))
    return found


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The quotation marks of one paragraph with what each role costs."""
    for match in MARKS.finditer(text, start, end):
        glyph, (begin, stop) = match[0], match.span()
        family = _FAMILIES[glyph]
        before = text[max(start, begin - _REACH) : begin].rstrip(_INVISIBLE)
        after = text[stop : min(end, stop + _REACH)].lstrip(_INVISIBLE)
        first, last = not before.strip(), not after.strip()
        room_before = first or before[-1].isspace() or before[-1] in _BEFORE_OPENING
        room_after = last or after[0].isspace() or after[0] in _AFTER_CLOSING
        if not room_before and not room_after:
            if family == "single":
                continue
            room_before = _PROCLITIC.search(before) is not None
        opening = closing = 0.0
        if room_before == room_after:
            opening = closing = _COSTS.unclear
        elif room_after:
            opening = _COSTS.space
        else:
            closing = _COSTS.space
        if not last and after.lstrip()[0] in _COMMAS:
            opening += _COSTS.neighbour
        if not first and before.rstrip()[-1] == ":":
            closing += _COSTS.neighbour
        if last and stop + len(after) >= end:
            opening += _COSTS.edge
        if first and begin - len(before) <= start:
            closing += _COSTS.edge
        role = True if glyph in _OPENING_GLYPHS else False if glyph in _CLOSING_GLYPHS else None
        yield _Mark(begin, stop, family, role, opening, closing)


def _turned(marks: Iterable[_Mark]) -> frozenset[Family]:
    """The families whose glyphs the page uses the wrong way round, judged by where the white space is clear."""
    votes: Counter[Family] = Counter()
    for mark in marks:
        if mark.glyph is not None and abs(mark.opening - mark.closing) >= _COSTS.space:
            votes[mark.family] += 1 if mark.glyph != (mark.opening < mark.closing) else -1
    return frozenset(family for family, balance in votes.items() if balance > 0)


def _roles(marks: list[_Mark], turned: bool) -> list[bool]:
    """For each mark of one family whether it opens: the cheapest reading."""
    outside, inside = 0.0, float("inf")  # what it costs to be there
    ways: list[tuple[bool, bool]] = []  # whether one comes from inside, to be outside after a mark, and to be inside
    missing = _COSTS.missing
    for mark in marks:
        opening, closing = mark.cost(True, turned), mark.cost(False, turned)
        opened, closed = outside + opening, inside + closing
        reopened = inside + missing + opening  # the mark before it was never closed
        stray = outside + missing + closing  # a closing mark that nothing opened
        ways.append((closed <= stray, reopened < opened))
        outside, inside = min(closed, stray), min(opened, reopened)
    state = inside + missing < outside
    roles: list[bool] = []
    for to_outside, to_inside in reversed(ways):
        roles.append(state)
        state = to_inside if state else to_outside
    roles.reverse()
    return roles


def _pairs(text: str, marks: list[_Mark], end: int, turned: frozenset[Family]) -> Iterator[Quotation]:
    """The quotations of one paragraph that ends at `end`."""
    lonely: list[tuple[_Mark, bool, int]] = []  # a mark without partner, whether it opens, where its reach ends
    for family in ("guillemets", "double", "single"):
        opened: _Mark | None = None
        own = [mark for mark in marks if mark.family == family]
        if not own:
            continue
        for mark, opens in zip(own, _roles(own, family in turned), strict=True):
            if opens:
                if opened is not None:
                    lonely.append((opened, True, mark.start))
                opened = mark
            elif opened is not None:
                yield from _closed(text, opened, mark)
                opened = None
            else:
                lonely.append((mark, False, end))
        if opened is not None:
            lonely.append((opened, True, end))
    # An opening mark of one family and a closing one of another, both without partner, are a pair.
    lonely.sort(key=lambda entry: entry[0].start)
    waiting: tuple[_Mark, int] | None = None
    for mark, opens, reach in lonely:
        if waiting is not None and (opens or mark.start >= waiting[1]):
            yield from _unclosed(text, *waiting)
            waiting = None
        if opens:
            waiting = (mark, reach)
        elif waiting is not None and mark.family != waiting[0].family:
            yield from _closed(text, waiting[0], mark)
            waiting = None
    if waiting is not None:
        yield from _unclosed(text, *waiting)


def _closed(text: str, opening: _Mark, closing: _Mark) -> Iterator[Quotation]:
    """What stands between two marks; nothing where that is nothing."""
    inside = trimmed(text, (opening.end, closing.start))
    if inside[0] < inside[1]:
        yield Quotation((opening.start, closing.end), inside)


def _unclosed(text: str, opening: _Mark, reach: int) -> Iterator[Quotation]:
    """What an opening mark without partner quotes; nothing where it is a single mark or where no words follow."""
    inside = trimmed(text, (opening.end, reach))
    if opening.family != "single" and inside[0] < inside[1]:
        yield Quotation((opening.start, inside[1]), inside, closed=False)
