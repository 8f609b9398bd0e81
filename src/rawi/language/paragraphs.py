"""Paragraphs: the lines of a text, or what the caller knows to be its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import regex

Span = tuple[int, int]

_LINES: Final = regex.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def trimmed(text: str, span: Span) -> Span:
    """`span` without white space at its edges; an empty span at its start where it holds nothing else."""
    start, end = span
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    length = len(part.strip())
    return start + left, start + left + length


def paragraphs_of(text: str, parts: Iterable[Span] | None = None) -> Iterator[Span]:
    """The spans of `text` that lie between line ends and between the borders of `parts`, trimmed, none empty.

    Every line end is a border. What lies outside the given `parts` comes too, as paragraphs of its own, so that every
    visible character is in exactly one paragraph. Raises ValueError where `parts` are out of order, overlap or leave
    the text.
    """
    for start, end in _gapless(len(text), parts):
        for line in _LINES.finditer(text, start, end):
            span = trimmed(text, line.span())
            if span[0] < span[1]:
                yield span


def _gapless(length: int, parts: Iterable[Span] | None) -> Iterator[Span]:
    """`parts` with what lies before, between and after them."""
    reached = 0
    for start, end in parts or ():
        if not reached <= start <= end <= length:
            raise ValueError(f"paragraph {(start, end)} is out of order or leaves the text of {length} characters")
        if reached < start:
            yield reached, start
        yield start, end
        reached = end
    if reached < length:
        yield reached, length
