"""Glyphs that stand for several letters: which order these have, and presentation forms back to letters.

A font's table says for the glyph of lam-alef "lam, alef". pdfium turns a run of Arabic round, since glyphs are painted
from the left, and with it the letters of such a glyph: سلام comes out as سالم. No font has one glyph for alef-lam, so a
glyph whose letters are alef, lam (in this order) was turned, and with it all others of its font in the document.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

_ALEFS = "اأإآٱ"
_LAM = "ل"
_ALLAH = ("لله", "الله", "ﷲ")
_TATWEEL = "\u0640"


def turned(groups: list[tuple[str, int]]) -> list[bool]:
    """For every glyph, given as its letters and the number of its font, whether its letters stand turned round.

    Lam-alefs tell it of themselves. For other glyphs of several letters the lam-alefs of the same font decide, else
    those of all fonts, else it is taken as usual: turned round.
    """
    votes: dict[int, Counter[bool]] = {}
    for letters, font in groups:
        vote = is_turned(letters)
        if vote is not None:
            votes.setdefault(font, Counter())[vote] += 1
    everywhere: Counter[bool] = sum(votes.values(), Counter())
    result = []
    for letters, font in groups:
        vote = is_turned(letters)
        if vote is None:
            counted = votes.get(font) or everywhere
            vote = counted[True] >= counted[False]
        result.append(vote if len(letters) > 1 else False)
    return result


def is_turned(letters: str) -> bool | None:
    """Whether the letters of lam-alef or of Allah (and marks) stand turned round; None where they are neither."""
    bare = [letter for letter in letters if unicodedata.category(letter) != "Mn"]
    if "".join(bare) in _ALLAH:
        return False
    if "".join(reversed(bare)) in _ALLAH:
        return True
    if len(bare) != 2 or _LAM not in bare:
        return None
    if bare[0] == _LAM:
        return False if bare[1] in _ALEFS else None
    return True if bare[0] in _ALEFS else None


def letters(characters: str, reverse: bool) -> str:
    """The letters of one glyph in logical order, presentation forms folded away."""
    if reverse and any(map(_right_to_left, characters)):
        characters = characters[::-1]
        if unicodedata.category(characters[0]) == "Mn":
            # A mark and its letter were one glyph: the mark follows.
            bare = characters.lstrip("".join(one for one in characters if unicodedata.category(one) == "Mn"))
            characters = bare + characters[: len(characters) - len(bare)]
    return "".join(map(_plain, characters))


def _right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _plain(character: str) -> str:
    if character == "\u00a0":
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    if "\ufb00" <= character <= "\ufb06" or "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefc":
        # Forms of marks that stand alone are written with a space or tatweel under them.
        return unicodedata.normalize("NFKC", character).replace(" ", "").replace(_TATWEEL, "")
    return character
