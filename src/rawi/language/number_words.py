"""Number words: the data files `<language>/numbers.toml`, made into a table from folded word to what it says.

One lookup of a whole written word decides, its particles included: the table holds وبخمسة as well as خمسة, so that
reading a text needs no stripping. The kinds of words are the headings of the data files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from rawi.language.letters import fold_text

Kind = Literal[
    "digits", "zero", "unit", "unit_in_compound", "ten", "teen", "tens", "hundred", "scale", "fraction", "parts",
    "ordinal", "ordinal_in_compound", "article", "and", "point",
]  # fmt: skip
Shape = Literal["", "one", "construct", "two", "many"]

LANGUAGES: Final = {"ar": "arabic", "en": "english", "fa": "persian"}
"""Languages with number words, and the folder of each."""
_PLAIN_KINDS: Final[tuple[Kind, ...]] = (
    "zero", "unit_in_compound", "unit", "ten", "teen", "tens", "hundred", "parts", "ordinal_in_compound", "ordinal",
    "point",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language joins its number words; the fields are those at the head of its data file."""

    language: str
    unit_before_ten: bool
    ten_before_unit: bool
    adds_without_and: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What one written word says as a number.

    `value` is the number (of `parts` the denominator); `before_definite` is the fraction that a unit means before a
    definite noun; `shape` is the grammatical number of a scale; `with_and` tells that "and" is written onto it;
    `clitic` counts the folded letters at its start that are no part of the number (the article is one);
    `needs` is a letter that the original spelling must hold.
    """

    kind: Kind
    value: int | Fraction
    grammar: Grammar
    shape: Shape = ""
    definite: bool = False
    with_and: bool = False
    clitic: int = 0
    needs: str = ""
    before_definite: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of a text's language, with English ones among them.

    `glue` holds what may be written onto a figure (و200, الـ15), `figure` is a figure without it. The rest are the
    lists `no_noun` and `before_ordinal` of the data file, and whether the text is English.
    """

    words: dict[str, Word]
    glue: dict[str, Word]
    figure: Word
    no_noun: frozenset[str]
    ordinal_nouns: frozenset[str]
    plurals: frozenset[str]
    english: bool


def _table(language: str) -> dict[str, Any]:
    path = resources.files("rawi.language").joinpath(LANGUAGES[language], "numbers.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _forms(listed: str) -> list[str]:
    return fold_text(listed).split()


def _base_words(table: dict[str, Any], grammar: Grammar) -> Iterator[tuple[str, Word]]:
    """Every listed word without particles; of two equal ones the later counts."""
    articles = tuple(_forms(table.get("article", ""))) or ("\0",)
    for kind in _PLAIN_KINDS:
        for number, listed in table.get(kind, {}).items():
            for form in _forms(listed):
                if kind == "unit_in_compound" and form.startswith(articles):
                    continue  # made from its bare form, only the kind is another
                yield form, Word(kind, int(number), grammar)
    for number, shapes in table["scale"].items():
        for shape, listed in shapes.items():
            for form in _forms(listed):
                yield form, Word("scale", int(number), grammar, shape=shape)
    for number, listed in table["fraction"].items():
        for form in _forms(listed):
            for suffix in ["", *_forms(table.get("suffixes", ""))]:
                yield form + suffix, Word("fraction", Fraction(number), grammar)
    for form in _forms(table.get("article_as_one", "")):
        yield form, Word("article", 1, grammar)


def _joined_teens(words: dict[str, Word]) -> Iterator[tuple[str, Word]]:
    """Teens written as one word (خمسةعشر)."""
    tens = [form for form, word in words.items() if word.kind == "ten"]
    for form, word in words.items():
        if word.kind in ("unit", "unit_in_compound"):
            for ten in tens:
                yield form + ten, replace(word, kind="teen", value=word.value + 10)


def _made_ordinals(words: dict[str, Word], endings: list[str]) -> Iterator[tuple[str, Word]]:
    """The ordinals that a language makes with an ending (پنجم، پنجمین)."""
    for form, word in words.items():
        if word.kind in ("unit", "ten", "teen", "tens", "hundred"):
            for ending in endings:
                if form + ending not in words:
                    yield form + ending, replace(word, kind="ordinal")


def _particles(table: dict[str, Any]) -> Iterator[tuple[str, bool, bool, int]]:
    """Every particle that can be written onto a word: itself, whether it is "and", whether it holds the article,
    and how many of its letters stand outside the number."""
    conjunction = fold_text(table["and"])
    yield conjunction, True, False, len(conjunction)
    for prefix in _forms(table.get("prefixes", "")):
        yield prefix, False, False, len(prefix)
    articles = _forms(table.get("article", ""))
    for article in articles:
        yield article, article == conjunction + articles[0], True, max(0, len(article) - len(articles[0]))


def _add_particles(words: dict[str, Word], table: dict[str, Any]) -> dict[str, Word]:
    result = {
        particle + form: replace(word, with_and=with_and, definite=definite, clitic=clitic)
        for particle, with_and, definite, clitic in _particles(table)
        for form, word in words.items()
    }
    return result | words


def _language_words(table: dict[str, Any]) -> dict[str, Word]:
    grammar = Grammar(table["language"], table["unit_before_ten"], table["ten_before_unit"], table["adds_without_and"])
    words = dict(_base_words(table, grammar))
    words |= dict(_joined_teens(words)) if table["writes_particles_onto_words"] else {}
    words |= dict(_made_ordinals(words, _forms(table.get("ordinal_endings", ""))))
    for number, listed in table.get("fraction_before_definite", {}).items():
        for form in _forms(listed):
            if form in words:
                words[form] = replace(words[form], before_definite=Fraction(number))
    for letter, listed in table.get("needs_letter", {}).items():
        for form in _forms(listed):
            words[form] = replace(words[form], needs=letter)
    if table["writes_particles_onto_words"]:
        words = _add_particles(words, table)
    for form in _forms(" ".join(table.get("unit_in_compound", {}).values())):
        if form in words:
            words[form] = replace(words[form], kind="unit_in_compound")
    for form in _forms(table["not_numbers"]):
        words.pop(form, None)
    words[fold_text(table["and"])] = Word("and", 0, grammar, with_and=True)
    return words


@cache
def lexicon(language: str) -> Lexicon:
    """The table of a text's language: "ar", "fa" or "en"; words of English are in each of them."""
    table = _table(language)
    words = _language_words(_table("en")) | _language_words(table)
    figure = replace(words[fold_text(table["and"])], kind="digits")
    glue = {
        particle: replace(figure, with_and=with_and, definite=definite, clitic=clitic)
        for particle, with_and, definite, clitic in (_particles(table) if language != "en" else ())
    }
    ordinal = table.get("before_ordinal", {})
    return Lexicon(
        words,
        glue,
        figure,
        frozenset(_forms(table.get("no_noun", ""))),
        frozenset(_forms(ordinal.get("nouns", ""))),
        frozenset(_forms(ordinal.get("plurals", ""))),
        language == "en",
    )


def language_of(text: str) -> str:
    """Whose number words to look for in `text`: "fa" where letters that Persian writes differently prevail, else
    "ar" where there are Arabic letters, else "en"."""
    persian = sum(map(text.count, "پچژگکی"))
    arabic = sum(map(text.count, "ةىأإيك"))
    if persian > arabic:
        return "fa"
    return "ar" if arabic or any("ء" <= character <= "ي" for character in text) else "en"
