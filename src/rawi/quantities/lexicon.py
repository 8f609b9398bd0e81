"""The data files of quantities, made into tables for quick look-up; all words are folded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from rawi.language.letters import fold_text

LANGUAGES: Final = {"ar": "arabic", "en": "english", "fa": "persian"}
SLOT: Final = "…"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with what they say, by the word that stands next to the number.

    `near` is that word's place in the phrases: -1 for phrases before the number, 0 for those after it. A phrase that
    ends in a slot is found by the word before the slot.
    """

    by_word: dict[str, tuple[tuple[Phrase, str], ...]]
    by_word_before_slot: dict[str, tuple[tuple[Phrase, str], ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money or measure: its name, and names by the adjective that may follow (دولار كندي)."""

    name: str
    by_adjective: dict[str, str]


@dataclass(frozen=True, slots=True)
class Duals:
    """What tells a dual noun; stems are without the ending."""

    nouns: frozenset[str]
    nouns_in_an: frozenset[str]
    not_dual: frozenset[str]
    both: frozenset[str]
    not_feminine: frozenset[str]
    not_participles: frozenset[str]
    short_feminine: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of one text language; the fields are named as in the data files."""

    clitics: tuple[str, ...]
    article: str
    of: frozenset[str]
    one: frozenset[str]
    before: Phrases
    before_unit: Phrases
    after: Phrases
    negations: frozenset[str]
    far_negations: frozenset[str]
    still: frozenset[str]
    far: frozenset[str]
    only_before: frozenset[str]
    only_after: Phrases
    between: frozenset[str]
    between_and: frozenset[str]
    range_from: frozenset[str]
    range_to: frozenset[str]
    range_or: frozenset[str]
    changes: frozenset[str]
    below_zero: Phrases
    minus: frozenset[str]
    units: dict[str, tuple[tuple[Phrase, Unit], ...]]
    signs: dict[str, str]
    vague: dict[str, int]
    few: dict[str, tuple[int, int]]
    several: frozenset[str]
    time_units: frozenset[str]
    time_ambiguous: frozenset[str]
    time_spans: frozenset[str]
    time_duals: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    dated: frozenset[str]
    relative: frozenset[str]
    day_part: frozenset[str]
    age_limits: frozenset[str]
    ages_before: frozenset[str]
    ages_after: frozenset[str]
    labels: frozenset[str]
    labels_always: frozenset[str]
    year_after: frozenset[str]
    names_before_definite: frozenset[str]
    groups: frozenset[str]
    models: frozenset[str]
    stop: frozenset[str]
    heads: frozenset[str]
    not_with_one: frozenset[str]
    one_negations: frozenset[str]
    despite_negation: frozenset[str]
    of_every: frozenset[str]
    not_after_fraction: frozenset[str]
    score_nouns: frozenset[str]
    mass: frozenset[str]
    coins: frozenset[str]
    coin_of: dict[str, str]
    price: str
    per: tuple[Phrase, ...]
    lengths: frozenset[str]
    distance: frozenset[str]
    pronouns: tuple[str, ...]
    shares: frozenset[str]
    figures_only: frozenset[str]
    needs_letter: dict[str, str]
    nouns_like_verbs: frozenset[str]
    sums: frozenset[str]
    governs: frozenset[str]
    duals: Duals | None

    def bare(self, word: str) -> tuple[str, ...]:
        """The word itself and what is left of it without each clitic and article that it may begin with."""
        return _bare(word, self.clitics, self.article)

    def is_one_of(self, word: str, words: frozenset[str]) -> bool:
        """Whether `word`, with or without clitics and article, is among `words`."""
        return any(form in words for form in self.bare(word))


@lru_cache(maxsize=1 << 14)
def _bare(word: str, clitics: tuple[str, ...], article: str) -> tuple[str, ...]:
    forms = [word]
    for clitic in ("", *clitics):
        if word.startswith(clitic) and len(word) > len(clitic) + 1:
            rest = word[len(clitic) :]
            if clitic:
                forms.append(rest)
            if article and rest.startswith(article):
                forms.append(rest[len(article) :])
    if article:
        # The article loses its alef after "for": للجنود.
        forms.extend(word[len(merged) :] for merged in ("لل", "ولل", "فلل") if word.startswith(merged))
    return tuple(forms)


def _words(listed: str | Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(listed if isinstance(listed, str) else " ".join(listed)).replace("_", " ").split())


def _single(listed: str) -> frozenset[str]:
    """Words of a list; a phrase joined with _ stays one entry with spaces."""
    return frozenset(word.replace("_", " ") for word in fold_text(listed).split())


def _phrases(table: dict[str, list[str]], near: int) -> Phrases:
    plain: dict[str, list[tuple[Phrase, str]]] = {}
    slotted: dict[str, list[tuple[Phrase, str]]] = {}
    for meaning, phrases in table.items():
        for phrase in phrases:
            words = tuple(fold_text(phrase).split())
            if words[near] == SLOT:
                slotted.setdefault(words[near - 1], []).append((words[:-1], meaning))
            else:
                plain.setdefault(words[near], []).append((words, meaning))

    def longest(found: dict[str, list[tuple[Phrase, str]]]) -> dict[str, tuple[tuple[Phrase, str], ...]]:
        return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in found.items()}

    return Phrases(longest(plain), longest(slotted))


def _unit_forms(units: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    for coin in units.get("money", {}).values():
        words = coin.get("words", "")
        others = {name: listed for name, listed in coin.items() if name not in ("words", "default")}
        if words:
            adjectives = {adjective: name for name, listed in others.items() for adjective in _single(listed)}
            for form in fold_text(words).split():
                yield form, Unit(coin["default"], adjectives)
        else:
            for name, listed in others.items():
                for form in fold_text(listed).split():
                    yield form, Unit(name, {})
    for name, listed in units.get("measure", {}).items():
        for form in fold_text(listed).split():
            yield form, Unit(name, {})


def _coins(units: dict[str, Any]) -> Iterator[str]:
    """The names of all units of money."""
    for coin in units.get("money", {}).values():
        yield from (name for name in coin if name not in ("words", "default"))
        if "default" in coin:
            yield coin["default"]


def _coin_of(units: dict[str, Any]) -> dict[str, str]:
    """For every currency of a coin that several countries have, the name that the coin has without a country."""
    return {
        name: coin["default"]
        for coin in units.get("money", {}).values()
        if coin.get("default", "").islower()
        for name in coin
        if name not in ("words", "default")
    }


def _units(table: dict[str, Any], units: dict[str, Any]) -> dict[str, tuple[tuple[Phrase, Unit], ...]]:
    forms: dict[str, list[tuple[Phrase, Unit]]] = {}
    percent = table.get("percent", {})
    named = [("percent", percent.get("phrases", [])), ("percentage_point", percent.get("points", []))]
    for name, phrases in [*named, *percent.get("others", {}).items()]:
        for phrase in phrases:
            words = tuple(fold_text(phrase).split())
            forms.setdefault(words[0], []).append((words, Unit(name, {})))
    for form, unit in _unit_forms(units):
        words = tuple(form.replace("/", "_").split("_"))
        forms.setdefault(words[0], []).append((words, unit))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in forms.items()}


def _file(name: str) -> dict[str, Any]:
    path = resources.files("rawi.quantities").joinpath(name)
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _duals(name: str) -> Duals | None:
    table = _file(f"duals_{name}.toml")
    if not table:
        return None
    return Duals(
        _words(table["nouns"]),
        _words(table["nouns_in_an"]),
        _words(table["not_dual"]),
        _words(table["both"]),
        _words(table["not_feminine"]),
        _words(table["not_participles"]),
        _words(table["short_feminine"]),
    )


def _span(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high)


@cache
def lexicon(language: str) -> Lexicon:
    """The tables of "ar", "en" or "fa"."""
    name = LANGUAGES[language]
    table, units = _file(f"{name}.toml"), _file(f"units_{name}.toml")
    bounds, ranges, times, ages = table["bounds"], table["ranges"], table["times"], table.get("ages", {})
    counted, labels, only = table["counted"], table.get("labels", {}), table["only"]
    signs = {sign: code for code, listed in units.get("signs", {}).items() for sign in _single(listed)}
    signs |= dict.fromkeys(table["percent"]["signs"].split(), "percent")
    vague = {word: int(value) for value, listed in table["vague"].items() for word in _words(listed)}
    few = {word: _span(span) for span, listed in table.get("few", {}).items() for word in _words(listed)}
    return Lexicon(
        clitics=tuple(table.get("clitics", "").split()),
        article=table.get("article", ""),
        of=_words(table["of"]),
        one=_words(table["one"]),
        before=_phrases(bounds["before"], -1),
        before_unit=_phrases(bounds.get("before_unit", {}), -1),
        after=_phrases(bounds["after"], 0),
        negations=_words(bounds.get("negations", "")),
        far_negations=_words(bounds.get("far_negations", "")),
        still=_words(bounds.get("still", "")),
        far=_words(bounds.get("far", "")),
        only_before=_words(only["before"]),
        only_after=_phrases({"only": only["after"]}, 0),
        between=_words(ranges["between"]),
        between_and=_words(ranges["between_and"]),
        range_from=_words(ranges["from"]),
        range_to=_words(ranges["to"]),
        range_or=_words(ranges["or"]),
        changes=_words(ranges.get("changes", "")),
        below_zero=_phrases({"below_zero": table.get("below_zero", {}).get("after", [])}, 0),
        minus=_words(table.get("below_zero", {}).get("before", "")),
        units=_units(table, units),
        signs=signs,
        vague=vague,
        few=few,
        several=_words(table.get("several", {}).get("words", "")),
        time_units=_words(times["units"]),
        time_ambiguous=_words(times.get("ambiguous", "")),
        time_spans=_words(times.get("spans", "")),
        time_duals=_words(times.get("duals", "")),
        months=_words(times["months"]),
        days=_words(times.get("days", "")),
        dated=_words(times["before"]),
        relative=_words(times.get("relative", "")),
        day_part=_words(times.get("day_part", "")),
        age_limits=_words(ages.get("limits", "")),
        ages_before=_words(ages.get("before", "")),
        ages_after=_words(ages.get("after", "")),
        labels=_words(labels.get("words", "")),
        labels_always=_words(labels.get("always", "")),
        year_after=_words(labels.get("year_after", "")),
        names_before_definite=_words(labels.get("names_before_definite", "")),
        groups=_words(labels.get("groups", "")),
        models=_words(table.get("models", {}).get("words", "")),
        stop=_words(counted["stop"]),
        heads=_words(counted.get("heads", "")),
        not_with_one=_words(counted.get("not_with_one", "")),
        one_negations=_words(counted.get("negations", "")),
        despite_negation=_words(counted.get("despite_negation", "")),
        of_every=_words(table.get("of_every", {}).get("words", "")),
        not_after_fraction=_words(table.get("fractions", {}).get("not_before", "")),
        score_nouns=_words(table.get("scores", {}).get("nouns", "")),
        mass=_words(units.get("mass", {}).get("units", "")),
        coins=frozenset(_coins(units)),
        coin_of=_coin_of(units),
        per=tuple(tuple(fold_text(phrase).split()) for phrase in units.get("per", {}).get("phrases", [])),
        lengths=_words(units.get("length", {}).get("units", "")),
        distance=_words(units.get("length", {}).get("distance", "")),
        pronouns=tuple(fold_text(counted.get("pronouns", "")).split()),
        shares=_words(counted.get("shares", "")),
        price=units.get("price", {}).get("for", ""),
        figures_only=_words(table.get("figures_only", {}).get("units", "")),
        needs_letter={
            word: letter for letter, listed in table.get("needs_letter", {}).items() for word in _words(listed)
        },
        nouns_like_verbs=_words(counted.get("nouns_like_verbs", "")),
        sums=_words(counted.get("sums", "")),
        governs=_words(counted.get("governs", "")),
        duals=_duals(name),
    )
