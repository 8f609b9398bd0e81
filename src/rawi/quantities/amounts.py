"""Amounts: the numbers of a text, exact and vague ones, and the ranges that two of them make. All spans are folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Final

from rawi.language import numbers
from rawi.language.numbers import Number
from rawi.quantities.lexicon import Lexicon, lexicon
from rawi.quantities.neighbours import Near, Text, after, before
from rawi.quantities.units import unit_after

_WORD: Final = re.compile(r"[^\W\d_]+")
DASHES: Final = ("-", "–", "—", "~")
_WIDEST: Final = 10
"""Without a word that opens it, a range reaches to so many times its low end."""
YEARS: Final = range(1900, 2061)
"""What a bare figure of four digits is taken for where nothing tells that it counts."""
_CHANGE_WORDS: Final = 10
"""So many words before "from 10 to 15" may tell that it is a change."""

Value = int | Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """A number before its unit and noun are known.

    `number` is what it was read from (the second one of a range), None of a vague word; `kind` is "exactly", "range" or
    "vague"; `parts` are the spans of the numbers in it.
    """

    start: int
    end: int
    low: Value
    high: Value
    kind: str
    number: Number | None
    parts: tuple[tuple[int, int], ...]

    @property
    def definite(self) -> bool:
        """Whether it has the article."""
        return self.number is not None and self.number.definite


@cache
def _vague_forms(language: str) -> dict[str, tuple[str, int, int]]:
    """Every written form of a vague word: what it is ("vague", "few", "several"), low and high."""
    words = lexicon(language)
    bases = {word: ("vague", 2 * value, 10 * value - 1) for word, value in words.vague.items()}
    bases |= {word: ("few", low, high) for word, (low, high) in words.few.items()}
    bases |= dict.fromkeys(words.several, ("several", 2, 9))
    forms: dict[str, tuple[str, int, int]] = {}
    for word, (kind, low, high) in bases.items():
        forms[word] = (kind, low, high)
        for clitic in words.clitics:
            forms[clitic + word] = (kind, low, high)
        if words.article:
            for article in (words.article, *(clitic + words.article for clitic in words.clitics), "لل", "ولل"):
                forms[article + word] = (kind, low, high)
    return forms


def read(text: Text, language: str) -> list[Amount]:
    """All amounts of a text in their order: single ones, vague ones, ranges made one; ordinals are not among them."""
    found = [
        Amount(*number.span, number.value, number.value, "exactly", number, (number.span,))
        for number in numbers.read(text.folded, language)
        if not number.ordinal
    ]
    vague = list(_vague(text, language))
    if vague:
        found = sorted([*found, *vague], key=lambda amount: (amount.start, -amount.end))
        found = list(_apart(found))
    return list(_with_ranges(text, found, lexicon(language)))


def _apart(amounts: list[Amount]) -> Iterator[Amount]:
    end = 0
    for amount in amounts:
        if amount.start >= end:
            yield amount
            end = amount.end


def _vague(text: Text, language: str) -> Iterator[Amount]:
    """Vague words, and two of them that belong together (عشرات الآلاف, بضعة ملايين)."""
    words = lexicon(language)
    forms, vague, needs = _vague_forms(language), words.vague, words.needs_letter
    first: tuple[str, int, int, int, int] | None = None
    for match in _WORD.finditer(text):
        form = forms.get(match[0])
        if form is not None and needs:
            letter = next((needs[bare] for bare in words.bare(match[0]) if bare in needs), "")
            original = text.folded.original[slice(*text.folded.to_original(match.span()))]
            form = form if letter in original else None
        if form is None:
            if first is not None and first[0] != "several":
                yield _vague_amount(*first[1:])
            first = None
            continue
        kind, low, high = form
        if first is not None and kind == "vague" and text[first[2] : match.start()] == " ":
            # The second word must be a scale of its own, without a clitic (but with its article).
            base = match[0] if match[0] in vague else match[0].removeprefix(words.article)
            if base in vague:
                scale = vague[base]
                low_of, high_of = first[3], first[4]
                if first[0] == "vague":
                    low, high = low_of * scale, (high_of + 1) * scale - 1
                elif first[0] == "few":
                    low, high = low_of * scale, high_of * scale
                yield _vague_amount(first[1], match.end(), low, high)
                first = None
                continue
        if first is not None and first[0] != "several":
            yield _vague_amount(*first[1:])
        first = (kind, match.start(), match.end(), low, high)
    if first is not None and first[0] != "several":
        yield _vague_amount(*first[1:])


def _vague_amount(start: int, end: int, low: int, high: int) -> Amount:
    return Amount(start, end, low, high, "vague", None, ((start, end),))


def _with_ranges(text: Text, amounts: list[Amount], words: Lexicon) -> Iterator[Amount]:
    index = 0
    while index < len(amounts):
        amount = amounts[index]
        if index + 1 < len(amounts):
            joined = _range(text, amount, amounts[index + 1], words)
            if joined is not None:
                yield joined
                index += 2
                continue
        yield amount
        index += 1


def _range(text: Text, first: Amount, second: Amount, words: Lexicon) -> Amount | None:
    """The two as one range, where they are one."""
    if second.start - first.end > 40 or first.number is None or second.number is None:
        return None
    gap = text[first.end : second.start]
    if "\n" in gap:
        return None
    if _of_every(gap, words):
        share = Fraction(first.low) / Fraction(second.low) if second.low else None
        if share is not None and 0 < share < 1:
            return Amount(
                first.start, second.end, share, share, "exactly", second.number, (*first.parts, *second.parts)
            )
        return None
    start = _range_start(text, first, second, gap, words)
    if start is None:
        return None
    low, high = first.low, second.high
    scale = second.number.scale
    if first.number.scale == 1 and scale > 1 and low < high / scale:
        low *= scale  # بين 25 و30 مليون
    if low >= high or (start == first.start and high > _WIDEST * low):
        return None
    return Amount(start, second.end, low, high, "range", second.number, (*first.parts, *second.parts))


def _of_every(gap: str, words: Lexicon) -> bool:
    """Whether "of every" stands between (ستة من كل عشرة)."""
    between = gap.split()
    return len(between) == 2 and between[0] in words.of and between[1] in words.of_every


def _range_start(text: Text, first: Amount, second: Amount, gap: str, words: Lexicon) -> int | None:
    """Where the range begins, with its words of range; None where the two are no range."""
    ahead = before(text, first.start, _CHANGE_WORDS + 1)
    opener = ahead[0] if ahead and ahead[0].adjacent else None
    between = opener is not None and words.is_one_of(opener.word, words.between)
    linked = _link(text, first, second, gap, words)
    if between and opener is not None:
        return _opened(ahead, opener.start, text) if linked else None
    if gap.strip() in ("-", "–", "—", "~") or (linked == "or" and _close(first, second)):
        return first.start
    if linked == "to" and _bare(text, first, second, words):
        if opener is not None and words.is_one_of(opener.word, words.range_from):
            changed = any(words.is_one_of(near.word, words.changes) for near in ahead[1:])
            changed = changed or (first.low in YEARS and second.high not in YEARS)
            return None if changed else opener.start
        return first.start
    return None


def _opened(ahead: list[Near], start: int, text: Text) -> int:
    """The start of "ما بين" where ما stands before it."""
    if len(ahead) > 1 and ahead[1].word.endswith("ما") and text[ahead[1].end : start] == " ":
        return ahead[1].start
    return start


def _link(text: Text, first: Amount, second: Amount, gap: str, words: Lexicon) -> str:
    """How the second number hangs on the first: "and", "to", "or", "dash", or "" for not at all.

    A unit or one noun may stand between them.
    """
    if gap.strip() in DASHES:
        return "dash"
    number = second.number
    written_on = text[second.start : second.start + (number.clitic if number else 0)]
    between = after(text, first.end, 6)
    inside = [near for near in between if near.end <= second.start]
    if any("\n" in near.gap or near.gap.strip(" ،") for near in inside):
        return ""
    if not inside:
        return "and" if written_on in words.between_and else ""
    last = inside[-1].word
    if len(inside) > 3:
        return ""
    if last in words.range_or:
        return "or"
    if last in words.range_to:
        return "to"
    if last in words.between_and or written_on in words.between_and:
        return "and"
    return ""


def _bare(text: Text, first: Amount, second: Amount, words: Lexicon) -> bool:
    """Whether nothing but the linking word stands between the two numbers, and a unit that both have."""
    end, unit = unit_after(text, first.end, words)
    inside = [near for near in after(text, end, 3) if near.end <= second.start]
    alike = unit is None or unit == unit_after(text, second.end, words)[1]
    return alike and len(inside) == 1 and inside[0].word in words.range_to


def _close(first: Amount, second: Amount) -> bool:
    """Whether "three or four" is one guess."""
    return first.high < second.low <= 2 * first.high
