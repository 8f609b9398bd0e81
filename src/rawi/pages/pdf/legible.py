"""Whether the text that a page's fonts tell is the text that is seen on it, or goes to OCR instead.

Three signs of fonts whose letters are not told: glyphs without letters (control characters, private use, none at all);
letters of other scripts where Arabic was painted (old Arabic fonts write them as accented Latin); and Arabic letters that
do not spell Arabic: letters that end words in the middle of them, hardly any of the words that any text is full of.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

MOST_UNMAPPED = 0.02
"""Share of glyphs without letters from which a page's text is not to be trusted. One in fifty leaves nine words of ten
whole; whole fonts without a table come near 1, single odd glyphs (bullets, logos) stay below 0.01."""

_MOST_BROKEN = 0.03
"""Share of words with a glyph without letters, or with signs between Arabic letters where no writer puts them. Fonts that
tell all letters but those of lam-alef break a word of ten."""

_MOST_MISPLACED = 0.06
"""Share of words with ة or ى before their end; Arabic has none, Arabic and Persian news with slips below 0.01."""

_LEAST_COMMON = 0.03
"""Share of words that are common ones; news, Arabic or Persian, has 0.10 to 0.25, letters at random below 0.01."""

_ENOUGH = 40
"""Arabic words from which the share of common ones is judged; a page of headlines may have few."""

_SCRAMBLED_LATIN = 0.25
"""Share of accented Latin letters among all; French has 0.04, Vietnamese, the richest, 0.25."""

_ARABIC_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3]+")
_MISPLACED = re.compile(r"[\u0629\u0649][\u064b-\u0652]*[\u0621-\u064a]")
_BROKEN = re.compile(
    "\ufffd|(?<=[\u0620-\u0652])(?:[=<>|~^#+&$\\\\{}]|\\(\\)|\\[\\])+(?=[\u0620-\u0652=<>|~^#+&$\\\\{}()])"
)
_PLACEHOLDER = re.compile(r"\(cid:\d{1,5}\)")


@cache
def _common() -> frozenset[str]:
    text = resources.files("rawi.pages.pdf").joinpath("arabic", "common_words.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def fault(text: str) -> str | None:
    """Why the text of a page (in reading order, U+FFFD for glyphs without letters) is not to be trusted; else None."""
    visible = sum(not letter.isspace() for letter in text)
    if not visible:
        return None
    unmapped = text.count("\ufffd") + len(_PLACEHOLDER.findall(text))
    if unmapped > MOST_UNMAPPED * visible:
        return "its fonts do not tell the letters of all glyphs"
    every = text.split()
    if sum(bool(_BROKEN.search(word)) for word in every) > max(2, _MOST_BROKEN * len(every)):
        return "its fonts do not tell the letters of all glyphs"
    letters = sum(map(str.isalpha, text))
    strange = sum("\u00a1" <= letter <= "\u024f" for letter in text)
    if letters > 20 and strange > _SCRAMBLED_LATIN * letters:
        return "its fonts give Latin letters for Arabic ones"
    words = _ARABIC_WORD.findall(text)
    if len(words) >= 8 and sum(bool(_MISPLACED.search(word)) for word in words) > max(1, _MOST_MISPLACED * len(words)):
        return "its letters do not spell Arabic"
    bare = [re.sub("[\u064b-\u0652\u0640]", "", word) for word in words]
    if len(words) >= _ENOUGH and sum(word in _common() for word in bare) < _LEAST_COMMON * len(words):
        return "its letters do not spell Arabic"
    return None
