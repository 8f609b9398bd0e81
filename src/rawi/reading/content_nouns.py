"""Nouns of content that the tagger passes over: رسالة مفادها أن ؛ معلومات مفادها تعرض ؛ بنتيجة خلاصتها أن.

They tell what a message says, and are cues: in the training articles 17 of 22 followed by أن or an event are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rawi.language import fold_text
from rawi.language.quotations import quotations
from rawi.reading.reading import Span
from rawi.reading.spans import trim, unquote
from rawi.reading.verbs import listed_words
from rawi.tagger import Cue

SCORE = 0.85
_MOST = 600  # characters of a content
_NOUN = re.compile(r"(?<!\w)(?:مفاد|فحوا|فحوى|خلاصت|مضمون)(?:ها|هما|ه)(?!\w)")
_THAT = re.compile(r"\s*[:«\"“]?\s*(?:ب?[أا]نّ?)\s+(?=\S)")
_EVENT = re.compile(r"\s*[:«\"“]?\s*(?=\w)")
_STOP = re.compile(r"[.؟!\n]")
_BEFORE = re.compile(r"[\w ]+[،,]? ?$")  # words of one phrase
_REACH, _WORDS = 80, 5


def added(text: str, blocks: Sequence[Span], cues: Sequence[Cue]) -> list[Cue]:
    """The cues in the order of the text with those of nouns of content that stand in the blocks and in none of them."""
    out = list(cues)
    places = sorted(cue.span for cue in cues)
    read = sorted(blocks)
    found = [m for m in _NOUN.finditer(text) if _held(read, m.start()) and not _held(places, m.end() - 1)]
    if not found:
        return out
    closed = {q.inside[0]: q.inside for q in quotations(text) if q.closed}
    starts = [start for start, _ in places]
    for match in found:
        that = _THAT.match(text, match.end()) or (
            _EVENT.match(text, match.end()) if match[0].startswith("مفاد") else None
        )
        if that is None:
            continue
        quotation = next((closed[at] for at in range(match.end(), that.end() + 1) if at in closed), None)
        end = quotation[1] if quotation else _end(text, that.end(), starts)
        content = unquote(text, trim(text, (that.end(), end)))
        if content[1] - content[0] < 2:
            continue
        source = _message(text, match.start())
        out.append(
            Cue(
                span=match.span(),
                source=source,
                content=content,
                stance="states",
                form="direct" if quotation else "indirect",
                kind="document" if source else "unknown",
                named=False,
                referent=(source,) if source else (),
                score=SCORE,
                source_score=SCORE,
                content_score=SCORE,
                stance_score=SCORE,
                referent_score=SCORE,
            )
        )
    return sorted(out, key=lambda cue: cue.span)


def _held(spans: Sequence[Span], at: int) -> bool:
    """Whether one of some spans, in order and without overlaps, holds a place."""
    n = bisect_right(spans, (at, len(spans) and spans[-1][1]))
    return n > 0 and at < spans[n - 1][1]


def _end(text: str, start: int, cues: Sequence[int]) -> int:
    """Where a content ends: with its sentence, or before the next cue."""
    stop = _STOP.search(text, start, start + _MOST)
    end = stop.start() if stop else min(len(text), start + _MOST)
    n = bisect_left(cues, start)
    return min(end, cues[n]) if n < len(cues) else end


def _message(text: str, at: int) -> Span | None:
    """The words before it from the last noun on that is a message: رسالة, خبرا من خمسة أسطر."""
    before = _BEFORE.search(text, max(0, at - _REACH), at)
    if before is None:
        return None
    words = [(before.start() + m.start(), m[0]) for m in re.finditer(r"\w+", before[0])]
    for start, word in reversed(words[-_WORDS:]):
        folded = fold_text(word)
        stems = {folded, folded[1:], folded.removesuffix("ا"), folded[1:].removesuffix("ا")}
        if not stems.isdisjoint(listed_words("cues.txt", "messages")):
            return trim(text, (start, before.end()))
    return None
