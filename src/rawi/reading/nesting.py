"""Which attribution stands inside which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rawi.reading.reading import Spans
from rawi.reading.spans import hull, letters

# Letters of an attribution that may lie outside the content that holds it, as a share: the yardstick's own tolerance.
OUTSIDE = 0.1
NEAR = 12  # cues before one among which those are looked for whose content may hold it


def outers(text: str, cues: Sequence[Spans], contents: Sequence[Spans]) -> list[int | None]:
    """For every attribution the index of the innermost other one whose content holds its cue and content, or None.

    The cue itself must stand there: of نفته الوزارة ثم أكدته neither holds the other, though both have one content.
    """
    cue_letters = [letters(text, c) for c in cues]
    content_letters = [letters(text, c) for c in contents]
    hulls = sorted((*hull(c), j) for j, c in enumerate(contents))
    longest = max((end - start for start, end, _ in hulls), default=0)
    found: list[int | None] = []
    for i, cue in enumerate(cue_letters):
        whole = cue | content_letters[i]
        at = min(cue)
        near = hulls[bisect_left(hulls, (at - longest,)) : bisect_left(hulls, (at + 1,))]  # no other can hold it
        holding = [
            (len(content), j)
            for content, j in ((content_letters[j], j) for _, end, j in near if j != i and end > at)
            if cue <= content and not cue & cue_letters[j] and len(whole - content) <= OUTSIDE * len(whole)
        ]
        found.append(min(holding)[1] if holding else None)
    return _without_circles(found)


def _without_circles(found: list[int | None]) -> list[int | None]:
    """Two attributions on the same words may each hold the other: the later one is then the inner."""
    for i in range(len(found)):
        seen, j = {i}, found[i]
        while j is not None:
            if j in seen:
                found[min(seen)] = None
                break
            seen.add(j)
            j = found[j]
    return found
