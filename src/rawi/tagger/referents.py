"""Who is meant by a source: features of every word of the page for the pointer, and the choice among candidates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from rawi.tagger.labels import NAME_TYPES
from rawi.tagger.words import Words

WordSpan = tuple[int, int]  # first and last word, both included
Name = tuple[int, int, str]  # first and last word, type

FEATURES = 24
_DISTANCES = (-80, -40, -20, -10, 0, 10, 40)


def features(
    page: Words,
    first: int,
    sources: Iterable[tuple[int, WordSpan]],
    names: Iterable[Name],
    content: WordSpan | None,
    before: Sequence[Sequence[WordSpan]],
    own: WordSpan | None,
) -> npt.NDArray[np.float32]:
    """[words of the page, FEATURES] for the cue whose first word is ``first``.

    ``sources``: (first word of the cue, explicit source) of the page's attributions; ``before``: the referents of the
    attributions before this one, last one first; ``own``: the source at this cue.
    """
    f = np.zeros((len(page), FEATURES), np.float32)
    d = np.arange(len(page)) - first
    for k, bound in enumerate(_DISTANCES):
        f[:, k] = d < bound
    f[: page.title, 7] = 1
    f[:, 8] = page.sentence == page.sentence[first]
    sources = list(sources)
    earlier = sorted((s for s in sources if s[0] < first), key=lambda s: -s[0])
    for k, (_, (s, e)) in enumerate(earlier[:2]):
        f[s : e + 1, 9 + k] = 1
    for _, (s, e) in sources:
        f[s : e + 1, 11] = 1
    for s, e, kind in names:
        f[s : e + 1, 12 + NAME_TYPES.index(kind)] = 1
    if content:
        f[content[0] : content[1] + 1, 15] = 1
    distinct: list[Sequence[WordSpan]] = []
    for referent in before:
        if referent and not any(set(referent) & set(other) for other in distinct):
            distinct.append(referent)
    if before:
        for s, e in before[0]:
            f[s : e + 1, 16] = 1
    for k, referent in enumerate(distinct[:2]):
        for s, e in referent:
            f[s : e + 1, 17 + k] = 1
    for referent in distinct:
        for s, e in referent:
            f[s : e + 1, 19] = 1
    if own:
        f[own[0] : own[1] + 1, 20] = 1
    f[:, 21] = own is not None
    f[:, 22] = bool(before) and not before[0]
    f[:, 23] = not before
    return f


def choose(
    probability: npt.NDArray[np.floating],
    own: WordSpan | None,
    candidates: Collection[WordSpan],
    names: Collection[WordSpan] = (),
) -> list[WordSpan]:
    """The candidate whose words hold most of the pointer's probability; [] where nobody is meant.

    ``probability``: nobody first, then one number a word. Where no candidate holds half of what the words hold, the
    likely words round the likeliest one are taken instead, and the whole of a name of which they are a part.
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
    return [best]
