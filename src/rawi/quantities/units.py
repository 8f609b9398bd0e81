"""Units of money and measure next to a number."""

from __future__ import annotations

from typing import Final

from rawi.quantities.lexicon import Lexicon
from rawi.quantities.neighbours import Near, Text, after, before

_LONGEST_SIGN: Final = 7
_MINUS: Final = ("-", "−", "–")


def unit_after(text: Text, end: int, words: Lexicon, *, figures: bool = True) -> tuple[int, str | None]:
    """The end of the unit that follows a number which ends at `end`, and its name; `(end, None)` where there is none.

    `figures` tells that the number is written in figures.
    """
    place = end + 1 if text.startswith(" ", end) else end
    for sign, name in words.signs.items():
        if text.startswith(sign, place) and not (
            sign[-1].isalpha() and text[place + len(sign) : place + len(sign) + 1].isalpha()
        ):
            return place + len(sign), name
    ahead = after(text, end, 5)
    if not ahead or not ahead[0].adjacent or (len(ahead) > 1 and ahead[0].word in words.of and not ahead[1].adjacent):
        return end, None
    if ahead[0].word in words.of and len(ahead) > 1 and words.article and ahead[1].word.startswith(words.article):
        ahead = ahead[1:]  # عشرات المليارات من الدولارات
    first = ahead[0].word
    for form in (first, first.removeprefix(words.article)) if words.article else (first,):
        for phrase, unit in words.units.get(form, ()):
            if not figures and len(phrase) == 1 and first in words.figures_only:
                continue
            if not _stands(phrase, words, ahead):
                continue
            last = ahead[len(phrase) - 1]
            name, stop = unit.name, last.end
            if unit.by_adjective and len(ahead) > len(phrase) and ahead[len(phrase)].adjacent:
                following = ahead[len(phrase)]
                adjective = following.word.removeprefix(words.article) if words.article else following.word
                if adjective in unit.by_adjective:
                    name, stop = unit.by_adjective[adjective], following.end
            return stop, name
    return end, None


def below_zero(text: Text, start: int, end: int, words: Lexicon) -> tuple[int, int] | None:
    """Where a negative measure begins and ends: with a sign or word before the number at `start`, or words after its
    unit at `end` (ست درجات تحت الصفر); None where it is not negative."""
    if text[start - 1 : start] in _MINUS and start and not text[max(0, start - 2) : start - 1].strip(" ("):
        return start - 1, end
    back, ahead = before(text, start, 1), after(text, end, 2)
    if back and back[0].adjacent and back[0].word in words.minus:
        return back[0].start, end
    for phrase, _ in words.below_zero.by_word.get(ahead[0].word, ()) if ahead and ahead[0].adjacent else ():
        if tuple(near.word for near in ahead[: len(phrase)]) == phrase:
            return start, ahead[len(phrase) - 1].end
    return None


def _stands(phrase: tuple[str, ...], words: Lexicon, ahead: list[Near]) -> bool:
    """Whether the words ahead are the phrase, with or without articles."""
    if len(ahead) < len(phrase):
        return False
    for place, wanted in enumerate(phrase[1:], start=1):
        near = ahead[place]
        if near.gap not in (" ", "/", ""):
            return False
        if near.word != wanted and near.word.removeprefix(words.article or "\0") != wanted:
            return False
    return True


def sign_before(text: Text, start: int, words: Lexicon) -> tuple[int, str | None]:
    """The start of the sign before a number ($50, ٪٧), and its unit; `(start, None)` where there is none."""
    for length in range(min(_LONGEST_SIGN, start), 0, -1):
        for space in (0, 1):
            at = start - length - space
            if at < 0 or (space and text[start - 1] != " "):
                continue
            sign = text[at : start - space]
            name = words.signs.get(sign)
            if name is not None and not (sign[0].isalpha() and at > 0 and text[at - 1].isalpha()):
                return at, name
    return start, None
