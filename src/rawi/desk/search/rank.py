"""Rank: which of what was found answers best. The same in Python for both databases.

A text is the better the more of what was asked it has in the very spelling and form asked for, and the shorter it is; of
equal ones the newer comes first. Since all of them have been found, rarity of words does not come into it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from rawi.desk.search.plan import Needle, Plan
from rawi.language import fold_text

_LENGTH = (
    0.35  # weight of the length: a text of eight times the words needs one word more as it was asked to come before
)
_TYPICAL = 12  # words of a short claim
_OTHERS = 0.25  # of one of several joined by OR, beside the best


def score(text: str, plan: Plan) -> float:
    """How well a text that the plan found answers; higher is better. Linear in its length."""
    folded = fold_text(text)
    got = 0.0
    for group in plan.groups:
        hits = [_share(folded, needle) for needle in group if needle.asked]
        best = max(hits, default=0.0)
        got += best + _OTHERS * (sum(hits) - best)
    return got / max(1, len(plan.groups)) - _LENGTH * math.log2(1 + folded.count(" ") / _TYPICAL)


def _share(folded: str, needle: Needle) -> float:
    """How many of the words of a needle stand in a text as they were asked for."""
    return sum(_pattern(word).search(folded) is not None for word in needle.asked) / len(needle.asked)


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])")


def ranked(texts: Sequence[tuple[int, str]], plan: Plan) -> list[tuple[float, int]]:
    """Score and key of each, best first; rounded, so that a key of it compares as it did."""
    return sorted(((round(score(text, plan), 6), key) for key, text in texts), reverse=True)
