"""Prayers, which report no words: سائلا المولى أن يتقبل منهم."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.language import fold_text
from rawi.reading.verbs import listed_words
from rawi.tagger import Cue

FIRST = 4  # words after the cue, or of the content, among which God is named: داعيا أن يحفظ الله البلاد
_EDGES = ' .،,:؛-–«»"“”()'


def without(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The cues that are no prayers: whoever asks God for something is not reported to say anything (9 of 9 in training)."""
    return [cue for cue in cues if not _is_prayer(text, cue)]


def _is_prayer(text: str, cue: Cue) -> bool:
    word = fold_text(text[slice(*cue.span)])
    asking = listed_words("prayers.txt", "asking")
    if word not in asking and word[1:] not in asking:
        return False
    start, end = cue.content
    if start < cue.span[0]:
        return False
    first = [w for at in (cue.span[1], start) for w in fold_text(text[at : min(end, at + 80)]).split()[:FIRST]]
    return any(w.strip(_EDGES) in listed_words("prayers.txt", "asked") for w in first)
