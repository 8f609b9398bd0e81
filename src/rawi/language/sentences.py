"""Sentences: where they end, also on pages that hardly write a full stop.

A sentence ends with its paragraph, always, and a paragraph with its line. Inside a paragraph it ends after . ! ? ؟ … ۔
together with the closing marks and brackets that follow, except

- inside a pair of quotation marks or brackets. A stop that stands last in the pair ends the sentence after the closing
  mark, unless a comma, colon or dash follows, or a bare verb («… .» قال الوزير); ؟ and ! there need a sentence opener
  after them. An opening mark that is never closed protects nothing;
- in numbers, addresses, names with stops inside (3.5, example.org, ا.ف.ب, العربية.نت), after the number of a list;
- after abbreviations, single letters and ellipses, unless a word follows that sentences begin with (openers.py).

A stop with no space after it ends a sentence where Arabic words of three letters or more stand on both sides.

Where stops are missing, commas have to do. A stretch is cut at commas and semicolons that are followed by a sentence
opener, never inside quotation marks or brackets, when it is longer than `_LONG` words without a stop at its end,
longer than `_VERY_LONG` words with one, or longer than `_SHORT` words on a page that writes fewer than one stop in
`_WORDS_A_STOP` words. Before the cut stand at least `_BEFORE` words (fewer for strong openers), after it at least
`_AFTER`. في, بعد and the like open a sentence only where a verb follows soon, and a verb does not where such a phrase
stands before it (في آب الماضي، قُتل …).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from rawi.language import data
from rawi.language.letters import fold_text, is_arabic_letter
from rawi.language.openers import is_bare_verb, is_fronted, opening
from rawi.language.paragraphs import Span, paragraphs_of, trimmed
from rawi.language.quotations import quotations

# How long a stretch may grow before it is cut at commas, in words. By hand, but for the weak `_BEFORE`: of 10 to 30,
# tried on articles whose stops were turned into commas, precision rose by 0.04 and recall fell by up to 0.03; 14 is a
# middle that also suits pages of short clauses. benchmarks/language.py measures it.
_LONG: Final = 60
_VERY_LONG: Final = 120
_SHORT: Final = 30
_WORDS_A_STOP: Final = 100
_LONG_PARAGRAPH: Final = 15
_BEFORE: Final = {"strong": 8, "weak": 14}
_AFTER: Final = 5
_PHRASE: Final = 6
"""Within how many words a verb must follow في, بعد and the like, for these to begin a sentence."""
_COMMAS: Final = frozenset("،,؛;")
_QUOTATION_LIMIT: Final = 2000
"""A longer pair of quotation marks in one paragraph (in characters) is taken for two that do not belong together."""

_STOPS: Final = regex.compile(r"[.!?؟…۔。‼⁇⁈⁉]+")
_ELLIPSIS: Final = regex.compile(r"\.{2,}|[.…]*…[.…]*")
_BRACKETS: Final = regex.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_TOKENS: Final = regex.compile(r"[^\s،,؛;]+|[،,؛;]")
_WORD_BEFORE: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:\.[\p{L}\p{M}\p{N}]+)*+$")
_WORD_AFTER: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LETTERS: Final = regex.compile(r"[\p{L}\p{M}]+")
_VISIBLE: Final = regex.compile(r"[\p{L}\p{N}]")
# What belongs to the stop before it: closing marks and brackets, direction marks, the number of a footnote.
_TRAILING: Final = regex.compile(r"(?:[)\]}»›”’\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\[\p{Nd}{1,3}\])*+")
_LAST_VISIBLE: Final = regex.compile(r"(?r)[\p{L}\p{N}]")
_CONTINUING: Final = frozenset("،,؛;:-–—")
_REACH: Final = 32  # how many characters beside a stop are looked at


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a paragraph between two ends, and whether a stop ended it."""

    span: Span
    words: int
    stopped: bool


def split(text: str, paragraphs: Iterable[Span] | None = None) -> list[Span]:
    """The sentences of `text` as spans: in order, apart, without white space at the edges, holding all that is visible.

    `paragraphs` are spans whose borders also end sentences. Linear in the length of `text`.
    Raises ValueError where the paragraphs are out of order or overlap.
    """
    bounds = list(paragraphs_of(text, paragraphs))
    shields = _shields(text, bounds)
    pieces: list[list[_Piece]] = []
    position = 0
    for start, end in bounds:
        first = position
        while position < len(shields) and shields[position][0] < end:
            position += 1
        pieces.append(_pieces(text, (start, end), shields[first:position]))
    rare = _stops_are_rare(pieces)
    found: list[Span] = []
    position = 0
    for paragraph in pieces:
        for piece in paragraph:
            while position < len(shields) and shields[position][1] <= piece.span[0]:
                position += 1
            limit = _SHORT if rare else _VERY_LONG if piece.stopped else _LONG
            if piece.words > limit:
                found.extend(_cut_at_commas(text, piece, shields, position))
            else:
                found.append(piece.span)
    return found


