"""What is told of two statements before it is decided whether they claim the same: the features of a pair.

Words are weighted by how rare they are among all statements that are compared (`Weights`): what every page of a story
says tells nothing about which of its claims are one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, log1p, sqrt
from typing import Final, NamedTuple

from rawi.together.propositions.statements import Statement, one_speaker
from rawi.together.propositions.values import periods_agree, values_agree

NAMES: Final = (
    "stems", "roots", "within", "letters", "rarest", "shared", "least_shared", "order", "names_shared", "names_apart",
    "figures_agree", "figures_conflict", "figures_one_side", "times_meet", "times_apart", "negated_apart", "short",
    "lengths", "same_page", "both_asked", "stems_squared", "within_squared", "lone", "apart_least", "apart_most",
    "turned",
)  # fmt: skip
"""The features in their order; each is described in `features`."""
BY_MEANING: Final = (*NAMES, "meaning", "meaning_squared")
"""The features where the cosine of the statements' vectors is known."""


class _Side(NamedTuple):
    """What every pair of a statement asks of it: its stems and what they weigh, what its roots weigh, its neighbours."""

    statement: Statement  # kept, so that its id stays its own
    stems: frozenset[str]
    stem_weight: float
    root_weight: float
    neighbours: frozenset[tuple[str, str]]


class Weighing(ABC):
    """How much stems and roots tell, by how rare they are among `count` texts (inverse frequency)."""

    count: int

    def __init__(self) -> None:
        self._sides: dict[int, _Side] = {}

    @abstractmethod
    def stem(self, stem: str) -> float:
        """The weight of a stem; never 0, so that equal claims of common words are equal."""

    @abstractmethod
    def root(self, root: str) -> float:
        """The weight of a root."""

    def side(self, one: Statement) -> _Side:
        """What is asked of a statement in every pair, worked out once."""
        found = self._sides.get(id(one))
        if found is None:
            stems = frozenset(one.stems)
            neighbours = frozenset(zip(one.stems, one.stems[1:], strict=False))
            weights = sum(map(self.stem, stems)), sum(map(self.root, one.roots))
            found = self._sides[id(one)] = _Side(one, stems, *weights, neighbours)
        return found


class Weights(Weighing):
    """How much each stem and root tells among some statements: the logarithm of how rare it is."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        super().__init__()
        every = list(statements)
        self.count = len(every)
        stems = Counter(stem for one in every for stem in set(one.stems))
        roots = Counter(root for one in every for root in one.roots)
        self._unseen = self._weight(0)
        self._stems = {stem: self._weight(count) for stem, count in stems.items()}
        self._roots = {root: self._weight(count) for root, count in roots.items()}

    def _weight(self, count: int) -> float:
        return log((self.count + 1) / (count + 0.5)) + 0.1

    def stem(self, stem: str) -> float:
        """The weight of a stem."""
        return self._stems.get(stem, self._unseen)

    def root(self, root: str) -> float:
        """The weight of a root."""
        return self._roots.get(root, self._unseen)


def features(one: Statement, other: Statement, weights: Weighing, cosine: float | None = None) -> list[float]:
    """The features of a pair, the same whichever comes first: `NAMES`, or `BY_MEANING` where `cosine` is given.

    stems, roots: weighted share of common ones (Dice); within: the same of the shorter claim; letters: cosine of runs
    of three letters; rarest: weight of the rarest common root; shared: how many are common (logarithm); least_shared: a
    common share of the claim that has less of it; order: pairs of neighbours that are common; names_*: entities; the
    figures and times by value; negated_apart: one denies by its words and the other does not; short: the words of the
    shorter one (logarithm); lengths: how far their lengths differ; lone: one word is all that is common, of two or more
    on either side; apart_*: weight of what is not common, of the side that has less and more of it (logarithm);
    turned: one source denied one and confirmed the other; meaning: the cosine of their vectors.
    """
    here, there = weights.side(one), weights.side(other)
    common, roots = here.stems & there.stems, one.roots & other.roots
    root_a, root_b = here.root_weight, there.root_weight
    stem_common, root_common = sum(map(weights.stem, common)), sum(map(weights.root, roots))
    stems = 2 * stem_common / (here.stem_weight + there.stem_weight or 1)
    within = root_common / (min(root_a, root_b) or 1)
    neighbours = here.neighbours, there.neighbours
    agree, conflict = values_agree(one.figures, other.figures)
    meet, apart = periods_agree(one.times, other.times)
    shorter, longer = sorted((len(here.stems), len(there.stems)))
    by_meaning = [] if cosine is None else [cosine, cosine**2]
    return [
        stems,
        2 * root_common / (root_a + root_b or 1),
        within,
        _cosine(_letters(one.stems), _letters(other.stems)),
        max(map(weights.root, roots), default=0.0) / log(weights.count + 2),
        log1p(len(roots)),
        root_common / (max(root_a, root_b) or 1),
        len(neighbours[0] & neighbours[1]) / (min(map(len, neighbours)) or 1),
        float(bool(one.names & other.names)),
        float(bool(one.names and other.names and not one.names & other.names)),
        float(agree > 0),
        float(conflict > 0 and agree == 0),
        float(bool(one.figures) != bool(other.figures)),
        float(meet > 0),
        float(apart > 0),
        float(one.negated != other.negated),
        log1p(shorter),
        log1p(longer) - log1p(shorter),
        float(one.page == other.page),
        float(one.asked and other.asked),
        stems**2,
        within**2,
        float(len(roots) == 1 and min(len(one.roots), len(other.roots)) > 1),
        log1p(max(0.0, min(root_a, root_b) - root_common)),
        log1p(max(0.0, max(root_a, root_b) - root_common)),
        float(one.denied != other.denied and (one.confirmed or other.confirmed) and one_speaker(one, other)),
        *by_meaning,
    ]


@lru_cache(maxsize=1 << 14)
def _letters(stems: tuple[str, ...]) -> tuple[dict[str, int], float]:
    """Runs of three letters of some stems, and the length of that vector."""
    padded = [f" {stem} " for stem in stems]
    runs = Counter(word[i : i + 3] for word in padded for i in range(len(word) - 2))
    return dict(runs), sqrt(sum(n * n for n in runs.values())) or 1.0


def _cosine(one: tuple[dict[str, int], float], other: tuple[dict[str, int], float]) -> float:
    a, b = one[0], other[0]
    return sum(a[run] * b[run] for run in a.keys() & b.keys()) / (one[1] * other[1])


def table(pairs: Sequence[tuple[Statement, Statement]], weights: Weights) -> list[list[float]]:
    """The features of many pairs."""
    return [features(a, b, weights) for a, b in pairs]
