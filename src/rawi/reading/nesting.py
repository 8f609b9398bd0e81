"""Which attribution stands inside which."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.reading.reading import Spans
from rawi.reading.spans import letters

# Letters of an attribution that may lie outside the content that holds it, as a share: the yardstick's own tolerance.
OUTSIDE = 0.1


def outers(text: str, cues: Sequence[Spans], contents: Sequence[Spans]) -> list[int | None]:
    """For every attribution the index of the innermost other one whose content holds its cue and content, or None.

    The cue itself must stand there: of نفته الوزارة ثم أكدته neither holds the other, though both have one content.
    """
    cue_letters = [letters(text, c) for c in cues]
    content_letters = [letters(text, c) for c in contents]
    found: list[int | None] = []
    for i, cue in enumerate(cue_letters):
        whole = cue | content_letters[i]
        holding = [
            (len(content), j)
            for j, content in enumerate(content_letters)
            if j != i and cue <= content and not cue & cue_letters[j] and len(whole - content) <= OUTSIDE * len(whole)
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
