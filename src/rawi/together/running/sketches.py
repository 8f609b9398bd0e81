"""By what a claim of one story finds the same claim of another: pairs of rare things in it, a few of them, always the same.

Of the rare roots, names and figures of a statement all pairs are made, and the few of least hash are kept: two statements
that have most of this in common share one of these with high probability, however many there are on the desk, and however
many pages came between (minimum hashing; Broder 1997).
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from math import log
from typing import Final

from rawi.together.propositions import Statement
from rawi.together.propositions.features import Weighing
from rawi.together.propositions.stems import root

ELEMENTS: Final = 10
"""So many of the rarest things in a statement make pairs."""
LEAST: Final = 3
"""A statement of fewer is too little to be known again in another story."""
KEYS: Final = 6
"""So many pairs of a statement are kept."""
FEW: Final = 100
"""So many pages of other events are thought beside those of the desk, as stories have it."""
OFTEN: Final = 0.03
MANY: Final = 10
"""What stands in more than `MANY` pages and this part of all is no key."""


class Rarity(Weighing):
    """How much words tell by how many pages of the desk hold them; in place of `Weights`, which knows one story."""

    def __init__(self, pages: int, held: Mapping[str, int]) -> None:
        super().__init__()
        self.count = pages + FEW
        self._stems = {stem: self._weight(count) for stem, count in held.items()}
        self._roots: dict[str, float] = {}
        for stem, weight in self._stems.items():
            told = root(stem)
            self._roots[told] = min(weight, self._roots.get(told, weight))
        self.least = self._weight(MANY + int(OFTEN * pages))

    def _weight(self, count: int) -> float:
        return log((self.count + 1) / (count + 0.5)) + 0.1

    def stem(self, stem: str) -> float:
        """The weight of a stem."""
        return self._stems.get(stem, self._weight(0))

    def root(self, root: str) -> float:
        """The weight of a root: that of the commonest stem that has it."""
        return self._roots.get(root, self._weight(0))


def rare(one: Statement, rarity: Rarity) -> list[str]:
    """What is rare in a statement, the rarest first: roots, names (`@`), figures above 2 (`#`)."""
    roots = sorted((r for r in one.roots if rarity.root(r) >= rarity.least), key=lambda r: (-rarity.root(r), r))
    names = [f"@{name}" for name in sorted(one.names)]
    figures = [f"#{figure.low:g}-{figure.high:g}" for figure in one.figures if figure.low > 2]
    return [*names[:3], *figures[:3], *roots][:ELEMENTS]


def keys(one: Statement, rarity: Rarity) -> list[int]:
    """The keys by which a statement is found; none where too little in it is rare."""
    found = sorted(rare(one, rarity))
    if len(found) < LEAST:
        return []
    return sorted({_number(f"{a}\0{b}") for n, a in enumerate(found) for b in found[:n]})[:KEYS]


def _number(pair: str) -> int:
    return int.from_bytes(blake2b(pair.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") >> 1
