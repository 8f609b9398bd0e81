"""Words with their offsets, and the ways in which an Arabic word may fall apart into clitics and stem.

The rule for words is that of the tagger and of the annotated articles. `clitics` needs no dictionary: it lists what the
spelling allows, the likeliest first, and leaves the choice to the caller. The tables are in `arabic/clitics.txt` (forms
and what each costs) and `arabic/whole.txt` (common words that only look as if they had clitics).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

import regex

from rawi.language import data
from rawi.language.letters import CONTROLS, MARKS, fold_text, is_arabic_letter
from rawi.language.openers import is_bare_verb

Span = tuple[int, int]
Kind = Literal["conjunction", "preposition", "future", "article", "pronoun"]

WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}_]+(?:[.,:/\-][\p{N}]+)*|\S")
"""A run of letters, marks and digits (with what stands inside numbers and dates), or any other visible character."""

_LONGEST: Final = 30  # letters; no Arabic word is longer, and what is longer is left whole


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or single sign of a text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Clitic:
    """One clitic of a word: where it stands in the word, and its full form (ال also where only its lam is written)."""

    span: Span
    form: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Split:
    """One way to take a word apart. Spans are offsets in the word as it was given.

    `alone` is the stem as it is written when nothing is attached: مدرسة for مدرسته, أبناء for أبنائهم, قالوا for قالوه.
    Where nothing is restored it is the stem as written, without marks. A preposition that bears a pronoun (لهم) is the
    stem itself.
    """

    before: tuple[Clitic, ...]
    stem: Span
    after: Clitic | None
    alone: str


class _Tables(NamedTuple):
    before: tuple[tuple[str, Kind, float], ...]
    pronouns: tuple[tuple[str, float], ...]
    start: frozenset[str]
    end: frozenset[str]


@cache
def _tables() -> _Tables:
    costs: dict[str, list[tuple[str, float]]] = {}
    for kind, entries in data.sections("arabic/clitics.txt").items():
        costs[kind] = [(form, float(cost)) for form, cost in zip(entries[::2], entries[1::2], strict=True)]
    kinds: tuple[Kind, ...] = ("conjunction", "preposition", "future", "article")
    before = tuple((form, kind, cost) for kind in kinds for form, cost in costs[kind])
    whole = data.sections("arabic/whole.txt")
    return _Tables(before, tuple(costs["pronoun"]), frozenset(whole["start"]), frozenset(whole["end"]))


def words(text: str) -> list[Word]:
    """The words of `text` in order; together they hold every visible character. Linear in the length of `text`."""
    return [Word(match.span(), match[0]) for match in WORD.finditer(text)]


# What may follow each kind of proclitic. A conjunction may precede everything, the article only a noun.
_FOLLOWS: Final[dict[Kind | None, frozenset[Kind]]] = {
    None: frozenset({"conjunction", "preposition", "future", "article"}),
    "conjunction": frozenset({"preposition", "future", "article"}),
    "preposition": frozenset({"article"}),
    "future": frozenset(),
    "article": frozenset(),
}
_ENDINGS: Final = ("يه", "ي", "ين", "ون", "ان", "ات", "تين")
_PREPOSITIONS: Final = frozenset({"ب", "ل"})  # the ones of one letter that bear pronouns
_STEMS_IN_YA: Final = {"علي": "على", "إلي": "إلى", "الي": "إلى", "لدي": "لدى"}
# Costs beside those of the table, set by hand like them.
_KNOWN: Final = -1.0  # the stem is a listed word or verb
_WHOLE: Final = -1.5  # the whole word is listed
_UNLIKELY: Final = 2.0  # the cut goes through a listed word
_WITH_ARTICLE: Final = -1.8  # بال, كال, لل hardly begin a stem
_SHORT: Final = 0.8  # the stem has two letters
_TA_MARBUTA: Final = -0.2  # ته, تها: a pronoun on a feminine noun is commoner than a noun in ته
_SECOND_FORM: Final = 0.05  # the less likely of two ways to write the stem


def clitics(word: str) -> list[Split]:
    """The ways in which `word` may be split, the likeliest first; the whole word is always among them.

    Tashkeel and tatweel in the word are passed over and stay in the spans: a clitic holds the marks on it. A word that
    is not all Arabic letters, or is longer than 30 letters, comes back whole.
    """
    places = [index for index, character in enumerate(word) if character not in MARKS and character not in CONTROLS]
    letters = "".join(word[index] for index in places)
    if not 2 <= len(letters) <= _LONGEST or not all(map(is_arabic_letter, letters)):
        return [Split((), (0, len(word)), None, letters)]
    borders = [*places, len(word)]
    if places:
        borders[0] = 0
    costed = sorted(_splits(letters), key=lambda entry: entry[0])
    return [_placed(split, borders) for _, split in costed]


def _placed(split: Split, borders: list[int]) -> Split:
    """A split of the bare letters with its offsets in the word that bears marks."""

    def place(clitic: Clitic) -> Clitic:
        return Clitic((borders[clitic.span[0]], borders[clitic.span[1]]), clitic.form, clitic.kind)

    stem = (borders[split.stem[0]], borders[split.stem[1]])
    return Split(tuple(map(place, split.before)), stem, place(split.after) if split.after else None, split.alone)


def _splits(letters: str) -> Iterator[tuple[float, Split]]:
    """All splits of a word of bare letters with their costs."""
    for before, start, cost_before in _heads(letters, 0, None):
        for after, end, cost_after in _tails(letters, start):
            if after and before and before[-1].kind == "article":
                continue
            stem = letters[start:end]
            if len(stem) < 2 or (before and before[-1].kind == "future" and fold_text(stem)[0] not in "يتنا"):
                continue
            cost = cost_before + cost_after + (1.0 if not before and not after else 0.0)
            if before or after:
                cost += _KNOWN if _is_known(stem, after is not None) else 0.0
                cost += _SHORT if len(stem) == 2 else 0.0
            elif _is_listed(fold_text(letters)) and not (letters[-1] == "ه" and _is_listed(fold_text(letters[:-1]))):
                cost = _WHOLE
            for extra, alone in _alone(stem, after):
                yield cost + extra, Split(before, (start, end), after, alone)
    yield from _prepositions_with_pronouns(letters)


def _heads(letters: str, start: int, last: Kind | None) -> Iterator[tuple[tuple[Clitic, ...], int, float]]:
    """What may be taken off the head from `start` on: the clitics, where the stem begins, and the cost."""
    yield (), start, 0.0
    for form, kind, cost in _tables().before:
        if kind not in _FOLLOWS[last]:
            continue
        written = form
        if kind == "article" and last == "preposition" and letters[start - 1] == "ل":
            written = "ل"  # ل and ال are written لل
        if not letters.startswith(written, start) or len(letters) - start - len(written) < 2:
            continue
        end = start + len(written)
        # و in وزير is no clitic, and in ووزير only the first is.
        extra = _UNLIKELY if _is_listed(fold_text(letters[start:])) else 0.0
        if kind == "article" and last == "preposition":
            extra += _WITH_ARTICLE
        for following, stem, more in _heads(letters, end, kind):
            yield (Clitic((start, end), form, kind), *following), stem, cost + extra + more


def _tails(letters: str, start: int) -> Iterator[tuple[Clitic | None, int, float]]:
    """What may be taken off the end: the pronoun, where the stem ends, and the cost."""
    length = len(letters)
    yield None, length, 0.0
    unlikely = _UNLIKELY if fold_text(letters[start:]) in _tables().end or fold_text(letters) in _tables().end else 0.0
    for form, cost in _tables().pronouns:
        end = length - len(form)
        if letters.endswith(form) and end - start >= 2 and letters[end - 1] not in "ةى":
            feminine = _TA_MARBUTA if letters[end - 1] == "ت" and form[0] == "ه" else 0.0
            yield Clitic((end, length), form, "pronoun"), end, cost + unlikely + feminine


def _prepositions_with_pronouns(letters: str) -> Iterator[tuple[float, Split]]:
    """به, ولهم: the preposition is the stem."""
    for length in (0, 1):
        if length and letters[0] not in "وف":
            continue
        if letters[length] in _PREPOSITIONS:
            for form, _ in _tables().pronouns:
                if letters[length + 1 :] == form and form != "ني":
                    before = (Clitic((0, 1), letters[0], "conjunction"),) if length else ()
                    pronoun = Clitic((length + 1, len(letters)), form, "pronoun")
                    yield -1.0, Split(before, (length, length + 1), pronoun, letters[length])


def _alone(stem: str, after: Clitic | None) -> list[tuple[float, str]]:
    """How a stem is written alone, with the extra cost of each way."""
    if after is None:
        return [(0.0, stem)]
    if stem in _STEMS_IN_YA:
        return [(_KNOWN, _STEMS_IN_YA[stem])]
    if stem.endswith(("ائ", "اؤ")):
        return [(0.0, stem[:-1] + "ء"), (_SECOND_FORM, stem)]
    if stem[-1] == "ت" and len(stem) > 2:
        ways = [stem[:-1] + "ة", stem]
        if stem[-2] == "ا" or is_bare_verb(stem):
            ways.reverse()
        return [(0.0, ways[0]), (_SECOND_FORM, ways[1])]
    if stem[-1] == "و" and len(stem) > 2:
        return [(0.0, stem + "ا"), (_SECOND_FORM, stem)]
    if stem[-1] == "ا" and len(stem) > 2:
        return [(0.0, stem), (_SECOND_FORM, stem[:-1] + "ى")]
    return [(0.0, stem)]


def _is_listed(folded: str) -> bool:
    """Whether a word is listed as whole, by itself or without an ending of number, gender or nisba."""
    start = _tables().start
    if folded in start:
        return True
    cut = [folded[: -len(ending)] for ending in _ENDINGS if folded.endswith(ending)]
    return any(form in start or form + "ه" in start for form in cut if len(form) > 2)


def _is_known(stem: str, with_pronoun: bool) -> bool:
    """Whether a stem is a listed word or verb; before a pronoun ت may stand for ة."""
    folded = fold_text(stem)
    if _is_listed(folded) or is_bare_verb(folded):
        return True
    return with_pronoun and folded[-1] == "ت" and _is_listed(folded[:-1] + "ه")
