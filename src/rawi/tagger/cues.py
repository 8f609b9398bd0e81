"""What the second pass looks at: the words round one cue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rawi.tagger.words import Words

# Distances to the cue that are told apart, in words before and after it.
NEAR, FAR = 40, 64


@dataclass(frozen=True, slots=True)
class CueWindow:
    """Words ``low`` to ``high`` (not included) of a page, round the cue ``first`` to ``last`` (included).

    One number a word: ``is_cue`` (0, 1), ``distance`` (0 to NEAR + FAR), ``sentence`` (0 to 4: two or more before,
    one before, the cue's own, one after, two or more after), ``quoted`` (0, 1).
    """

    first: int
    last: int
    low: int
    high: int
    is_cue: npt.NDArray[np.int64]
    distance: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int64]
    quoted: npt.NDArray[np.int64]


def window(page: Words, first: int, last: int, back: int, ahead: int, with_next: bool) -> CueWindow:
    """The cue's sentence and the one before, at most ``back`` words before the cue and ``ahead`` after it.

    ``with_next``: the sentence after too; else eight words of it, so that the end of the cue's own is seen.
    """
    sentence = page.sentence
    low = max(int(np.searchsorted(sentence, sentence[first] - 1)), first - back)
    high = int(np.searchsorted(sentence, sentence[last] + (1 if with_next else 0), side="right"))
    high = min(high + (0 if with_next else 8), len(page), last + 1 + ahead)
    at = np.arange(low, high)
    distance = np.where(at < first, at - first, np.maximum(at - last, 0))
    return CueWindow(
        first=first,
        last=last,
        low=low,
        high=high,
        is_cue=((at >= first) & (at <= last)).astype(np.int64),
        distance=np.clip(distance, -NEAR, FAR) + NEAR,
        sentence=np.clip(sentence[low:high] - sentence[first], -2, 2) + 2,
        quoted=page.quoted[low:high],
    )
