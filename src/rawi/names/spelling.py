"""Whether two words are one word in two spellings: slips, doubled letters, ways to write foreign sounds."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rawi.names import lexicon

# Letters that stand for one foreign sound, or are confused in writing.
_GROUPS: Final = ("جغكق", "تط", "سصز", "دض", "ثت", "ذد", "ضظ", "اه", "اوي")
_NEAR: Final = frozenset((a, b) for group in _GROUPS for a in group for b in group if a != b)
_WEAK: Final = frozenset("اوي")
_SKELETON: Final = str.maketrans("جغقطصزضثذظ", "كككتسسدتدد", "اويهء")
_LONGEST: Final = 24  # letters; longer words are only compared for equality

# Costs, set by hand on the training articles.
_LIGHT: Final = 0.5


def skeleton(word: str) -> str:
    """The consonants of a word, with letters that are confused made one: two spellings of a word mostly share it."""
    short = word[:1] + word[1:].translate(_SKELETON)
    return "".join(c for i, c in enumerate(short) if i == 0 or c != short[i - 1])


def neighbours(word: str) -> set[str]:
    """Keys of which words that are `alike` share at least one."""
    if not 4 <= len(word) <= _LONGEST:
        return set()
    base = word[:1].translate(_SKELETON) + skeleton(word)[1:]
    if len(base) < 4:
        return {base} if len(base) > 1 else set()
    return {base, *(base[:i] + base[i + 1 :] for i in range(len(base)))}


@lru_cache(maxsize=65536)
def alike(a: str, b: str, supported: bool = False) -> bool:
    """Whether two folded words without article are spellings of one word.

    `supported`: the words beside them in their names are equal, so that a larger difference is believed.
    """
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 4 or len(long) > _LONGEST or len(long) - len(short) > 2:
        return False
    if short.isdecimal() or long.isdecimal() or (long[:-1] == short and long[-1] in "يه"):
        return False  # عراق and عراقي, أمين and أمينة are two words
    sets = lexicon.look_alikes()
    if a in sets and b in sets:
        return False
    limit = (1.0 if len(short) > 4 else 0.5) if supported else (1.0 if len(short) > 5 else 0.5 if len(short) > 4 else 0)
    return _distance(short, long, limit) <= limit


def _distance(a: str, b: str, limit: float) -> float:
    """Edit distance with transpositions, where weak and confusable letters cost half."""
    before: list[float] = []
    row = [float(i) for i in range(len(b) + 1)]
    for i, x in enumerate(a, start=1):
        next_row = [row[0] + 1.0]
        for j, y in enumerate(b, start=1):
            change = 0.0 if x == y else _LIGHT if (x, y) in _NEAR else 1.0
            cost = min(row[j - 1] + change, row[j] + _loose(a, i - 1), next_row[-1] + _loose(b, j - 1))
            if before and i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before[j - 2] + 1.0)
            next_row.append(cost)
        before, row = row, next_row
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _loose(word: str, place: int) -> float:
    """What it costs that one of two spellings has this letter and the other has not."""
    letter = word[place]
    if place and word[place - 1] == letter:
        return _LIGHT
    return _LIGHT if letter in _WEAK and 0 < place < len(word) - 1 else 1.0
