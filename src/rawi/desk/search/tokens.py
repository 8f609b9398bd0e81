"""Tokens: the words of a text as they are looked for, each with where it stands in the original.

Both databases get the same tokens from here; neither cuts or folds a word of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from rawi.desk.search.stems import roots, stem
from rawi.language import Folded, fold, fold_text

Span = tuple[int, int]

VERSION: Final = 1
"""Of the way in which tokens are made. An index of another version has to be built anew (`index.rebuild`)."""
LONGEST: Final = 48  # characters of a token that are kept; PostgreSQL allows 2,046 bytes
_WORD: Final = re.compile(r"\d{1,3}(?:[,٬]\d{3})+(?![\d,٬])|[^\W_]+")
_GROUPS: Final = re.compile(r"[,٬]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: folded, its stem, and its span in the text that was given, with the marks on its last letter."""

    word: str
    stem: str
    span: Span


def words(text: str) -> list[str]:
    """The folded words of a text, in order. Thousands are joined: 3,500 is 3500. Linear in the length of `text`."""
    return [_token(match) for match in _WORD.findall(fold_text(text))]


def stems(found: list[str]) -> list[str]:
    """The stem of each word."""
    return [stem(word) for word in found]


def tokens(text: str) -> list[Token]:
    """The same words with their stems and where they stand. Spans are code points of `text`."""
    folded = fold(text)
    return [_at(folded, match.span()) for match in _WORD.finditer(folded.text)]


def some_tokens(text: str, wanted_stems: Collection[str], wanted_words: Collection[str]) -> dict[int, Token]:
    """Those of a text's words that may have one of some stems or be one of some words, by their number in the text.

    Much quicker than `tokens` where most words are neither.
    """
    folded = fold(text)
    parts = {root for its in wanted_stems for root in roots(its)}.union(wanted_words)
    if not parts:
        return {}
    spans = [match.span() for match in _WORD.finditer(folded.text)]
    starts = [start for start, _ in spans]
    found: dict[int, Token] = {}
    for match in re.finditer("|".join(map(re.escape, sorted(parts))), folded.text):
        number = bisect_right(starts, match.start()) - 1
        if number not in found:
            found[number] = _at(folded, spans[number])
    if any(part[0].isdigit() for part in parts):  # 3,500 holds no 3500
        for number, (start, stop) in enumerate(spans):
            if _GROUPS.search(folded.text, start, stop):
                found[number] = _at(folded, (start, stop))
    return found


def _at(folded: Folded, span: Span) -> Token:
    word = _token(folded.text[span[0] : span[1]])
    return Token(word, stem(word), folded.to_original(span))


def _token(match: str) -> str:
    word = _GROUPS.sub("", match) if match[0].isdigit() else match
    return word[:LONGEST]
