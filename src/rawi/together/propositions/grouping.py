"""Grouping: from pairs to propositions, by average linkage.

Two groups become one while the mean logarithm of the odds over all pairs between them is above a threshold, the
likeliest first. A pair that was no candidate counts as `NEVER`; a cannot-link (a person's decision, or two parts of one
claim) forbids the union of its groups, a must-link makes it before all others.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

Pair = tuple[int, int]

NEVER: Final = -6.0
"""Logarithm of the odds for a pair that shares nothing rare: the mean of such pairs in training."""
THRESHOLD: Final = -1.25
"""Mean logarithm of the odds at which groups are joined: on made-up training stories, each left out in turn, the F1 of
pairs end to end is within 0.01 of its best from -2 to -1.25; -1.25 is the more precise end."""


def group(
    count: int,
    logits: Mapping[Pair, float],
    *,
    threshold: float = THRESHOLD,
    cannot: Iterable[Pair] = (),
    must: Iterable[Pair] = (),
    never: float = NEVER,
) -> list[list[int]]:
    """The groups of the places 0 to `count`, each in order, by their first place.

    `logits`: of pairs, whichever place stands first; `never`: of those that are not there. Time: about pairs times their
    logarithm.
    """
    members: dict[int, list[int]] = {place: [place] for place in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in logits.items():
        if a != b:
            sums[a][b] = sums[b][a] = value - never
    forbidden: dict[int, set[int]] = defaultdict(set)
    for a, b in cannot:
        forbidden[a].add(b)
        forbidden[b].add(a)
    where = list(range(count))
    for a, b in must:
        _join(where[a], where[b], members, sums, forbidden, where)
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(a: int, b: int) -> None:
        """Note a pair of groups that is near enough; what is not now may be after the next union, and comes again."""
        mean = _mean(a, b, members, sums, never)
        if mean > threshold:
            heapq.heappush(heap, (-mean, a, b, len(members[a]), len(members[b])))

    for a, near in sums.items():
        for b in near:
            if a < b:
                offer(a, b)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if len(members.get(a, ())) != size_a or len(members.get(b, ())) != size_b or b in forbidden[a]:
            continue
        kept = _join(a, b, members, sums, forbidden, where)
        for other in sums[kept]:
            offer(min(kept, other), max(kept, other))
    return sorted(sorted(places) for places in members.values())


def _mean(a: int, b: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]], never: float) -> float:
    return never + sums[a][b] / (len(members[a]) * len(members[b]))


def _join(
    a: int,
    b: int,
    members: dict[int, list[int]],
    sums: dict[int, dict[int, float]],
    forbidden: dict[int, set[int]],
    where: list[int],
) -> int:
    """Make one group of two; the larger keeps its number."""
    if a == b:
        return a
    kept, gone = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
    for place in members[gone]:
        where[place] = kept
    members[kept] += members.pop(gone)
    for other, value in sums.pop(gone, {}).items():
        del sums[other][gone]
        if other != kept:
            sums[kept][other] = sums[other][kept] = sums[kept].get(other, 0.0) + value
    for other in forbidden.pop(gone, set()):
        forbidden[other].discard(gone)
        forbidden[other].add(kept)
        forbidden[kept].add(other)
    return kept
