"""How number words add up: the grammar behind `numbers`, apart from any text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from rawi.language.number_words import Kind, Word

Link = Literal["plain", "and", "hyphen", "apart"]
"""How a word is joined to the one before it; "apart" where it begins with a preposition and so a new number."""


@dataclass(frozen=True, slots=True)
class Token:
    """A number word or figure in a text; `link` tells how it is joined to the one before it in its run."""

    start: int
    end: int
    kind: Kind
    value: int | Fraction
    word: Word
    link: Link


def merge(run: list[Token]) -> list[Token]:
    """The run with the pairs that make one word of number made one: خمسة عشر, ثلاث مئة, ثلاثة أرباع, a hundred."""
    merged: list[Token] = []
    for token in run:
        last = merged[-1] if merged else None
        pair = _pair(last, token) if last is not None and token.link in ("plain", "hyphen") else None
        before = merged[-2] if len(merged) > 1 else None
        if before is not None and last is not None and last.kind == "point" and _is_digit(before) and _is_digit(token):
            decimals = Fraction(token.value) / 10 ** len(str(token.value))
            merged[-2:] = [replace(before, end=token.end, kind="digits", value=before.value + decimals)]
        elif last is not None and pair is not None:
            merged[-1] = replace(last, end=token.end, kind=pair[0], value=pair[1], word=_word(last, token))
        else:
            merged.append(token)
    return merged


def _is_digit(token: Token) -> bool:
    """Whether it can stand on either side of the word for a decimal point (ثلاثة فاصلة خمسة)."""
    return token.kind in ("zero", "unit", "ten", "teen", "tens", "digits") and isinstance(token.value, int)


def _word(first: Token, second: Token) -> Word:
    """The second word's shape with the first word's particles."""
    outside = first.word
    return replace(second.word, definite=outside.definite, with_and=outside.with_and, clitic=outside.clitic)


def _pair(first: Token, second: Token) -> tuple[Kind, int | Fraction] | None:
    kind, then = first.kind, second.kind
    language = second.word.grammar.language
    if kind == "article" and then in ("hundred", "scale", "fraction"):
        return then, second.value
    if then == "ten" and language == "ar":
        if kind in ("unit", "unit_in_compound"):
            return "teen", first.value + second.value
        if kind in ("ordinal", "ordinal_in_compound") and first.value < 10:
            return "ordinal", first.value + second.value
    if then == "hundred" and second.value == 100 and (kind == "unit" or (kind == "teen" and language == "en")):
        return "hundred", first.value * 100
    if kind == "unit":
        if then == "parts":
            return "fraction", Fraction(first.value) / second.value
        if then == "ordinal" and language != "ar" and 3 <= second.value <= 10 and second.link == "plain":
            return "fraction", Fraction(first.value) / second.value
    return None


class Sum:
    """A number as it grows word by word.

    It is a sum of *terms*, each a group below a thousand times a scale, with falling scales, and a last group without
    one. A group is filled by its hundred, ten and unit, in falling or (in Arabic) rising order.
    """

    def __init__(self, *, between: bool = False) -> None:
        self.terms: list[tuple[int | Fraction, int]] = []
        self.group: int | Fraction = 0
        self.between = between  # after "between", two hundreds or thousands are the ends of a range
        self.bare_scale = False  # the last word is a scale with no number of its own before it
        self._size = 0  # tokens taken
        self._filled: set[str] = set()
        self._last: Token | None = None
        self._closed = False
        self._committed = 0  # tokens taken when the last scale was met
        self._undo = False
        self._language = ""

    @property
    def value(self) -> int | Fraction:
        """The sum of what was taken."""
        return sum((value for value, _ in self.terms), start=self.group)

    @property
    def scale(self) -> int:
        """The scale of the whole (a million in "two and a half million"), 1 where the number has more than that."""
        return self.terms[0][1] if len(self.terms) == 1 and not self.group else 1

    def add(self, token: Token, following: Token | None) -> bool:
        """Take one more word; False where it does not belong to the number any more."""
        language = token.word.grammar.language
        if self._closed or (token.kind != "digits" and self._language not in ("", language)):
            return False
        joined = "first" if self._size == 0 else token.link
        if joined == "apart":
            return False
        if not self._take(token, joined, following):
            return False
        self._language = self._language if token.kind == "digits" else language
        self._size += 1
        self._last = token
        return True

    def roll_back(self) -> int:
        """Number of tokens to give back, because a scale followed that makes what stands before it a new number."""
        if not self._undo or not self._committed:
            return 0
        given_back = self._size - self._committed
        self.group = 0
        return given_back

    def takes_ordinal(self, token: Token) -> bool:
        """Whether an ordinal ends the number (twenty-first, بیست و یکم)."""
        grammar = token.word.grammar
        return (
            token.kind == "ordinal"
            and grammar.ten_before_unit
            and self._language == grammar.language
            and self._last is not None
            and self._last.kind in ("tens", "hundred", "scale")
            and token.value < (10 if self._last.kind == "tens" else 100)
        )

    def _take(self, token: Token, link: str, following: Token | None) -> bool:
        kind = token.kind
        if kind == "scale":
            return self._take_scale(token, link)
        if kind == "fraction":
            return self._take_fraction(token, link)
        if kind == "digits":
            return self._take_digits(token, link)
        if kind == "zero":
            self._closed = True
            return link == "first"
        if kind in ("unit", "unit_in_compound", "ten", "teen", "tens", "hundred"):
            return self._take_part(token, link, following)
        return False

    def _take_part(self, token: Token, link: str, following: Token | None) -> bool:
        """A unit, ten or hundred of the group."""
        grammar = token.word.grammar
        slots = {"hundred": {"hundred"}, "tens": {"ten"}}.get(token.kind, {"unit"})
        if token.kind in ("ten", "teen"):
            slots = {"unit", "ten"}
        if link not in ("first", "and") and not grammar.adds_without_and:
            return False
        if slots & self._filled or "digits" in self._filled or "part" in self._filled:
            return False
        if token.kind == "unit_in_compound" and not (
            following is not None and following.kind == "tens" and following.link == "and"
        ):
            return False
        if link != "first" and not self._in_order(token):
            return False
        self.group += token.value
        self._filled |= slots
        self.bare_scale = False
        return True

    def _in_order(self, token: Token) -> bool:
        """Whether a part may follow what the group holds already."""
        grammar, filled = token.word.grammar, self._filled
        if not filled:
            return bool(self.terms) and token.value < self.terms[-1][1]
        if token.kind == "hundred":
            return grammar.unit_before_ten and not self.terms and not self.between
        if token.kind == "tens":
            unit_last = self._last is not None and self._last.kind in ("unit", "unit_in_compound")
            return grammar.unit_before_ten and unit_last if "unit" in filled else True
        if "ten" in filled:
            return grammar.ten_before_unit and token.kind == "unit"
        return True

    def _take_digits(self, token: Token, link: str) -> bool:
        if link == "and":
            after_scale = bool(self.terms) and not self._filled and token.value < self.terms[-1][1]
            after_hundred = self._filled == {"hundred"} and token.value < 100
            if not (after_scale or after_hundred):
                return False
        elif link != "first":
            return False
        self.group += token.value
        self._filled.add("digits")
        self.bare_scale = False
        return True

    def _take_scale(self, token: Token, link: str) -> bool:
        scale, shape = int(token.value), token.word.shape
        times = 2 if shape == "two" else 1
        if "part" in self._filled:  # after "and a half": its own scale again, or the one that it lacked
            if link != "plain" or shape == "two":
                return False
            if self.group and (not self.terms or scale < self.terms[-1][1]):
                return self._commit(self.group * scale, scale)
            self._closed = True
            return not self.group and bool(self.terms) and scale == self.terms[-1][1]
        if link in ("plain", "hyphen"):
            if shape == "two":
                return False
            return self._multiply(scale)
        if shape == "many":
            return False
        if self._filled:
            return self._rise(scale, times, link)
        if link == "first":
            self.bare_scale = True
            return self._commit(times * scale, scale)
        last, last_scale = self.terms[-1]
        if scale < last_scale or (scale == last_scale and last % (100 * scale) == 0 and last):
            self.bare_scale = True
            return self._commit(times * scale, scale)
        return False

    def _multiply(self, scale: int) -> bool:
        """A scale that follows its number (خمسة آلاف) or another scale (ألف مليون)."""
        self.bare_scale = False
        if self._filled:
            if self.terms and scale >= self.terms[-1][1]:
                self._undo = True
                return False
            return self._commit(self.group * scale, scale)
        if not self.terms:
            return False
        last, last_scale = self.terms[-1]
        if scale <= last_scale or (len(self.terms) > 1 and last_scale * scale >= self.terms[-2][1]):
            return False
        self.terms.pop()
        return self._commit(last * scale, last_scale * scale)

    def _rise(self, scale: int, times: int, link: str) -> bool:
        """The thousand after its hundreds, tens and units (خمس وثمانين وتسعمئة وألف)."""
        if link != "and" or scale != 1000 or self.terms or self.between or self._filled & {"digits", "part"}:
            return False
        self.group += times * scale
        self._closed = True
        return True

    def _commit(self, value: int | Fraction, scale: int) -> bool:
        self.terms.append((value, scale))
        self.group = 0
        self._filled.clear()
        self._committed = self._size + 1
        return True

    def _take_fraction(self, token: Token, link: str) -> bool:
        if link == "first":
            self.group = token.value
            self._filled = {"part"}
            return True
        if link != "and" or "part" in self._filled:
            return False
        if self._filled:
            self.group += token.value
        else:
            last, scale = self.terms.pop()
            self.terms.append((last + token.value * scale, scale))
        self._filled.add("part")
        self.bare_scale = False
        return True
