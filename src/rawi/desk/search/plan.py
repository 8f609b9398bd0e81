"""The plan of a search: what to look for in the index, in a form that both databases turn into their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rawi.desk.search.tokens import Token

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Needle:
    """One term as it stands in the index: any of some runs of stems, or any of some words.

    `asked` are the folded words as the user wrote them; a text that has them so is the better answer. `part` is the part
    of a name (`rawi.names.skeleton.parts`) that it stands for, if it does.
    """

    phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    part: str = ""

    def find(self, tokens: Mapping[int, Token]) -> Iterator[Span]:
        """Where it stands among the tokens of a text, by number: half-open spans of numbers."""
        words = frozenset(self.words)
        starts: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.phrases:
            starts.setdefault(phrase[0], []).append(phrase)
        for at, token in tokens.items():
            if token.word in words:
                yield at, at + 1
            for phrase in starts.get(token.stem, ()):
                if all(at + n in tokens and tokens[at + n].stem == its for n, its in enumerate(phrase)):
                    yield at, at + len(phrase)


@dataclass(frozen=True, slots=True)
class Plan:
    """Of each group one needle is found, none of `without`, and of each tuple of `facets` one."""

    groups: tuple[tuple[Needle, ...], ...] = ()
    without: tuple[Needle, ...] = ()
    facets: tuple[tuple[str, ...], ...] = ()

    @property
    def needles(self) -> tuple[Needle, ...]:
        """Those that are to be found."""
        return tuple(needle for group in self.groups for needle in group)

    def and_facets(self, *facets: tuple[str, ...]) -> Plan:
        """The same with more facets to be found."""
        return Plan(self.groups, self.without, self.facets + facets)
