"""Tolls: the dead of one event are one count, however it is told; so are the hurt, the missing, the arrested, the displaced.

"Three dead in a fire", "the toll of the fire rose to five dead" and "six dead" share few words, and the more each tells
of the event beside, the fewer. So groups that mostly tell a toll are joined, within a story, where their tolls alone
(not all their claims) are near enough. Not joined are tolls of which one is more than `GROWN` times the other, and
those that tell of a long stretch of time (last year's accident on the same line; since the war began).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf, isinf
from typing import Final, NamedTuple

from rawi.together.propositions import roles
from rawi.together.propositions.grouping import Pair
from rawi.together.propositions.statements import Statement

NEAR: Final = -2.0
"""Mean logarithm of the odds over the pairs of tolls of two groups at which these are joined: on made-up training stories,
each left out in turn, the F1 of pairs is the same from -3 to -2 within 0.005, and most precise at -2."""
GROWN: Final = 3.0
"""How many times a toll may be another of the same event."""
LONG: Final = 27
"""Days; who died in a longer stretch of time did not die in the event."""
MOST: Final = 30
"""So many groups of a story are compared, the largest of them first, and of each so many tolls as `EACH`."""
EACH: Final = 8


def tolls(one: Statement) -> dict[str, float]:
    """How many died, were hurt and so on, by role, as a statement tells it; of two figures of a role the first."""
    if any(time.last - time.first >= LONG for time in one.times):
        return {}
    found: dict[str, float] = {}
    for figure in one.figures:
        if figure.role in roles.ALL and figure.low >= 1 and not isinf(figure.low):
            found.setdefault(figure.role, figure.low)
    return found


def parted(places: Sequence[int], every: Sequence[Statement]) -> list[list[int]]:
    """A group, those of its statements that tell of other roles than most put into groups of their own: the dead and the
    hurt are never one. Statements of no role, or of several, stay with the most."""
    told = {place: {figure.role for figure in every[place].figures if figure.role} for place in places}
    counted = Counter(role for some in told.values() if len(some) == 1 for role in some)
    if len(counted) < 2:
        return [list(places)]
    most = max(sorted(counted), key=lambda role: counted[role])
    found: dict[str, list[int]] = {most: []}
    for place in places:
        role = next(iter(told[place])) if len(told[place]) == 1 else most
        found.setdefault(str(role), []).append(place)
    return list(found.values())


class _Tolls(NamedTuple):
    """The tolls of a group: places of the statements, the least and the greatest number."""

    group: int
    role: str
    places: list[int]
    least: float
    greatest: float
    story: int | None


def joined(
    groups: Sequence[list[int]],
    every: Sequence[Statement],
    odds: Callable[[int, int], float],
    *,
    stories: Mapping[str, int] | None = None,
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """The groups, those of one toll made one; each in order, by their first place.

    `odds`: logarithm of the odds that the statements at two places, the later one first, are of one proposition;
    `apart`: pairs of places that are never of one group.
    """
    found = _found(groups, every, stories)
    where = list(range(len(groups)))
    forbidden = [(a, b) for a, b in apart]
    held = {place: number for number, places in enumerate(groups) for place in places} if forbidden else {}
    for n, one in enumerate(found):
        for other in found[:n]:
            here, there = where[one.group], where[other.group]
            if here == there or (one.story, one.role) != (other.story, other.role) or not _may_be_one(one, other):
                continue
            if any({where[held[a]], where[held[b]]} == {here, there} for a, b in forbidden):
                continue
            pairs = [(max(a, b), min(a, b)) for a in one.places[:EACH] for b in other.places[:EACH]]
            if sum(odds(a, b) for a, b in pairs) > NEAR * len(pairs):
                where = [there if number == here else number for number in where]
    together: dict[int, list[int]] = {}
    for number, places in enumerate(groups):
        together.setdefault(where[number], []).extend(places)
    return sorted(sorted(places) for places in together.values())


def _found(groups: Sequence[list[int]], every: Sequence[Statement], stories: Mapping[str, int] | None) -> list[_Tolls]:
    """The groups of which at least half of the claims tell a toll of one role; at most `MOST` of a story."""
    found: dict[int | None, list[_Tolls]] = {}
    for number, places in enumerate(groups):
        told = {place: tolls(every[place]) for place in places}
        counted = Counter(role for one in told.values() for role in one)
        if not counted:
            continue
        role = max(sorted(counted), key=lambda role: (counted[role], role == "dead"))
        if 2 * counted[role] >= len(places):
            numbers = {place: one[role] for place, one in told.items() if role in one}
            story = stories.get(every[places[0]].page) if stories else None
            row = _Tolls(number, role, list(numbers), min(numbers.values()), max(numbers.values()), story)
            found.setdefault(story, []).append(row)
    kept = [sorted(rows, key=lambda row: -len(row.places))[:MOST] for rows in found.values()]
    return sorted(row for rows in kept for row in rows)


def _may_be_one(one: _Tolls, other: _Tolls) -> bool:
    """Whether no toll of one is more than `GROWN` times any of the other."""
    ratios = (one.greatest / other.least, other.greatest / one.least)
    return max(ratios, default=inf) <= GROWN
