"""The words of one language that expressions of time are made of, each under every form that it is written in.

`words.toml` of a language lists them by category; `Lexicon.load` writes out all forms with conjunctions, prepositions,
article and possessives, folded, so that reading a text is one look-up a word.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

from rawi.language import fold_text

Value = str | int | None

# What is written onto a word, as bits of `Sense.clitics`.
AND: Final = 1
BY: Final = 2
FOR: Final = 4
LIKE: Final = 8
SO: Final = 16
DEFINITE: Final = 32
POSSESSED: Final = 64
LEADING: Final = AND | BY | FOR | LIKE | SO
"""Everything that can stand before article and word."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a written word: its value in a category, and what is written onto it."""

    value: Value
    clitics: int = 0


Senses = dict[str, tuple[Sense, ...]]
"""The readings of one written word by category."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All written words of a language that can stand in an expression of time.

    `phrases` are the entries of several words: category, folded words, value.
    """

    language: str
    words: dict[str, Senses] = field(repr=False)
    phrases: tuple[tuple[str, tuple[str, ...], Value], ...] = field(repr=False)
    lists: dict[str, frozenset[str]] = field(repr=False)
    settings: dict[str, Any] = field(repr=False)

    @staticmethod
    @cache
    def load(language: str) -> Lexicon:
        """Read and write out the words of a language: "arabic", "english" or "persian"."""
        return _Writer(language).lexicon()


def read_toml(language: str, name: str) -> dict[str, Any]:
    """One data file of a language, `rawi/times/<language>/<name>`."""
    return tomllib.loads(resources.files("rawi.times").joinpath(language, name).read_text(encoding="utf-8"))


class _Writer:
    """Writes out all forms of the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        data = read_toml(language, "words.toml")
        self.settings: dict[str, Any] = data.pop("settings", {})
        clitics: dict[str, Any] = data.pop("clitics", {})
        self.lists = {
            name: frozenset(fold_text(word) for word in text.split()) for name, text in data.pop("lists", {}).items()
        }
        self.categories: dict[str, dict[str, str]] = data
        self.conjunctions = [("", 0), *((c, SO if c == clitics.get("so") else AND) for c in clitics.get("and", []))]
        kinds = {"by": BY, "for": FOR, "like": LIKE}
        self.prepositions = [("", 0), *((clitics[kind], bit) for kind, bit in kinds.items() if kind in clitics)]
        self.article: str = clitics.get("article", "")
        self.merged: dict[str, str] = clitics.get("merged", {})
        self.possessives: list[str] = clitics.get("possessives", [])
        self.possessed: set[str] = set(clitics.get("possessed", []))
        self.words: dict[str, dict[str, list[Sense]]] = {}
        self.phrases: list[tuple[str, tuple[str, ...], Value]] = []

    def lexicon(self) -> Lexicon:
        for category, entries in self.categories.items():
            for value, spellings in entries.items():
                for spelling in spellings.split(","):
                    parts = fold_text(spelling).split()
                    if len(parts) > 1:
                        self.phrases.append((category, tuple(parts), as_value(value)))
                    elif parts:
                        self.add(category, parts[0], as_value(value))
        words = {word: {cat: tuple(senses) for cat, senses in by.items()} for word, by in self.words.items()}
        return Lexicon(self.language, words, tuple(self.phrases), self.lists, self.settings)

    def add(self, category: str, word: str, value: Value) -> None:
        """One word in all its forms."""
        article, bare = self.article, word
        if len(word) == 1:
            self.put(word, category, Sense(value))
            return
        forms = [(word, 0)]
        if article and word.startswith(article) and len(word) > len(article) + 1:
            bare = word[len(article) :]
            forms = [(word, DEFINITE)]
        elif article:
            forms.append((article + word, DEFINITE))
        if category in self.possessed:
            stem = bare[:-1] + "ت" if bare.endswith("ه") and self.language == "arabic" else bare
            forms += [(stem + suffix, POSSESSED) for suffix in self.possessives]
        for form, bits in forms:
            for conjunction, first in self.conjunctions:
                for preposition, second in self.prepositions:
                    written = preposition + form
                    if bits & DEFINITE and preposition in self.merged:
                        written = self.merged[preposition] + form[len(article) :]
                    self.put(conjunction + written, category, Sense(value, first | second | bits))

    def put(self, written: str, category: str, sense: Sense) -> None:
        senses = self.words.setdefault(written, {}).setdefault(category, [])
        if sense not in senses:
            senses.append(sense)


def as_value(text: str) -> Value:
    """Numbers as numbers, everything else as it stands."""
    try:
        return int(text)
    except ValueError:
        return text


def with_literals(lexicon: Lexicon, literals: set[str]) -> Lexicon:
    """The lexicon with the words that the patterns spell out, each a category `=word` of its own."""
    writer = _Writer(lexicon.language)
    for literal in literals:
        writer.add("=" + literal, literal, None)
    words = {word: dict(senses) for word, senses in lexicon.words.items()}
    for word, by in writer.words.items():
        words.setdefault(word, {}).update({category: tuple(senses) for category, senses in by.items()})
    return Lexicon(lexicon.language, words, lexicon.phrases, lexicon.lists, lexicon.settings)
