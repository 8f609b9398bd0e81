"""Where words that somebody writes stand on a page."""

from __future__ import annotations

import re

from rawi.errors import OptionError
from rawi.reading.reading import Span

_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})")


def locate(text: str, words: str, near: int = 0) -> Span:
    """The place of some words on a page, of several the one nearest to an offset; white space may be any.

    ``120-134`` is itself a place: offsets in code points, the end not included. Raises `OptionError` where the words do
    not stand there.
    """
    if given := _OFFSETS.fullmatch(words.strip()):
        start, end = int(given[1]), int(given[2])
        if not 0 <= start < end <= len(text):
            raise OptionError(f"{words.strip()} lies outside the page, which has {len(text)} characters.")
        return start, end
    parts = words.split()
    if not parts:
        raise OptionError("Give the words as they stand on the page, or their place as START-END.")
    # each word is taken literally, and white space between two is matched greedily: linear in the text
    places = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, parts)), text)]
    if not places:
        shown = " ".join(parts)
        raise OptionError(f"«{shown[:80]}» does not stand on the page in these letters.")
    return min(places, key=lambda place: (max(place[0] - near, near - place[1], 0), place))
