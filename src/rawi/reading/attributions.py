"""From the tagger's cues to attributions: pieces of content, form, who speaks, where and when it was said, nesting."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from rawi.language import fold_text
from rawi.reading import medium
from rawi.reading.bare import RELATIVE
from rawi.reading.nesting import outers
from rawi.reading.reading import Attribution, Span, Spans, Speaker
from rawi.reading.spans import hull, overlap, subtract, trim, unquote
from rawi.tagger import Cue
from rawi.times import Time

# Below this an attribution is marked unsure: more likely wrong than not, or not much better (benchmarks/reliability.py).
UNSURE = 0.6
# What scores below the first is left out unless it is a cue with the second: of 15 such rows of both dev files and the
# held-out articles 4 are cues, 2 rightly read; of 5 that are so surely cues 4 are.
LEAST, SURE = 0.1, 0.97
NEIGHBOURS = 20  # cues on either side; more never stand in one sentence
TOWARDS = frozenset(["في", "من", "الي", "منذ", "بتاريخ"])  # what leads up to a time


def score_of(cue: Cue) -> float:
    """The probability that source, content and stance are right; where the weights do not tell it, the parts' mean."""
    return cue.right if cue.right is not None else (cue.score * cue.source_score * cue.content_score) ** (1 / 3)


