"""Letters: folding spellings that readers take for the same, with offsets kept both ways.

`fold` gives the folded text together with the way back to the original; `fold_text` gives the same string alone, for
keys. Each character is folded by itself, whatever stands beside it, so the fold of any part of a text is that part of
the folded text. A character becomes one character, several (a ligature), or none (a mark). The rules, in this order:

1. what `folding.txt` lists: marks, tatweel and invisible controls are removed; alef, hamza carriers, ya, ta marbuta,
   and the Persian and Urdu letters that only look different, become one letter each. Lone hamza ء is kept;
2. Arabic presentation forms and ligatures (U+FB50-FDFF, U+FE70-FEFF) become their letters (NFKC), folded as by 1;
   such a form of a mark alone is removed;
3. decimal digits of every script become ASCII digits;
4. every space (category Zs) becomes a plain space;
5. Latin letters lose accent, ligature and width, and all letters with two cases become lower case.

Everything else, punctuation and ٫ ٬ ٪ among it, stays as it is.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress, repeat
from typing import Final

from rawi.language import data

Span = tuple[int, int]

TATWEEL: Final = "ـ"
HARAKAT: Final = frozenset("ًٌٍَُِّْ")
"""The eight everyday vowel signs, fathatan to sukun."""
ARABIC_LETTERS: Final = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
"""The letters that Arabic itself is written with (36: the 28, the hamza forms, ta marbuta and alef maqsura)."""
PERSIAN_LETTERS: Final = frozenset("پچژگکی")
"""The letters that Persian adds or writes differently."""
ARABIC_DIGITS: Final = "٠١٢٣٤٥٦٧٨٩"
PERSIAN_DIGITS: Final = "۰۱۲۳۴۵۶۷۸۹"

# Blocks of the Arabic script: basic, supplement, extended B and A, presentation forms A and B.
_ARABIC_BLOCKS: Final = (
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x0870, 0x08FF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFF),
)
_MARK: Final = "<mark>"
_CONTROL: Final = "<control>"


def _characters(source: str) -> list[str]:
    """The characters that one source of `folding.txt` means: itself, `U+0640`, or a range `U+064B..U+065F`."""
    if not source.startswith("U+"):
        return [source]
    first, _, last = source.partition("..")
    return [chr(code) for code in range(int(first[2:], 16), int((last or first)[2:], 16) + 1)]


def _read_table() -> tuple[dict[str, str], str, str]:
    """From `folding.txt`: what each listed character becomes, all marks, all controls."""
    table: dict[str, str] = {}
    removed: dict[str, list[str]] = {_MARK: [], _CONTROL: []}
    for line in data.lines("folding.txt"):
        target, _, sources = line.partition(" = ")
        characters = [character for source in sources.split() for character in _characters(source)]
        if target in removed:
            removed[target].extend(characters)
            table.update(dict.fromkeys(characters, ""))
        else:
            becomes = _characters(target)[0] if target.startswith("U+") else target.replace("_", " ")
            table.update(dict.fromkeys(characters, becomes))
    return table, "".join(removed[_MARK]), "".join(removed[_CONTROL])


_LISTED, _MARKS, _CONTROLS = _read_table()
MARKS: Final = frozenset(_MARKS)
"""Everything that is removed and belongs to the letter before it: tashkeel, Quranic marks, tatweel, loose accents."""
CONTROLS: Final = frozenset(_CONTROLS)
"""Everything that is removed and belongs to nothing: joiners, direction marks and other invisible controls."""


def _fold_character(character: str) -> str:
    """What one character becomes, by the rules at the head of this module."""
    if (listed := _LISTED.get(character)) is not None:
        return listed
    code = ord(character)
    if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        letters = unicodedata.normalize("NFKC", character)
        if letters == character:
            return character
        folded = "".join(map(_fold_character, letters))
        return folded if folded.strip() else ""
    composed = unicodedata.normalize("NFC", character)  # the signs of Ångström, Kelvin and Ohm are letters
    character = composed if len(composed) == 1 else character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    if category[0] == "L" and code > 0x7F and "LATIN" in unicodedata.name(character, ""):
        plain = "".join(part for part in unicodedata.normalize("NFKD", character) if part not in MARKS)
        character = plain or character
    lower = character.lower()
    return lower if len(lower) == len(character) else character


class _Folds(dict[int, str]):
    """Code point to its fold, filled as characters are met (the basic plane only, so that it stays small)."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if code < 0x10000:
            self[code] = folded
        return folded