def _stops_are_rare(paragraphs: list[list[_Piece]]) -> bool:
    """Whether a page hardly writes a stop, judged by its longer paragraphs: titles and menus write none anywhere."""
    words = stops = 0
    for pieces in paragraphs:
        length = sum(piece.words for piece in pieces)
        if length >= _LONG_PARAGRAPH:
            words += length
            stops += sum(piece.stopped for piece in pieces)
    return stops * _WORDS_A_STOP < words


def _shields(text: str, bounds: list[Span]) -> list[Span]:
    """Where nothing is cut: pairs of quotation marks and of brackets, those that touch or overlap taken together."""
    spans = [
        quotation.span
        for quotation in quotations(text, bounds)
        if quotation.closed and quotation.span[1] - quotation.span[0] <= _QUOTATION_LIMIT
    ]
    for start, end in bounds:
        spans.extend(match.span() for match in _BRACKETS.finditer(text, start, end))
    spans.sort()
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, paragraph: Span, shields: list[Span]) -> list[_Piece]:
    """One paragraph cut at its stops. A piece without letter or digit joins the one before it."""
    start, end = paragraph
    pieces: list[_Piece] = []
    for stop in [*_ends(text, paragraph, shields), end]:
        span = trimmed(text, (start, stop))
        if span[0] < span[1]:
            stopped = stop < end or _STOPS.search(text, max(span[0], span[1] - 3), span[1]) is not None
            if pieces and not _VISIBLE.search(text, *span):
                last = pieces.pop()
                pieces.append(_Piece((last.span[0], span[1]), last.words, last.stopped or stopped))
            else:
                pieces.append(_Piece(span, len(text[span[0] : span[1]].split()), stopped))
        start = stop
    return pieces


def _ends(text: str, paragraph: Span, shields: list[Span]) -> Iterator[int]:
    """Where sentences end inside a paragraph."""
    begin, end = paragraph
    position = 0
    filled: list[int] = [_last_visible(text, shield) for shield in shields]
    for match in _STOPS.finditer(text, begin, end):
        while position < len(shields) and shields[position][1] <= match.start():
            position += 1
        shield = shields[position] if position < len(shields) else None
        after = match.end()
        last_inside = False
        if shield is not None and shield[0] < match.start():
            if after <= filled[position]:
                continue
            after, last_inside = shield[1], True
        trailing = _TRAILING.match(text, after, end)
        after = trailing.end() if trailing else after
        if after >= end:
            return
        judge = _ends_after_closing if last_inside else _ends_at
        if judge(text, match, begin, after, end):
            yield after
            begin = after


def _last_visible(text: str, span: Span) -> int:
    """Where the last letter or digit of `span` stands; -1 where there is none."""
    match = _LAST_VISIBLE.search(text, *span)
    return match.start() if match else -1


def _next_word(text: str, start: int, end: int) -> str:
    """The word that begins after white space, quotation marks and brackets at `start`; empty where none does soon."""
    match = _WORD_AFTER.search(text, start, min(end, start + 2 * _REACH))
    return match[0] if match and not _STOPS.search(text, start, match.start()) else ""


def _token_before(text: str, begin: int, start: int) -> str:
    """The word, with stops inside where it has them, that touches `start`."""
    word = _WORD_BEFORE.search(text[max(begin, start - _REACH) : start])
    return word[0] if word else ""


def _ends_after_closing(text: str, match: regex.Match[str], begin: int, after: int, end: int) -> bool:
    """Whether a sentence ends behind a closing mark at `after`, where a stop stood last inside the pair."""
    rest = text[after : after + _REACH].lstrip()
    if rest[:1] in _CONTINUING or _STOPS.match(rest):
        return False
    word = _next_word(text, after, end)
    if match[0] in {".", "۔", "。"} and not _is_abbreviation(_token_before(text, begin, match.start())):
        return not is_bare_verb(word) and not (word[:1].islower() and word[:1].isascii())
    return opening(word) == "strong"


