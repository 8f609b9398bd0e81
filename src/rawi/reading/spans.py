"""Small sums with spans: what is left of one when others are taken out, and what only frames its words."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]

QUOTES = "«»“”„‟\"'‘’‹›"
_OPENING, _CLOSING = "«“„‹‘(", "»”›’)"
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ('"', '"'))
_OPENS, _CLOSES = (frozenset(pair[n] for pair in _PAIRS) for n in (0, 1))
_EDGES = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069،,؛;.:…-–—ـ"


def subtract(span: Span, holes: Iterable[Span]) -> list[Span]:
    """The pieces of ``span`` that no hole covers, in order."""
    pieces = [span]
    for start, end in sorted(h for h in holes if h[0] < h[1]):
        pieces = [
            piece
            for s, e in pieces
            for piece in (((s, min(e, start)), (max(s, end), e)) if start < e and end > s else ((s, e),))
            if piece[0] < piece[1]
        ]
    return pieces


def trim(text: str, span: Span) -> Span:
    """``span`` without white space, commas, stops and dashes at its edges; possibly empty."""
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def unquote(text: str, span: Span) -> Span:
    """``span`` trimmed, without quotation marks that stand round all of it, or at one edge with no partner inside, and with
    those beside it whose partner is inside: of قال "إن الجسر" قديم what is said is "إن الجسر" قديم.
    """
    start, end = trim(text, span)
    while end - start > 1:
        first, last = text[start] in QUOTES, text[end - 1] in QUOTES
        inner = text[start + 1 : end - 1]
        lonely = not any(mark in inner for mark in QUOTES)
        if (first and last and (lonely or _balanced(inner))) or (first and not last and not _closes(inner)):
            start, end = trim(text, (start + 1, end - 1 if last else end))
        elif last and not first and not _opens(inner):
            start, end = trim(text, (start, end - 1))
        else:
            break
    return _with_partners(text, start, end)


def _with_partners(text: str, start: int, end: int) -> Span:
    before, after, words = text[max(0, start - 1) : start], text[end : end + 1], text[start:end]
    for opening, closing in _PAIRS:
        if opening == closing:
            first = words.find(closing)
            begins = first > 0 and not words[first - 1].isspace() and before == opening  # the first one inside closes
            ends = after == closing and (words.count(closing) + begins) % 2 == 1
        else:
            depth, begins = 0, False
            for mark in words:
                depth += (mark == opening) - (mark == closing)
                if depth < 0:
                    depth, begins = 0, True
            begins, ends = begins and before == opening, depth > 0 and after == closing
        start, end = start - begins, end + ends
    return start, end


def closed(text: str, span: Span) -> Span:
    """``span`` with the mark right beside it that is open in it, and without one at its edge that has no partner.

    شركة «الأفق and its » beside it; of «نورس نت» also the first mark; of صحيفة الأفق» not the last.
    """
    start, end = _with_partners(text, *span)
    while end - start > 1 and text[end - 1] in _CLOSES and not _paired(text[start:end], len(text[start:end]) - 1):
        end -= 1
    while end - start > 1 and text[start] in _OPENS and not _paired(text[start:end], 0):
        start += 1
    return start, end


def _paired(words: str, at: int) -> bool:
    """Whether a mark at an edge has its partner within."""
    for opening, closing in _PAIRS:
        if opening == closing == words[at]:
            return words.count(closing) % 2 == 0
        if words[at] in (opening, closing):
            return words.count(opening) == words.count(closing)
    return True


def _balanced(inner: str) -> bool:
    depth = 0
    for mark in inner:
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth < 0:
            return False
    return depth == 0 and inner.count('"') % 2 == 0


def _closes(inner: str) -> bool:
    return any(mark in inner for mark in "»”\"’'›“")


def _opens(inner: str) -> bool:
    return any(mark in inner for mark in "«“\"‘'‹”")


def letters(text: str, spans: Iterable[Span]) -> set[int]:
    """Offsets of the letters and digits in some spans; of all characters where there are none."""
    spans = list(spans)
    return {i for s, e in spans for i in range(s, e) if text[i].isalnum()} or {i for s, e in spans for i in range(s, e)}


def size(text: str, spans: Iterable[Span]) -> int:
    """How many letters and digits some spans hold."""
    return sum(c.isalnum() for s, e in spans for c in text[s:e])


def hull(spans: Iterable[Span]) -> Span:
    """From the first start to the last end."""
    spans = list(spans)
    return min(s for s, _ in spans), max(e for _, e in spans)


def holds(outer: Iterable[Span], inner: Span) -> bool:
    """Whether one of the spans holds all of ``inner``."""
    return any(s <= inner[0] and inner[1] <= e for s, e in outer)


def overlap(a: Iterable[Span], b: Iterable[Span]) -> int:
    """Number of characters that both have."""
    b = list(b)
    return sum(max(0, min(e, f) - max(s, r)) for s, e in a for r, f in b)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
