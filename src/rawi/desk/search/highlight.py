"""Highlights: which words of a text are those that were looked for. Always in the original text, never in the folded."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.desk.search.plan import Needle
from rawi.desk.search.tokens import some_tokens

Span = tuple[int, int]


def highlights(text: str, needles: Sequence[Needle]) -> tuple[Span, ...]:
    """Spans of all words that any needle finds, in code points of `text`; a phrase is one span. They do not overlap."""
    wanted = {stem for needle in needles for phrase in needle.phrases for stem in phrase}
    found = some_tokens(text, wanted, {word for needle in needles for word in needle.words if word})
    spans = sorted(
        (found[start].span[0], found[stop - 1].span[1]) for needle in needles for start, stop in needle.find(found)
    )
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return tuple(joined)


def onto_page(spans: Sequence[Span], pieces: Sequence[Span], joint: int) -> tuple[Span, ...]:
    """Spans of a claim's text as spans of its page's text.

    The text of a claim is its pieces, joined by so many characters that do not stand in the page. What lies in no piece
    is left out; what runs over a joint becomes several spans.
    """
    out: list[Span] = []
    for start, stop in spans:
        at = 0  # where the piece begins in the claim's text
        for first, last in pieces:
            length = last - first
            inner = max(start - at, 0), min(stop - at, length)
            if inner[0] < inner[1]:
                out.append((first + inner[0], first + inner[1]))
            at += length + joint
    return tuple(out)