def likely(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without those that are hardly ever read rightly, and may be none."""
    return [cue for cue in cues if score_of(cue) >= LEAST or cue.score >= SURE]


def assemble(
    text: str,
    cues: Sequence[Cue],
    source_ids: Sequence[int | None],
    sentences: Sequence[Span],
    times: Sequence[Time],
    whole: Collection[Span] = (),
) -> list[Attribution]:
    """The attributions of a page, in the order of their cues.

    ``source_ids``: of every cue, from ``sources.identify``; ``whole``: places of cues whose content may be several
    sentences (turns of a conversation).
    """
    cues = [cue if cue.span in whole else replace(cue, content=_in_sentence(cue, sentences)) for cue in cues]
    spans = [_content(text, cue) for cue in cues]
    nested = outers(text, [(cue.span,) for cue in cues], spans)
    out = []
    for n, (cue, content) in enumerate(zip(cues, spans, strict=True)):
        source: Spans = (cue.source,) if cue.source else ()
        sentence = _sentence(sentences, cue.span, content)
        taken = tuple(sorted([cue.span, *source, hull(content)]))
        score = score_of(cue)
        out.append(
            Attribution(
                id=n + 1,
                cue=(cue.span,),
                source=source,
                content=content,
                stance=cue.stance,
                form=cue.form,
                kind=cue.kind,
                named=cue.named,
                referent=cue.referent,
                source_id=source_ids[n],
                speaker=_speaker(cue),
                medium=_outside(_untimed(text, medium.find(text, sentence, taken), times), cues, spans, n),
                said=_said(text, times, sentence, content, cue, cues, spans, n),
                outer=None if (o := nested[n]) is None else o + 1,
                score=round(score, 3),
                unsure=score < UNSURE,
            )
        )
    return out


def _in_sentence(cue: Cue, sentences: Sequence[Span]) -> Span:
    """The part of the content in the sentence nearest to the cue.

    Contents end with their sentence (3 of 503 in dev do not); the tagger, which knows full stops only, runs on where a
    page has commas instead. Sentences never end inside a pair of quotation marks.
    """
    start, end = cue.content
    first = max(0, bisect_right(sentences, (start, start)) - 1)
    last = bisect_left(sentences, (end, end), first)
    parts = [(max(start, s), min(end, e)) for s, e in sentences[first:last] if s < end and start < e]
    return min(parts, key=lambda p: max(cue.span[0] - p[1], p[0] - cue.span[1], 0), default=cue.content)


def _content(text: str, cue: Cue) -> Spans:
    """The content less the cue and the source that interrupt it, without the quotation marks round it."""
    holes = [hole for hole in (cue.span, cue.source) if hole]
    inside = [h for h in holes if cue.content[0] < h[0] and h[1] < cue.content[1]]
    pieces = [_unquoted(text, piece, holes) for piece in subtract(cue.content, inside)]
    kept = tuple(piece for piece in pieces if any(text[i].isalnum() for i in range(*piece)))
    return kept or (trim(text, cue.content),)


def _unquoted(text: str, piece: Span, holes: Sequence[Span]) -> Span:
    """A piece of content with its own quotation marks only; a mark that is itself the cue is none of them."""
    start, end = unquote(text, piece)
    return (max(start, piece[0]), min(end, piece[1])) if overlap([(start, end)], holes) else (start, end)


def _speaker(cue: Cue) -> Speaker:
    """*read* where the words at the cue are themselves the fullest, *inferred* for nobody, a pronoun, a short form."""
    if cue.source and (not cue.referent or overlap([cue.source], cue.referent)):
        return Speaker("read", round(cue.source_score, 3))
    return Speaker("inferred", round(cue.referent_score, 3))


def _sentence(sentences: Sequence[Span], cue: Span, content: Spans) -> Span:
    """The sentence of the cue, as far as the content where that goes on past it."""
    before = bisect_right(sentences, (cue[0], math.inf)) - 1
    if before >= 0 and cue[0] < sentences[before][1]:
        return sentences[before][0], max(sentences[before][1], hull(content)[1])
    return min(cue[0], content[0][0]), max(cue[1], content[-1][1])


def _untimed(text: str, found: Spans, times: Sequence[Time]) -> Spans:
    """Phrases less the times that follow in them: في بيان فجر اليوم."""
    out = []
    for span in found:
        first = bisect_right(times, span[0], key=lambda t: t.span[0])
        if first < len(times) and (start := times[first].span[0]) < span[1]:
            span = trim(text, (span[0], start))
            words = text[slice(*span)].split()
            while len(words) > 2 and fold_text(words[-1]) in TOWARDS:
                span = trim(text, (span[0], span[1] - len(words.pop())))
        out.append(span)
    return tuple(out)


def _outside(found: Spans, cues: Sequence[Cue], contents: Sequence[Spans], n: int) -> Spans:
    """Of phrases in a sentence with several cues those that stand nearer to this cue than to any other."""
    return tuple(span for span in found if _nearest(span, cues, contents, n) == n)


def _said(
    text: str,
    times: Sequence[Time],
    sentence: Span,
    content: Spans,
    cue: Cue,
    cues: Sequence[Cue],
    contents: Sequence[Spans],
    n: int,
) -> tuple[int, ...]:
    """Numbers of the times that stand with the cue, outside its content.

    Where the content follows the cue, what comes after the content is the next clause, and so is no time of saying;
    where it stands before the cue, so is what comes before it.
    """
    out = []
    first, last = hull(content)
    since = last if last <= cue.span[0] else sentence[0]
    until = first if cue.span[0] < first else sentence[1]
    low = bisect_left(times, sentence[0], key=lambda t: t.span[0])
    high = bisect_left(times, until, low, key=lambda t: t.span[0])
    for number, time in enumerate(times[low:high], start=low + 1):
        inside = since <= time.span[0] and time.span[1] <= until and not time.value.startswith("P")
        if not inside or overlap([time.span], content) or _in_relative(text, cue, time.span):
            continue
        if _nearest(time.span, cues, contents, n) == n:
            out.append(number)
    return tuple(out)


def _in_relative(text: str, cue: Cue, span: Span) -> bool:
    """Whether a relative clause about the source comes before a time: قالت ليلى، التي ترأست الوفد في 2014، إن."""
    start = max(cue.span[1], cue.source[1] if cue.source and cue.source[1] <= span[0] else 0)
    return any(word.removeprefix("و") in RELATIVE for word in fold_text(text[start : span[0]]).split())


def _nearest(span: Span, cues: Sequence[Cue], contents: Sequence[Spans], about: int) -> int | None:
    """The cue that a phrase goes with: the nearest whose content does not hold it, and that no narrower one shuts out.

    Looked for among the cues round number ``about``.
    """
    best: tuple[int, int] | None = None
    near = range(max(0, about - NEIGHBOURS), min(len(cues), about + NEIGHBOURS + 1))
    holding = [hull(contents[n]) for n in near if overlap([span], contents[n])]
    for n in near:
        cue = cues[n]
        if overlap([span], contents[n]):
            continue
        if any(not (h[0] <= cue.span[0] and cue.span[1] <= h[1]) for h in holding):
            continue
        distance = min(max(s - span[1], span[0] - e, 0) for s, e in (cue.span, cue.source or cue.span))
        if best is None or distance < best[0]:
            best = (distance, n)
    return best[1] if best else None
