"""Names that stay: which of the groups found now goes by the name of which group before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Named:
    """`names`: of each group, None for a new one. `joined`: an old name, and the place of the group that it became part
    of. `split`: the place of a new group, and the old name that most of it went by. `gone`: names of which nothing is left."""

    names: list[int | None]
    joined: list[tuple[int, int]]
    split: list[tuple[int, int]]
    gone: list[int]


def keep(groups: Sequence[Sequence[T]], before: Mapping[T, int], weight: Mapping[int, int] | None = None) -> Named:
    """Names for groups: that of the old group with which one has most in common, the older of equals.

    `before`: the name that each item went by. `weight`: for how many an item stands at least, by name, where only some of
    the items of an old group are given.
    """
    shares: list[tuple[int, int, int]] = []
    most: dict[int, tuple[int, int]] = {}
    of_group: list[Counter[int]] = []
    for place, group in enumerate(groups):
        counts = Counter(before[item] for item in group if item in before)
        of_group.append(counts)
        for name, count in counts.items():
            count = max(count, (weight or {}).get(name, 0))
            shares.append((-count, name, place))
            if name not in most or (count, -place) > most[name]:
                most[name] = (count, -place)
    names: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for _, name, place in sorted(shares):
        if names[place] is None and name not in taken:
            names[place] = name
            taken.add(name)
    old = set(before.values())
    joined = [(name, -most[name][1]) for name in sorted(old - taken) if name in most]
    split = [
        (place, of_group[place].most_common(1)[0][0])
        for place, name in enumerate(names)
        if name is None and of_group[place]
    ]
    return Named(names, joined, split, sorted(old - taken - set(most)))
