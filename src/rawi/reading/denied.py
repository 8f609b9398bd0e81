"""Reports that somebody denies are said by somebody: نفت الإدارة الأنباء المتداولة عن تمديد المعسكر.

The noun is a cue of its own within what is denied: in the training articles 25 of 26 such nouns are, all to the end of what
is denied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rawi.language import fold_text
from rawi.reading.reading import Span
from rawi.reading.spans import trim
from rawi.reading.verbs import listed_words
from rawi.tagger import Cue

SCORE = 0.85
_WORD = re.compile(r"\w+")
_NEWS = frozenset(["وكاله", "وكالات", "قناه", "شبكه", "موقع", "صحيفه"])  # وكالة الأنباء القطرية
_LEAST = 4  # letters of a content
_NOUN = re.compile(r"[\s«\"“]*(?:(?:كل|جميع|كافة|صحة)\s+)?(?P<noun>\w+)")
_ABOUT = re.compile(  # adjectives, who passed it on but not by name, and what it is about
    r"(?:\s+(?P<adjective>\w+ة))?(?:\s+(?:التي|الذي)\s+(?:تم\s+\w+|راج\w*|تردد\w*|انتشر\w*)(?:\s+(?:مؤخرا|اليوم|أمس))?،?)?"
    r"\s+(?:(?:عن|حول|بشأن|بخصوص|بأن)\s+|(?=ب\w{2}))"
)


def added(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The cues in the order of the text with those of reports that one of them denies, where the tagger has none.

    Who denies is cut before the report, where the tagger takes it for a part of him: none of 737 who deny in the training
    articles holds such a noun, but news agencies.
    """
    cues = [_apart(text, cue) for cue in cues]
    taken = [cue.span for cue in cues]
    out = list(cues)
    for cue in cues:
        found = _report(text, cue) if cue.stance == "denies" and cue.content[0] >= cue.span[1] else None
        if found is None:
            continue
        n = bisect_right(taken, (found.span[1], 0))
        if not any(found.span[0] < end for _, end in taken[max(0, n - 2) : n]):
            out.append(found)
    return sorted(out, key=lambda cue: cue.span)


def _apart(text: str, cue: Cue) -> Cue:
    """A denial whose source runs on into what is denied: نفت الإدارة المكلفة الأنباء المتواردة عن."""
    if cue.stance != "denies" or cue.source is None or not cue.span[1] <= cue.source[0] < cue.content[0]:
        return cue
    known = listed_words("cues.txt", "reports") | listed_words("cues.txt", "allegations")
    words = list(_WORD.finditer(text, *cue.source))
    for before, word in pairwise(words):
        folded = fold_text(word[0])
        if folded.startswith("ال") and folded[2:] in known and fold_text(before[0]).removeprefix("ال") not in _NEWS:
            source = trim(text, (cue.source[0], word.start()))
            referent = tuple(source if r == cue.source else r for r in cue.referent)
            return replace(cue, source=source, referent=referent, content=(word.start(), cue.content[1]))
    return cue


def _report(text: str, denial: Cue) -> Cue | None:
    start, end = denial.content
    noun = _NOUN.match(text, start, end)
    if noun is None:
        return None
    word = fold_text(noun["noun"]).removeprefix("ال")
    alleged = word in listed_words("cues.txt", "allegations")
    if not alleged and word not in listed_words("cues.txt", "reports"):
        return None
    about = _ABOUT.match(text, noun.end(), end)
    if about is None or end - about.end() < _LEAST:
        return None
    adjective = about["adjective"]
    if adjective and adjective.startswith("ال") != noun["noun"].startswith("ال"):
        return None  # اتهامات المعارضة: who accuses
    content: Span = (about.end(), end)
    return Cue(
        span=noun.span("noun"),
        source=None,
        content=content,
        stance="alleges" if alleged else "states",
        form="indirect",
        kind="unknown",
        named=False,
        referent=(),
        score=SCORE,
        source_score=SCORE,
        content_score=SCORE,
        stance_score=SCORE,
        referent_score=SCORE,
    )
