"""Short names told beside the full one: مكتب التحقيقات الفيدرالي FBI، وكالة الأنباء (واس)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rawi.tagger import NamedMention

_INTRODUCED = ("المعروف", "المعروفة", "اختصارا", "اختصارًا", "يعرف", "تعرف", "المسمى", "المسماة")
_LONGEST = 8  # letters of an acronym


def pairs(text: str, mentions: Sequence[NamedMention], types: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Numbers of neighbouring bodies, in the order of the text, of which one is told to be short for the other: by
    brackets round a short word, a word in Latin capitals right after the name, or words like المعروف باسم.
    """
    for n, (a, b) in enumerate(pairwise(mentions)):
        if types[n] != "ORG" or types[n + 1] != "ORG" or b.span[0] < a.span[1]:
            continue
        between = text[a.span[1] : b.span[0]]
        if len(between) > 40:
            continue
        first, second = text[slice(*a.span)].strip(), text[slice(*b.span)].strip(' «»"“”()')
        gap = between.strip(" «»\"“”'")
        short = min(first, second, key=len)
        if " " in short or len(short) > _LONGEST:
            continue
        bracket = gap == "(" and text[b.span[1] : b.span[1] + 3].lstrip(' »"”').startswith(")")
        latin = gap == "" and second.isascii() and second.isupper()
        told = any(word in between for word in _INTRODUCED)
        if bracket or latin or told:
            yield n, n + 1
