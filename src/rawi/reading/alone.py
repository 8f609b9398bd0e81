"""Quotations that are a sentence of their own with nobody named beside them: their opening mark is the cue.

تقول هدى إنها لم تنم. «أعدّ الشاحنات كل ليلة». In the training articles all 13 that this finds beside the annotated
words are attributions whose cue is the mark.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rawi.language.quotations import Quotation, quotations
from rawi.reading.reading import Span
from rawi.reading.spans import merged, overlap
from rawi.tagger import Cue

SCORE = 0.85
SPEAKER = 0.7  # of the 4 of these that have a speaker before them, 3 have the right one
LEAST = 4  # words: shorter ones are names of things
_NEAR = 2  # sentences' ends between the speaker's words and the quotation, at most
_LOOKED = 12  # cues before the quotation among which the speaker's is looked for
_ENDS = ".؟?!…"


def added(text: str, blocks: Sequence[Span], title_end: int, cues: Sequence[Cue]) -> list[Cue]:
    """The cues in the order of the text with those of quotations that stand alone in the blocks.

    Who speaks is who spoke in the sentences just before, in the same paragraph or the one before; in a title nobody
    that the page tells.
    """
    out = list(cues)
    said = merged(cue.content for cue in cues)
    places = [cue.span[0] for cue in cues]
    read = sorted(blocks)
    for quotation in quotations(text, read):
        at = quotation.span[0]
        n = bisect_right(read, (at, len(text))) - 1
        if n < 0 or not (at < read[n][1] and _alone(text, quotation, read[n])) or _held(said, quotation.inside):
            continue
        speaker = None if at < title_end else _speaker(text, at, cues[: bisect_left(places, at)][-_LOOKED:])
        out.append(_cue(text, quotation, speaker))
    return sorted(out, key=lambda cue: cue.span)


def _held(said: Sequence[Span], inside: Span) -> bool:
    """Whether some of the words stand in one of the spans, which are in order and apart."""
    n = bisect_left(said, (inside[1], 0)) - 1
    return n >= 0 and said[n][1] > inside[0]


def _alone(text: str, quotation: Quotation, block: Span) -> bool:
    """Whether it is closed, long enough, and a sentence or the first part of a title."""
    (start, end), inside = quotation.span, quotation.inside
    if not quotation.closed or len(text[slice(*inside)].split()) < LEAST:
        return False
    before = text[block[0] : start].rstrip(" \t")
    after = text[end : block[1]].lstrip(" \t")
    ends = after[:1] in ("", "\n", ":", *_ENDS) or (text[inside[1] - 1] in _ENDS and after[:1] not in "،,؛;-–—")
    return ends and (not before or before[-1] in "\n" + _ENDS)


def _speaker(text: str, at: int, cues: Sequence[Cue]) -> Cue | None:
    for cue in reversed(cues):
        if any(other is not cue and overlap([other.content], [cue.span]) for other in cues):
            continue  # told inside another's words
        between = text[max(cue.span[1], min(cue.content[1], at)) : at]
        near = sum(between.count(mark) for mark in _ENDS + "\n") <= _NEAR
        return cue if near and (cue.referent or cue.source) else None
    return None


def _cue(text: str, quotation: Quotation, speaker: Cue | None) -> Cue:
    referent: tuple[Span, ...] = ()
    if speaker is not None:
        referent = speaker.referent or ((speaker.source,) if speaker.source else ())
    return Cue(
        span=(quotation.span[0], quotation.span[0] + 1),
        source=None,
        content=quotation.inside,
        stance="asks" if text[quotation.inside[1] - 1] in "؟?" else "states",
        form="direct",
        kind=speaker.kind if speaker else "unknown",
        named=bool(speaker and speaker.named),
        referent=referent,
        score=SCORE,
        source_score=SCORE,
        content_score=SCORE,
        stance_score=SCORE,
        referent_score=SPEAKER if speaker else SCORE,
    )
