"""The words by which furniture is known: reading the data files of `pages/arabic`, and looking lines up in them.

Notation of the phrases (furniture.toml, captions.toml): `phrase` is a whole line, `phrase *` begins one, `* phrase *`
stands anywhere in one. All are compared as keys.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from rawi.language import data, fold_text

_NO_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"(?:^| )\d+(?= |$)")

_LONGEST = 12
"""Words of the longest phrase; looking a line up reads no more of its beginning."""


def key(words: str) -> str:
    """What two writings of the same words have in common: folded, everything but letters and digits as one space."""
    return _NO_WORD.sub(" ", fold_text(words)).strip()


def without_numbers(a_key: str) -> str:
    """A key without its numbers: التعليقات (3) and التعليقات are one heading."""
    return _NUMBER.sub("", a_key).strip()


def read(name: str) -> dict[str, list[str]]:
    """The lists of a data file of `pages/arabic`: text of one entry a line, or arrays of strings."""
    text = resources.files("rawi.pages").joinpath("arabic", name).read_text(encoding="utf-8")
    return {
        section: [line.strip() for line in (entries.splitlines() if isinstance(entries, str) else entries) if line]
        for section, entries in tomllib.loads(text).items()
        if isinstance(entries, str) or all(isinstance(entry, str) for entry in entries)
    }


def read_words(name: str, *, lines: bool = False) -> frozenset[str]:
    """The keys of a plain word list of `pages/arabic`: every word, or with `lines` every line."""
    text = resources.files("rawi.pages").joinpath("arabic", name).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return frozenset(key(entry) for line in kept for entry in ([line] if lines else line.split())) - {""}


@cache
def keys_of(name: str, section: str) -> frozenset[str]:
    """The keys of one section of a data file."""
    return frozenset(key(entry) for entry in read(name)[section]) - {""}


class Phrases:
    """Phrases of several sections, to be found in lines in time linear in the length of the line."""

    def __init__(self, sections: dict[str, list[str]]) -> None:
        self._whole: dict[str, str] = {}
        self._begin: dict[str, str] = {}
        anywhere: dict[str, str] = {}
        for section, phrases in sections.items():
            for phrase in phrases:
                table = self._whole
                if phrase.startswith("*"):
                    table = anywhere
                elif phrase.endswith("*"):
                    table = self._begin
                # A phrase of nothing but signs (©) is kept as it stands.
                name = key(phrase) or phrase.strip("* ")
                table.setdefault(name, section)
        self._first_words = frozenset(name.split()[0] for name in self._begin)
        self._anywhere = anywhere
        alternatives = "|".join(re.escape(name) for name in sorted(anywhere, key=len, reverse=True))
        self._anywhere_pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if anywhere else r"(?!)")

    def whole(self, a_key: str) -> str | None:
        """The section in which this key is a whole line."""
        return self._whole.get(a_key) or self._whole.get(without_numbers(a_key))

    def beginning(self, a_key: str) -> tuple[str, int] | None:
        """The section of the longest phrase that begins this key, and the words that the phrase has."""
        words = a_key.split(" ", _LONGEST)[:_LONGEST]
        if words[0] not in self._first_words:
            return None
        for count in range(len(words), 0, -1):
            section = self._begin.get(" ".join(words[:count]))
            if section:
                return section, count
        return None

    def anywhere(self, a_key: str) -> str | None:
        """The section of a phrase that stands in this key."""
        found = self._anywhere_pattern.search(a_key)
        return self._anywhere[found.group()] if found else None


@cache
def furniture() -> Phrases:
    """The phrases of furniture.toml and captions.toml."""
    sections = read("furniture.toml")
    for name in ("opinion_sections", "news_lists", "media_words"):
        sections.pop(name)
    nouns, adjectives = (" ".join(sections.pop(name)).split() for name in ("other_nouns", "other_adjectives"))
    sections["other_articles"] += [f"{noun} {word.replace('_', ' ')}" for noun in nouns for word in adjectives]
    captions = read("captions.toml")
    return Phrases({**sections, "credit": captions["credits"], "caption": captions["openers"]})


@cache
def places() -> frozenset[str]:
    """Keys of places that stand in datelines."""
    return read_words("places.txt", lines=True)


@cache
def given_names() -> frozenset[str]:
    """Keys of common given names."""
    lists = data.sections("arabic/given_names.txt")
    return frozenset(key(name) for heading in ("men", "women", "either") for name in lists[heading])