def _ends_at(text: str, match: regex.Match[str], begin: int, after: int, end: int) -> bool:
    """Whether a stop outside quotation marks and brackets ends the sentence that began at `begin`."""
    stop: str = match[0]
    token = _token_before(text, begin, match.start())
    if not text[after].isspace():
        return _ends_without_space(text, stop, token, after, end)
    rest = text[after : after + _REACH].lstrip()
    if rest[:1] in _COMMAS or rest[:1] == ":":
        return False
    word = _next_word(text, after, end)
    if token.isascii() and word.isascii() and word.islower():
        return False
    if _ELLIPSIS.fullmatch(stop):
        if match.start() - begin < _REACH and not _VISIBLE.search(text, begin, match.start()):
            return False
        how = opening(word)
        return how == "strong" or (how is not None and stop != "..")
    if stop != ".":
        return True
    if token.isdecimal() and _is_list_number(text, begin, match.start() - len(token)) and len(token) <= 3:
        return False
    if _is_abbreviation(token):
        return opening(word) == "strong"
    return True


def _ends_without_space(text: str, stop: str, token: str, after: int, end: int) -> bool:
    """Whether a stop with no white space after it ends a sentence: انتهى.وقال does, ا.ف.ب and 3.5 do not."""
    following = _WORD_AFTER.match(text, after, end)
    if not following:
        return False
    word: str = following[0]
    if not is_arabic_letter(word[0]):
        return False
    if stop != ".":
        return not _ELLIPSIS.fullmatch(stop) or opening(word) == "strong"
    long_before = len(token) >= 3 and "." not in token and (token.isdecimal() or token.isalpha() or not token.isascii())
    return long_before and len(word) >= 3 and fold_text(word) not in _abbreviations()[1]


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations of the data file, and the words that follow a stop inside names of the network."""
    found = data.sections("arabic/abbreviations.txt")
    return frozenset(found["arabic"] + found["latin"]), frozenset(found["domains"])


def _is_abbreviation(token: str) -> bool:
    """Whether a word is one written with a stop: listed, a single letter, or ا.ف.ب; و may stand before it."""
    last = fold_text(token.rpartition(".")[2])
    if _LETTERS.fullmatch(last) and len(last.removeprefix("و") or last) == 1:
        return True
    return fold_text(token).removeprefix("و") in _abbreviations()[0]


def _is_list_number(text: str, begin: int, start: int) -> bool:
    """Whether a number at `start` stands where numbers of lists do: first in its sentence, after colon or comma."""
    before = text[max(begin, start - _REACH) : start].rstrip(" \t\u00a0([-–•*")
    return before.endswith((":", "،", "؛")) or (not before.strip() and start - begin < _REACH)


def _cut_at_commas(text: str, piece: _Piece, shields: list[Span], position: int) -> Iterator[Span]:
    """A stretch without stops cut at commas before sentence openers. `position` is its first shield's."""
    start, end = piece.span
    tokens = [match for match in _TOKENS.finditer(text, start, end) if match[0] in _COMMAS or _VISIBLE.search(match[0])]
    total = sum(match[0] not in _COMMAS for match in tokens)
    words = done = 0
    comma: str | None = None
    comma_end = start
    segment = 0  # where the words since the last comma begin
    for index, match in enumerate(tokens):
        if match[0] in _COMMAS:
            while position < len(shields) and shields[position][1] <= match.start():
                position += 1
            shielded = position < len(shields) and shields[position][0] < match.start()
            comma, comma_end = (None if shielded else match[0]), match.end()
            continue
        if comma is not None and total - words >= _AFTER:
            how = _opening_at(tokens, index, segment)
            if how is not None and words - done >= _BEFORE["strong" if comma in "؛;" else how]:
                yield trimmed(text, (start, comma_end))
                start, done = comma_end, words
        if index and tokens[index - 1][0] in _COMMAS:
            segment = index
        comma = None
        words += 1
    yield trimmed(text, (start, end))


def _opening_at(tokens: list[regex.Match[str]], index: int, segment: int) -> str | None:
    """How strongly the token at `index`, which stands after a comma, suggests the beginning of a sentence.

    `segment` is where the words before that comma begin: a verb after a phrase set before it begins nothing.
    """
    word = _letters_of(tokens[index][0])
    how = opening(word)
    if how == "weak" and is_bare_verb(word) and is_fronted(_letters_of(tokens[segment][0])):
        return None
    if how == "phrase":
        following = tokens[index + 1 : index + 1 + _PHRASE]
        how = "weak" if any(is_bare_verb(_letters_of(token[0])) for token in following) else None
    return how


def _letters_of(token: str) -> str:
    """The letters of a token that may have quotation marks or brackets around it."""
    letters = _LETTERS.search(token)
    return letters[0] if letters else ""
