"""The tree that patterns are compiled to, and what can begin and go on each of them.

Knowing by two words that nothing can begin is what makes reading a text fast: most words of news begin no time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from rawi.times.lexicon import AND, BY, FOR

ALONE: Final = {AND: "and", BY: "by", FOR: "for"}
"""Categories of the clitics written apart."""
DIGITS: Final = frozenset(["int", "digits", "dnum", "ynum", "numeric", "dm", "years", "dnums", "clock", "dotted"])
"""Categories of words in digits."""
# What numbers and ordinals can begin with, and what can go on them.
_NUMBERS: Final = {
    "number": {
        "int": ("card",),
        "card": ("card", "card_part", "and", "dash"),
        "card_part": ("card", "card_part", "and"),
    },
    "ordinal": {
        "int": ("ord_suffix",),
        "ord": ("card",),
        "ord_part": ("card",),
        "ord_tens": ("ord", "and", "dash"),
    },
}


@dataclass(slots=True)
class Choice:
    """One way to fill an item."""

    kind: str  # "word", "pattern", "number", "ordinal"
    name: str
    lead: int = 0
    must: int = 0
    never: int = 0


@dataclass(slots=True)
class Item:
    """One item of a line: the ways to fill it, and its name in the meaning."""

    label: str | None
    choices: list[Choice]
    firsts: frozenset[str] = frozenset()
    simple: Choice | None = None


@dataclass(slots=True)
class State:
    """A place in the tree of a pattern's lines."""

    edges: dict[str, tuple[Item, State]] = field(default_factory=dict)
    by_first: dict[str, list[tuple[Item, State]]] = field(default_factory=dict)
    meanings: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)


class Lookahead:
    """For each pattern: the categories of its first word, of what may be all of it, and of its second word.

    Fills `by_first` of every state on the way. `seconds[pattern][first]` are the categories that may follow; a word
    whose clitic stands apart counts as a word of its own.
    """

    def __init__(self, roots: dict[str, State], order: list[str]) -> None:
        """`order` names the patterns, called ones before those that call them."""
        self.firsts: dict[str, frozenset[str]] = {}
        self.singles: dict[str, frozenset[str]] = {}
        self.seconds: dict[str, dict[str, frozenset[str]]] = {}
        for name in order:
            root = roots[name]
            self._fill(root)
            self.firsts[name] = frozenset(root.by_first)
            alone = (self._of_item(item, self.singles) for item, child in root.edges.values() if child.meanings)
            self.singles[name] = frozenset().union(*alone)
            self.seconds[name] = self._seconds(root)

    def _fill(self, state: State) -> None:
        for item, child in state.edges.values():
            item.firsts = self._of_item(item, self.firsts)
            only = item.choices[0]
            item.simple = only if len(item.choices) == 1 and not only.lead else None
            for category in item.firsts:
                state.by_first.setdefault(category, []).append((item, child))
            self._fill(child)

    @staticmethod
    def _of_choice(choice: Choice, of_pattern: dict[str, frozenset[str]]) -> frozenset[str]:
        if choice.kind == "pattern":
            return of_pattern[choice.name]
        return frozenset([choice.name] if choice.kind == "word" else _NUMBERS[choice.kind])

    def _of_item(self, item: Item, of_pattern: dict[str, frozenset[str]]) -> frozenset[str]:
        found: set[str] = set()
        for choice in item.choices:
            own = self._of_choice(choice, of_pattern)
            found |= own if choice.lead <= 0 else own - DIGITS | {ALONE[choice.lead]}  # no clitic is part of a digit
        return frozenset(found)

    def _seconds(self, root: State) -> dict[str, frozenset[str]]:
        seconds: defaultdict[str, set[str]] = defaultdict(set)
        for item, child in root.edges.values():
            for choice in item.choices:
                if choice.kind == "pattern":
                    for first, following in self.seconds[choice.name].items():
                        seconds[first] |= following
                elif choice.kind != "word":
                    for first, words in _NUMBERS[choice.kind].items():
                        seconds[first] |= set(words)
                if choice.lead > 0:
                    seconds[ALONE[choice.lead]] |= self._of_choice(choice, self.firsts)
            after = frozenset().union(*(follower.firsts for follower, _ in child.edges.values()))
            for first in self._of_item(item, self.singles):
                seconds[first] |= after
        return {first: frozenset(following) for first, following in seconds.items()}
