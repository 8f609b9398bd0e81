"""From the order in which glyphs stand to the order in which they are read: the Unicode bidirectional algorithm undone.

A line of Arabic is read from the right; Latin words and numbers in it from the left. What Latin words and numbers are,
and which signs between them belong to them, is told by rules W1 to W7 and N1 of that algorithm (UAX 9), used backwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from rawi.pages.pdf.words import Piece

_OPENERS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "“": "”", "‘": "’", "⟨": "⟩", "﴾": "﴿"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}

_TATWEEL = re.compile("(?<=[\u0620-\u064a\u0671-\u06d3])([\u064b-\u0652]*)\u0640+(?=[\u0620-\u064a\u0671-\u06d3])")
"""Tatweel between letters: programs insert it to fill lines, and it never tells two words apart. At a word's end it does."""

Cluster = tuple[str, str]
"""The letters of a glyph (with its marks), and its class: R, L, N (digits) or a neutral's own bidirectional class."""


def is_right_to_left(text: str, *, any_letter: bool = False) -> bool:
    """Whether a good part of the letters (`any_letter`: one of them) is of a script that is read from the right."""
    right = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    left = sum(unicodedata.bidirectional(letter) == "L" for letter in text)
    return right > 0 and (any_letter or right * 2 > left)


def ends_on_the_right(text: str) -> bool:
    """Whether a piece without Arabic, given as it stands from the left, is a sentence that is read from the left.

    Its last sign tells: the stop of an Arabic sentence that ends with Latin words stands at their left.
    """
    stops = ".,:;!?"
    return text[-1:] in stops and text[:1] not in stops and any(map(str.isalpha, text))


def logical(piece: Piece, right_to_left: bool) -> str:
    """The text of a piece of a line in the order in which it is read, with one space between words."""
    clusters: list[Cluster] = []
    for word in piece.words:
        if clusters:
            clusters.append((" ", "WS"))
        clusters += [(glyph.text, _class(glyph.text)) for glyph in word.glyphs if glyph.text]
    if right_to_left:
        clusters.reverse()
    turned = _turned(clusters, _is_left_run if right_to_left else _is_right_run)
    return _TATWEEL.sub(r"\1", "".join(text for text, _ in turned))


def _class(text: str) -> str:
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "R"
        if kind == "L":
            return "L"
        if kind == "EN":
            return "EN"
        if kind == "AN":
            return "CS" if letter in "\u066b\u066c" else "AN"
    return unicodedata.bidirectional(text[0]) if text else "ON"


def _turned(clusters: list[Cluster], run_at: Callable[[list[Cluster], int, str], int]) -> list[Cluster]:
    """Clusters with every run of the other direction turned round."""
    result: list[Cluster] = []
    strong = ""
    at = 0
    while at < len(clusters):
        end = run_at(clusters, at, strong)
        if end > at:
            result += reversed(clusters[at:end])
        else:
            end = at + 1
            result.append(clusters[at])
        strong = next((kind for _, kind in reversed(clusters[at:end]) if kind in ("R", "L")), strong)
        at = end
    return result


def _is_left_run(clusters: list[Cluster], at: int, strong: str) -> int:
    """Where a run that is read from the left ends, which begins at `at` of a line read from the right; `at` if none."""
    kind = clusters[at][1]
    if kind not in ("L", "EN", "AN", "ET"):
        return at
    last, end, latin = at, at, False
    while end < len(clusters) and clusters[end][1] != "R":
        if clusters[end][1] == "L":
            latin, last = True, end
        elif clusters[end][1] in ("EN", "AN"):
            last = end
        end += 1
    if latin and kind != "ET":
        # Latin words and the numbers and signs among them; signs at either end belong to the Arabic round them.
        last_latin = max(place for place in range(at, last + 1) if clusters[place][1] == "L")
        first_latin = min(place for place in range(at, last + 1) if clusters[place][1] == "L")
        if kind == "L" or _joined(clusters, at, first_latin):
            stop = last_latin
            while stop < last and _joined(clusters, last_latin, stop + 1):
                stop += 1
            while clusters[stop][1] not in ("L", "EN", "AN"):
                stop -= 1
            return stop + 1
    if kind == "ET":
        return at
    return _number(clusters, at)


def _joined(clusters: list[Cluster], start: int, end: int) -> bool:
    """Whether no space stands between two places: what stands there is one word (COVID-19, 4G, https://…)."""
    return all(kind != "WS" for _, kind in clusters[start : end + 1])


def _number(clusters: list[Cluster], at: int) -> int:
    """The end of a number: digits with single separators (1,250 10:30 3/4/2021) between digits."""
    end = at + 1
    while end < len(clusters):
        kind = clusters[end][1]
        if kind in ("EN", "AN"):
            end += 1
        elif kind == "CS" and end + 1 < len(clusters) and clusters[end + 1][1] in ("EN", "AN"):
            end += 2
        else:
            break
    return end


def _is_right_run(clusters: list[Cluster], at: int, strong: str) -> int:
    """Where a run that is read from the right ends in a line that is read from the left; `at` if none begins."""
    if clusters[at][1] != "R":
        return at
    last = end = at
    while end < len(clusters) and clusters[end][1] not in ("L", "EN"):
        if clusters[end][1] == "R":
            last = end
        end += 1
    return last + 1


def brackets(text: str) -> str:
    """`text`, which is read from the right, with every bracket and quotation mark opening where it should.

    Glyphs tell only what a bracket looks like, some programs write down the one and some the other. So it is told from
    the words: an opener stands before a word and after a space, a closer the other way; else openers and closers take
    turns. Inside Latin words and where no pair comes out, all stays.
    """
    signs = list(text)
    open_now: dict[str, int] = {}
    for place, sign in enumerate(signs):
        opener = sign if sign in _OPENERS else _CLOSERS.get(sign)
        if opener is None:
            continue
        before = signs[place - 1] if place else " "
        after = signs[place + 1] if place + 1 < len(signs) else " "
        if before.isspace() and not after.isspace():
            opens = True
        elif after.isspace() and not before.isspace():
            opens = False
        else:
            opens = not open_now.get(opener)
        signs[place] = opener if opens else _OPENERS[opener]
        open_now[opener] = max(0, open_now.get(opener, 0) + (1 if opens else -1))
    return "".join(signs)
