"""Who is meant by a source: features of every word of the page for the pointer, and the choice among candidates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from rawi.tagger.labels import NAME_TYPES
from rawi.tagger.words import Words

WordSpan = tuple[int, int]  # first and last word, both included
Name = tuple[int, int, str]  # first and last word, type

FEATURES = 24
LEAST = 0.01
_DISTANCES = (-80, -40, -20, -10, 0, 10, 40)


def features(
    page: Words,
    first: int,
    sources: Iterable[tuple[int, WordSpan]],
    names: Iterable[Name],
    content: WordSpan | None,
    before: Sequence[Sequence[WordSpan]],
    own: WordSpan | None,
    reach: tuple[int, int] | None = None,
) -> npt.NDArray[np.float32]:
    """[words, FEATURES] for the cue whose first word is ``first``: of the whole page, or of words ``reach`` only.

    ``sources``: (first word of the cue, explicit source) of the page's attributions; ``before``: the referents of the
    attributions before this one, last one first; ``own``: the source at this cue.
    """
    low, high = reach or (0, len(page))
    f = np.zeros((high - low, FEATURES), np.float32)

    def mark(span: WordSpan, feature: int) -> None:
        f[max(0, span[0] - low) : max(0, span[1] + 1 - low), feature] = 1

    d = np.arange(low, high) - first
    for k, bound in enumerate(_DISTANCES):
        f[:, k] = d < bound
    mark((0, page.title - 1), 7)
    f[:, 8] = page.sentence[low:high] == page.sentence[first]
    sources = list(sources)
    earlier = sorted((s for s in sources if s[0] < first), key=lambda s: -s[0])
    for k, (_, source) in enumerate(earlier[:2]):
        mark(source, 9 + k)
    for _, source in sources:
        mark(source, 11)
    for s, e, kind in names:
        mark((s, e), 12 + NAME_TYPES.index(kind))
    if content:
        mark(content, 15)
    distinct: list[Sequence[WordSpan]] = []
    for referent in before:
        if referent and not any(set(referent) & set(other) for other in distinct):
            distinct.append(referent)
    for span in before[0] if before else ():
        mark(span, 16)
    for k, referent in enumerate(distinct[:2]):
        for span in referent:
            mark(span, 17 + k)
    for referent in distinct:
        for span in referent:
            mark(span, 19)
    if own:
        mark(own, 20)
    f[:, 21] = own is not None
    f[:, 22] = bool(before) and not before[0]
    f[:, 23] = not before
    return f


def choose(
    probability: npt.NDArray[np.floating],
    own: WordSpan | None,
    candidates: Collection[WordSpan],
    names: Collection[WordSpan] = (),
    fits: Callable[[WordSpan], bool] | None = None,
) -> list[WordSpan]:
    """The candidate whose words hold most of the pointer's probability; [] where nobody is meant.

    ``probability``: nobody first, then one number a word. Where no candidate holds half of what the words hold, the
    likely words round the likeliest one are taken instead, and the whole of a name of which they are a part. Whoever does
    not ``fits`` the cue gives way to the likeliest candidate that does and holds ``LEAST``, where there is one.
    """
    if probability[0] > 0.5:
        return [own] if own else []
    words = probability[1:]
    total = words.sum()
    held = {c: float(words[c[0] : c[1] + 1].sum()) for c in candidates}
    # of candidates that hold as much the shorter one; rounded, since a longer one always holds a little more
    best = max(held, key=lambda c: (round(held[c], 2), c[0] - c[1]), default=None)
    if best is None or held[best] < 0.5 * total:
        top = int(words.argmax())
        s = e = top
        while s > 0 and words[s - 1] > 0.25 * words[top]:
            s -= 1
        while e + 1 < len(words) and words[e + 1] > 0.25 * words[top]:
            e += 1
        if best is None or float(words[s : e + 1].sum()) > held[best]:
            best = next((n for n in names if n[0] <= s and e <= n[1]), (s, e))
    if fits and not fits(best):
        others = [c for c in held if held[c] >= LEAST * total and fits(c)]
        best = max(others, key=lambda c: (round(held[c], 3), c[0] - c[1]), default=best)
    return [best]
