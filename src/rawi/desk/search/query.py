"""The query language: words, "phrases", OR, -without, and * for parts of words.

    مجلس الوزراء              both words, in any spelling and form
    "مجلس الوزراء"            the words beside each other
    قتلى OR جرحى              one of them (or |); OR joins what stands right before and after it
    حريق -غابة                the first and not the second
    سليم*  *ماني  *ليما*      a word that begins, ends, or goes on like this

Whatever else stands in a query separates words and means nothing, so that any text may be pasted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rawi.desk.search import tokens
from rawi.errors import OptionError
from rawi.language import fold_text

MOST_CHARACTERS: Final = 1000
MOST_TERMS: Final = 40
SHORTEST_PART: Final = 2  # letters beside the *
_QUOTES: Final = '"“”„‟«»″＂'
_PIECE: Final = re.compile(
    rf"(?P<minus>(?<!\S)[-−–](?=\S))?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}|]+))|(?P<bar>\|)"
)
_PART: Final = re.compile(r"[^\W_*]*(?:\*+[^\W_*]*)+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for.

    `words` are folded: one for a word, several for a phrase, and for a part one with * where anything may stand.
    `written` is what the user wrote, for what depends on more than letters (names).
    """

    kind: Literal["word", "phrase", "part"]
    words: tuple[str, ...]
    written: str


@dataclass(frozen=True, slots=True)
class Query:
    """All groups have to be found, of a group any term, and none of `without`."""

    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for: everything is found."""
        return not self.groups and not self.without


def parse(text: str) -> Query:
    """Take a query apart. Only white space is the empty query.

    Raises:
        OptionError: too long, too many terms, a part of less than two letters, no letter or digit in all of it.
    """
    if len(text) > MOST_CHARACTERS:
        raise OptionError(f"The query has {len(text):,} characters; {MOST_CHARACTERS:,} are the most.")
    groups: list[list[Term]] = []
    without: list[Term] = []
    joins = False  # whether OR stood before
    for match in _PIECE.finditer(text):
        if match["bar"] or match["word"] == "OR":
            joins = bool(groups)
            continue
        found = _phrase(match["phrase"]) if match["phrase"] is not None else _words(match["word"])
        if match["minus"]:
            without += found
            joins = False
            continue
        for n, term in enumerate(found):
            if joins and n == 0:
                groups[-1].append(term)
            else:
                groups.append([term])
        joins = joins and not found
    if not groups and not without and text.strip():
        raise OptionError("The query has no letter and no digit to look for.")
    if sum(map(len, groups)) + len(without) > MOST_TERMS:
        raise OptionError(f"The query has more than {MOST_TERMS} words.")
    return Query(tuple(map(tuple, groups)), tuple(without))


def _phrase(text: str) -> list[Term]:
    words = tuple(tokens.words(text))
    if not words:
        return []
    return [Term("phrase" if len(words) > 1 else "word", words, text)]


def _words(text: str) -> list[Term]:
    """The terms of what stands between spaces: mostly one; of 12.5 or و/أو a phrase, as if it stood in quotes."""
    if "*" in text:
        folded = fold_text(text)
        found = [_part(match[0]) for match in _PART.finditer(folded) if match[0].strip("*")]
        rest = [term for piece in _PART.split(folded) for term in _phrase(piece)]
        return found + rest
    return _phrase(text)


def _part(text: str) -> Term:
    pattern = re.sub(r"\*+", "*", text)[: tokens.LONGEST]
    if max(map(len, pattern.split("*"))) < SHORTEST_PART:
        raise OptionError(f"A part of a word needs {SHORTEST_PART} letters side by side: {pattern}")
    return Term("part", (pattern,), text)