class _Widths(dict[int, str]):
    """Code point to the length of its fold, as a character: `str.translate` then gives all lengths at C speed."""

    def __missing__(self, code: int) -> str:
        width = chr(len(_FOLDS[code]))
        if code < 0x10000:
            self[code] = width
        return width


_FOLDS: Final = _Folds()
_WIDTHS: Final = _Widths()
_WITHOUT_MARKS: Final = dict.fromkeys(map(ord, _MARKS))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way between its offsets and those of the original.

    `starts[j]` is the offset in the original of the character that folded character `j` came from, and
    `offsets[i]` is the offset in the folded text where the fold of original character `i` begins. Both have one more
    entry than their text has characters, for its end, and never fall.
    """

    original: str = field(repr=False)
    text: str
    starts: Sequence[int] = field(repr=False)
    offsets: Sequence[int] = field(repr=False)

    def to_original(self, span: Span) -> Span:
        """The smallest span of the original that holds all characters whose fold reaches into the folded `span`.

        Marks after its last letter (a final vowel sign, tatweel) belong to it; invisible controls at its edges and
        marks before its first letter do not. An empty span gives an empty span.
        Raises IndexError where the span does not lie within the folded text.
        """
        start, end = self._checked(span, len(self.text))
        first = self.starts[start]
        if start == end:
            return first, first
        after = self.starts[end - 1] + 1
        following = self.starts[end]
        if following > after:
            after += len(self.original[after:following].rstrip(_CONTROLS))
        return first, after

    def to_folded(self, span: Span) -> Span:
        """The span of the folded text that is exactly the fold of the original `span`; empty where nothing is left.

        Raises IndexError where the span does not lie within the original text.
        """
        start, end = self._checked(span, len(self.original))
        return self.offsets[start], self.offsets[end]

    @staticmethod
    def _checked(span: Span, length: int) -> Span:
        start, end = span
        if not 0 <= start <= end <= length:
            raise IndexError(f"span {span} does not lie within a text of {length} characters")
        return start, end


def fold_text(text: str) -> str:
    """The folded text alone, for keys and comparison: the same string as `fold(text).text`."""
    return text.translate(_FOLDS)


def fold(text: str) -> Folded:
    """Fold `text` and keep the offsets both ways. Time and memory are linear in its length."""
    folded = text.translate(_FOLDS)
    widths = text.translate(_WIDTHS).encode("latin-1")
    length = len(text)
    if widths.count(1) == length:
        same = range(length + 1)
        return Folded(text, folded, same, same)
    offsets = array("q", accumulate(widths, initial=0))
    if max(widths) == 1:
        starts = array("q", compress(range(length), widths))
    else:
        starts = array("q", chain.from_iterable(map(repeat, range(length), widths)))
    starts.append(length)
    return Folded(text, folded, starts, offsets)


def strip_marks(text: str) -> str:
    """`text` without tashkeel, Quranic marks, tatweel and loose accents; letters and everything else stay."""
    return text.translate(_WITHOUT_MARKS)


def is_arabic_letter(character: str) -> bool:
    """Whether one character is a letter of the Arabic script, in any language that uses it and in any form."""
    code = ord(character)
    return character.isalpha() and code != 0x0640 and any(first <= code <= last for first, last in _ARABIC_BLOCKS)
