"""Finding the quantities of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from rawi.errors import OptionError
from rawi.language import numbers
from rawi.language.letters import Folded, fold
from rawi.language.number_words import language_of
from rawi.quantities import amounts, bounds, duals
from rawi.quantities.amounts import Amount
from rawi.quantities.counted import counted, counted_by_one, is_of_named
from rawi.quantities.exclusions import Surroundings
from rawi.quantities.lexicon import LANGUAGES, Lexicon, lexicon
from rawi.quantities.neighbours import Text, after, before
from rawi.quantities.quantity import Bound, Quantity, Span
from rawi.quantities.units import below_zero, sign_before, unit_after

_SENTENCE = 200
"""Characters between a quantity and one that refers back to it."""


def find(text: str, *, skip: Iterable[Span] = (), language: str | None = None) -> list[Quantity]:
    """All quantities of `text` in their order; they never overlap.

    `skip` are spans of `text` in which a number is none, such as those of the times found in it; without them the
    commonest times are recognised by their units, months and the words before them. `language` is "ar", "fa" or "en";
    without it the letters of the text decide. Time is linear in the length of the text.

    Raises OptionError where `language` is none of these.
    """
    if language is not None and language not in LANGUAGES:
        raise OptionError(f"The language {language!r} is not known; there are {', '.join(LANGUAGES)}.")
    folded = fold(text)
    spoken = language or language_of(text)
    skipped = _Spans(folded.to_folded(span) for span in skip)
    reader = _Reader(Text(folded), spoken, lexicon(spoken))
    return [_to_original(quantity, folded) for quantity in reader.quantities(skipped)]


def _to_original(quantity: Quantity, folded: Folded) -> Quantity:
    of = None if quantity.of is None else folded.to_original(quantity.of)
    return replace(quantity, span=folded.to_original(quantity.span), of=of)


class _Spans:
    """Spans that can be asked whether they touch another one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            elif start < end:
                merged.append([start, end])
        self.starts = [start for start, _ in merged]
        self.ends = [end for _, end in merged]

    def touch(self, start: int, end: int) -> bool:
        place = bisect_right(self.starts, end - 1) - 1
        return place >= 0 and self.ends[place] > start


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one folded text; all spans are folded ones."""

    text: Text
    language: str
    words: Lexicon

    def quantities(self, skipped: _Spans) -> list[Quantity]:
        """All quantities, in their order and apart."""
        found: list[Quantity] = []
        # Every number counts as taken, a quantity or not: no dual noun is read out of one.
        read = amounts.read(self.text, self.language)
        for amount in read:
            if not any(skipped.touch(*part) for part in amount.parts):
                found.extend(self.read(amount))
        taken = _Spans(part for amount in read for part in amount.parts)
        for start, end, form in duals.find(self.text, self.words, self.language):
            if not skipped.touch(start, end) and not taken.touch(start, end):
                found.extend(self.dual(start, end, form))
        found.sort(key=lambda quantity: quantity.span)
        apart: list[Quantity] = []
        for quantity in found:
            joined = self.joined(apart[-1], quantity) if apart else None
            if joined is not None:
                apart[-1] = joined
            elif not apart or quantity.span[0] >= apart[-1].span[1]:
                apart.append(self.with_antecedent(quantity, apart[-1]) if apart else quantity)
        return self.with_currencies(apart)

    def with_antecedent(self, quantity: Quantity, previous: Quantity) -> Quantity:
        """What "of them" stands for: what the quantity before it in the same sentence counts (27 أنثى، تسع منها)."""
        if quantity.of is not None or quantity.unit is not None or previous.of is None or previous.unit is not None:
            return quantity
        between = self.text[previous.span[1] : quantity.span[0]]
        if len(between) > _SENTENCE or "\n" in between or ". " in between:
            return quantity
        if not is_of_named(self.text, quantity.span, quantity.span[1], self.words):
            return quantity
        return replace(quantity, of=previous.of)

    def with_currencies(self, quantities: list[Quantity]) -> list[Quantity]:
        """Where the text says once whose dinars they are, and never another country's, all are of that currency."""
        coin_of = self.words.coin_of
        codes: dict[str, set[str]] = {}
        for quantity in quantities:
            if quantity.unit in coin_of:
                codes.setdefault(coin_of[quantity.unit], set()).add(quantity.unit)
        single = {coin: next(iter(found)) for coin, found in codes.items() if len(found) == 1}
        return [
            replace(quantity, unit=single[quantity.unit]) if quantity.unit in single else quantity
            for quantity in quantities
        ]

    def read(self, amount: Amount) -> Iterator[Quantity]:
        """The quantity of an amount, if it is one."""
        text, words = self.text, self.words
        amount, own_unit = self.with_one(amount)
        figures = amount.number is not None and amount.number.form != "words"
        end, unit = unit_after(text, amount.end, words, figures=figures)
        start, unit = amount.start, unit or own_unit
        if unit is None:
            start, unit = sign_before(text, start, words)
        if unit is not None and unit.startswith("degree") and (cold := below_zero(text, start, end, words)):
            start, end = cold
            amount = replace(amount, low=-amount.high, high=-amount.low)
        first, bound, only = bounds.bound_before(
            text, start, words, has_unit=unit is not None, definite=amount.definite
        )
        stop, bound_too, only_too = bounds.bound_after(text, end, words)
        bound, only = bound or bound_too, only or only_too
        around = Surroundings(text, amount, unit, words, self.language)
        if around.is_no_quantity(bound):
            return
        of: Span | None
        if amount.kind == "exactly" and unit is None and self.is_one(amount):
            of = counted_by_one(text, amount, words)
            if of is None:
                return
        else:
            of = counted(self.text, amount, end, unit, words)
            if of is None and stop != end:
                of = counted(self.text, amount, stop, unit, words)
            if of is None and unit is None and bound is None and around.is_part_of_name():
                return
        if amount.kind == "range" and self.is_dashed(amount) and unit is None and of is None:
            return
        yield self.quantity((first, stop), amount, bound, only, unit, of)

    def with_one(self, amount: Amount) -> tuple[Amount, str | None]:
        """A fraction after a unit that has no number is one and the fraction (كيلو ونصف); the unit is given with it."""
        text, words = self.text, self.words
        number = amount.number
        if number is None or not number.clitic or not 0 < amount.high < 1 or text[amount.start] != "و":
            return amount, None
        back = before(text, amount.start, 2)
        if not back or not back[0].adjacent or back[0].word.endswith(("ين", "ان")) or self.ends_number(back[0].start):
            return amount, None
        unit = next((unit.name for phrase, unit in words.units.get(back[0].word, ()) if len(phrase) == 1), None)
        if unit is None:
            return amount, None
        return replace(amount, start=back[0].start, low=amount.low + 1, high=amount.high + 1), unit

    def ends_number(self, place: int) -> bool:
        """Whether the word before `place` is a number word."""
        back = before(self.text, place, 1)
        return bool(back) and back[0].adjacent and bool(numbers.find(back[0].word, self.language))

    def is_one(self, amount: Amount) -> bool:
        """Whether it is the word "one"."""
        number = amount.number
        return number is not None and number.form == "words" and number.value == 1

    def is_dashed(self, amount: Amount) -> bool:
        """Whether a range is written with a dash."""
        between = self.text[amount.parts[0][1] : amount.parts[1][0]]
        return between.strip() in amounts.DASHES

    @staticmethod
    def quantity(
        span: Span, amount: Amount, bound: str | None, only: bool, unit: str | None, of: Span | None
    ) -> Quantity:
        low, high = _plain(amount.low), _plain(amount.high)
        kind = cast(Bound, amount.kind if amount.kind != "exactly" else bound or "exactly")
        return Quantity(
            span, None if kind == "at_most" else low, None if kind == "at_least" else high, kind, only, unit, of
        )

    def dual(self, start: int, end: int, form: str) -> Iterator[Quantity]:
        """The quantity of a dual noun, which may be a unit itself (مترين)."""
        text, words = self.text, self.words
        stop, unit = unit_after(text, end - len(form), words) if form in words.units else (end, None)
        if unit is None:
            stop = end
        first, bound, only = bounds.bound_before(text, start, words, has_unit=unit is not None)
        stop, bound_too, only_too = bounds.bound_after(text, stop, words)
        two = Amount(start, end, 2, 2, "exactly", None, ((start, end),))
        of = counted(text, two, stop, unit, words) if unit else (start, end)
        yield self.quantity((first, stop), two, bound or bound_too, only or only_too, unit, of)

    def joined(self, first: Quantity, second: Quantity) -> Quantity | None:
        """Two quantities that are one: a noun in the dual with "two" after it (رجلان اثنان), or a measure with its half
        (3 أطنان ونصف الطن)."""
        text = self.text
        if text[first.span[1] : second.span[0]] != " ":
            return None
        if first.of == first.span and second.low == 2 and second.of is None and second.unit is None:
            return replace(first, span=(first.span[0], second.span[1]))
        half = isinstance(second.low, float) and 0 < second.low < 1 and text[second.span[0]] == "و"
        if not half or first.unit is None or first.low is None or second.low is None:
            return None
        ahead = after(text, second.span[1], 1)
        own = ahead and ahead[0].adjacent and ahead[0].word.startswith("ال")
        if second.unit not in (None, first.unit) or (own and second.unit is None and second.of is not None):
            return None
        low = first.low + second.low
        high = None if first.high is None else first.high + second.low
        return replace(first, span=(first.span[0], second.span[1]), low=low, high=high, of=first.of or second.of)


def _plain(value: int | Fraction) -> int | float:
    return value if isinstance(value, int) else float(value)
