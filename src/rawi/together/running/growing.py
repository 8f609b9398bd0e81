"""A large story grows: the claims of pages that came are placed in the propositions that it has.

A story is grouped as a whole (`settling`) up to `WHOLE` pages, and again whenever it has grown by a quarter. In between, only
what came is compared: with at most `SHOWN` claims of each proposition, and with claims that stand alone. What joins nothing new
stays as it was, word for word. So a page more costs about as much as the propositions that it is of, not the square of the story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from rawi.together.propositions import Proposition, Statement, Weights
from rawi.together.propositions import propositions as step
from rawi.together.propositions.candidates import COMMON, ENOUGH, NEAREST, RARE, _keys
from rawi.together.propositions.grouping import NEVER, THRESHOLD, Pair, group
from rawi.together.propositions.nearest import Floats
from rawi.together.propositions.propositions import DENIES
from rawi.together.propositions.scorer import logit

WHOLE: Final = 24
"""Pages up to which a story is always grouped as a whole."""
SHOWN: Final = 8
"""So many claims of a proposition are compared with a new one, spread over all."""
Known = tuple[float, bool]
"""How surely a claim belongs to its proposition, as it was found before."""


def is_whole(before: int, now: int) -> bool:
    """Whether a story that had so many pages, and has so many now, is grouped as a whole."""
    if now <= WHOLE:
        return True
    mark = WHOLE * 5 // 4
    while mark <= before:
        mark = mark * 5 // 4
    return mark <= now


def grow(
    every: Sequence[Statement],
    fresh: set[int],
    there: Mapping[int, Sequence[int]],
    stale: Iterable[int],
    known: Mapping[int, Known],
    vectors: Floats | None = None,
) -> tuple[list[Proposition], set[int]]:
    """The propositions that changed, and the names of those there were before in whose place they stand.

    `every`: all statements of the story; `fresh`: places of those that came; `there`: places of the others that are of
    propositions, by name; `stale`: names of propositions that lost a claim; `known`: of places, what was found before.
    `vectors` [statements, layers, width], of which the last layer is taken: what they mean, where that is to tell too.
    """
    weights = Weights(every)
    meaning = None if vectors is None else vectors[:, -1]

    def odds(one: int, other: int) -> float:
        cosine = None if meaning is None else float(meaning[one] @ meaning[other])
        return logit(every[one], every[other], weights, cosine)

    unit_of = {place: (name, tuple(places)) for name, places in there.items() for place in places}
    met = _met(every, fresh, weights)
    if meaning is not None:
        _meet_by_meaning(met, every, meaning)
    shown: dict[tuple[int, ...], list[int]] = {}
    logits: dict[Pair, float] = {}
    units: dict[tuple[int, ...], int | None] = {}
    for place in sorted(fresh):
        for other in sorted(met[place]):
            if other in fresh:
                if other < place:
                    logits[place, other] = odds(place, other)
                continue
            name, unit = unit_of.get(other, (None, (other,)))
            if unit not in shown:
                shown[unit] = _spread(unit)
            if other in shown[unit]:
                value = odds(place, other)
                logits[max(place, other), min(place, other)] = value
                if value > THRESHOLD:
                    units[unit] = name
    alone = [unit[0] for unit, name in units.items() if name is None]
    for n, one in enumerate(sorted(alone)):
        for other in sorted(alone)[:n]:
            logits[one, other] = odds(one, other)
    used = sorted({*fresh, *(place for unit in units for place in shown[unit])})
    at = {place: n for n, place in enumerate(used)}
    scores = {(at[a], at[b]): value for (a, b), value in logits.items() if a in at and b in at}
    must = [(at[shown[unit][0]], at[place]) for unit in units for place in shown[unit][1:]]
    whole = {shown[unit][0]: unit for unit in units}
    gone = {name for name in units.values() if name is not None} | set(stale)
    left = [list(there[name]) for name in stale if name in there and tuple(there[name]) not in units]
    groups = [*_whole_again(group(len(used), scores, must=must), used, whole), *left]
    parted = [part for places in groups for part in _surely_opposed(sorted(places), every, logits, fresh)]
    return [_told(number, places, every, logits, known) for number, places in enumerate(parted, 1)], gone


def _met(every: Sequence[Statement], fresh: set[int], weights: Weights) -> dict[int, list[int]]:
    """For each new statement those that share something rare with it, as `candidates` has it."""
    keys = {place: set(_keys(every[place], weights)) for place in fresh}
    wanted = set().union(*keys.values()) if keys else set()
    holders: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(every):
        for key in keys[place] if place in keys else wanted.intersection(_every_key(one)):
            holders[key].append(place)
    found: dict[int, list[int]] = {}
    for place in fresh:
        counts: Counter[int] = Counter()
        for key in keys[place]:
            held = holders[key]
            if len(held) <= COMMON:
                counts.update(dict.fromkeys(held, ENOUGH if len(held) < RARE else 1))
            else:  # what every page of a large story says is met by some of those that say it
                counts.update(dict.fromkeys(held[:: len(held) // COMMON + 1], 1))
        one = every[place]
        found[place] = [
            other
            for other, count in counts.items()
            if count >= ENOUGH and (one.page, one.claim) != (every[other].page, every[other].claim)
        ]
    return found


def _meet_by_meaning(met: dict[int, list[int]], every: Sequence[Statement], meaning: Floats) -> None:
    """Add to what each new statement met those that are nearest to it by meaning."""
    for place, others in met.items():
        near = meaning @ meaning[place]
        near[place] = -1.0
        for other in np.argsort(-near, kind="stable")[:NEAREST].tolist():
            apart = (every[place].page, every[place].claim) != (every[other].page, every[other].claim)
            if apart and near[other] > 0:
                others.append(other)
                if other in met:  # of two that came, the later one is asked for the earlier
                    met[other].append(place)
        met[place] = list(dict.fromkeys(others))


def _every_key(one: Statement) -> set[str]:
    figures = (f"#{figure.low:g}-{figure.high:g}" for figure in one.figures if figure.low > 2)
    return {*one.roots, *(f"@{name}" for name in one.names), *figures}


def _spread(places: Sequence[int]) -> list[int]:
    """Some of many, spread over all."""
    if len(places) <= SHOWN:
        return list(places)
    return [places[n * len(places) // SHOWN] for n in range(SHOWN)]


def _whole_again(
    groups: Iterable[Sequence[int]], used: Sequence[int], whole: Mapping[int, tuple[int, ...]]
) -> list[set[int]]:
    """Groups of what was compared, with the rest of the propositions that are in them."""
    found = []
    for group_ in groups:
        places = {used[n] for n in group_}
        for place in list(places):
            if place in whole:
                places.update(whole[place])
        found.append(places)
    return found


def _surely_opposed(
    places: list[int], every: Sequence[Statement], logits: Mapping[Pair, float], fresh: set[int]
) -> list[list[int]]:
    """A group without those that came and would deny it but are less likely than not to speak of it."""
    if len(places) == 1:
        return [places]
    positive = every[places[step._clearest([every[place] for place in places])]]

    def doubtful(place: int) -> bool:
        best = max((logits.get((max(place, o), min(place, o)), NEVER) for o in places if o != place), default=NEVER)
        return best < DENIES and step._stance(every[place], positive) == "denies"

    gone = [place for place in places if place in fresh and doubtful(place)]
    return [[place for place in places if place not in gone], *([place] for place in gone)]


def _told(
    number: int, places: list[int], every: Sequence[Statement], logits: Mapping[Pair, float], known: Mapping[int, Known]
) -> Proposition:
    """The proposition, in which claims that were there before are as sure as they were."""
    made = step._proposition(number, places, every, logits)
    members = tuple(
        replace(member, score=known[place][0], unsure=known[place][1]) if place in known else member
        for place, member in zip(places, made.members, strict=True)
    )
    return replace(made, members=members)
