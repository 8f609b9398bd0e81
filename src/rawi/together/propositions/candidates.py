"""Candidates: the pairs of statements that are worth a look, found by what is rare in both, or by meaning.

Two statements are a pair where they share a root, a name or a figure that stands in few statements, or two of such as
stand in at most `COMMON`; of the roots of a statement only the `RAREST` are looked up. So a new statement meets a
bounded number of others, however many there are. Where vectors of the statements are at hand, each is also a pair with
the `NEAREST` that are nearest to it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from rawi.together.propositions.features import Weights
from rawi.together.propositions.nearest import Floats, nearest
from rawi.together.propositions.statements import Statement

COMMON: Final = 200
"""A key of more statements than this tells too little to make pairs."""
RARE: Final = 20
"""A key of fewer statements than this makes a pair by itself; of commoner ones it takes `ENOUGH`."""
ENOUGH: Final = 2
RAREST: Final = 12
"""So many of the rarest roots of a statement are looked up."""
NEAREST: Final = 5
"""So many neighbours by meaning are looked at; ten are no better."""


def pairs(statements: Sequence[Statement], weights: Weights) -> Iterator[tuple[int, int]]:
    """Pairs of places in `statements`, each once, the later place first."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(statements):
        found: Counter[int] = Counter()
        for key in _keys(one, weights):
            if len(holders[key]) <= COMMON:
                found.update(dict.fromkeys(holders[key], ENOUGH if len(holders[key]) < RARE else 1))
                holders[key].append(place)
        for other in sorted(found):
            if found[other] >= ENOUGH and not _parts_of_one_claim(one, statements[other]):
                yield place, other


def near(statements: Sequence[Statement], vectors: Floats) -> Iterator[tuple[int, int]]:
    """Pairs of places of statements whose vectors [statements, width] are nearest, each once, the later place first."""
    found = {
        (max(place, other), min(place, other))
        for place, others in enumerate(nearest(vectors, NEAREST))
        for other in others
    }
    yield from sorted(pair for pair in found if not _parts_of_one_claim(*(statements[place] for place in pair)))


def _keys(one: Statement, weights: Weights) -> list[str]:
    rarest = sorted(one.roots, key=lambda root: (-weights.root(root), root))[:RAREST]
    figures = [f"#{figure.low:g}-{figure.high:g}" for figure in one.figures if figure.low > 2]
    return rarest + [f"@{name}" for name in sorted(one.names)] + figures


def _parts_of_one_claim(one: Statement, other: Statement) -> bool:
    """What stands side by side in one claim says different things."""
    return one.page == other.page and one.claim == other.claim
