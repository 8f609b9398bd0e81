"""Claims of different stories that claim the same become one proposition: what was said again weeks after, or is denied then.

`find` holds the claims that came against claims of other stories that share a rare pair (`sketches`), and keeps the pairs
that are surely alike. `join` adds to the propositions of a story what claims of other stories say of the same: of each story
one proposition, or a claim that stands alone, the likeliest first. Who joins is the same from whichever story it is seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, select

from rawi.desk.together import alike, lists, looking, tables
from rawi.desk.together.alike import Pair, Place
from rawi.together.propositions import Proposition
from rawi.together.propositions import propositions as step
from rawi.together.propositions.scorer import logit, odds_to_probability
from rawi.together.running import briefs, edges, growing, nearness, sketches
from rawi.together.running.nearness import Holders
from rawi.together.running.pages import DeskPage, Pages

ALIKE: Final = 1.0
"""Logarithm of the odds from which claims of two stories are alike: on real pages, each held to be a story of its own, 99 of
100 such pairs are right."""
SURE: Final = 2.0
"""Below this the smaller side of a joined proposition is unsure."""
LOOKED_AT: Final = 8
"""So many claims at most are compared with one, those that share most."""
FORMULA: Final = 3
"""What is alike in more stories is a formula, and joins none."""
PAGES: Final = 24
"""So many pages of other stories are looked at at most for those that came to a story at once."""
SOME: Final = 100
"""So many pages are asked for their story at once, until there are enough of other stories."""
LARGEST: Final = 40
"""A proposition of more pages than this joins none of another story."""
BY_PEOPLE: Final = 30.0
"""The odds where a person said so."""


@dataclass(frozen=True)
class Joint:
    """Propositions of several stories, of which some are joined, with the pages of the others.

    `propositions` of the story itself, those joined among them; `pages` by their number; `old`: names of propositions of
    other stories in whose place a joined one stands.
    """

    propositions: list[Proposition]
    pages: dict[int, DeskPage]
    old: set[int]


@dataclass(frozen=True)
class _Unit:
    """A proposition of other stories, or a claim of one that stands alone (`name` None)."""

    name: int | None
    places: tuple[Place, ...]
    stories: frozenset[int]


def find(connection: Connection, story: int, came: Mapping[int, DeskPage], pages: Pages, holders: Holders) -> None:
    """Note for the claims of pages that came to a story which claims of other stories they are alike."""
    fresh = {(page.line.page_id, *one.span): one for page in came.values() for one in page.statements}
    stems = sorted({stem for one in fresh.values() for stem in one.stems})
    held = holders.of(connection, nearness.numbers([looking.number(stem) for stem in stems]))
    rarity = sketches.Rarity(int(holders.pages(connection)), dict(zip(stems, map(int, held.tolist()), strict=True)))
    keys = {place: sketches.keys(one, rarity) for place, one in fresh.items()}
    shared = alike.enter(connection, keys, sorted(came))
    mine = briefs.keep(connection, came.values())
    theirs = _nearest(connection, story, shared)
    if not theirs:
        return
    told = briefs.of_pages(connection, list(theirs), pages)
    likely = {place: _likely(mine[place[0]][place[1:]], some, told) for place, some in shared.items()}
    loaded = pages.load(connection, sorted({o[0] for some in likely.values() for o in some}), visiting=True)
    at = {(number, *one.span): one for number, page in loaded.items() for one in page.statements}
    found = [
        Pair(place, other, odds)
        for place, some in likely.items()
        for other in some
        if other in at and (odds := logit(fresh[place], at[other], rarity)) > ALIKE
    ]
    stories: dict[Place, set[int]] = {}
    for pair in found:
        stories.setdefault(pair.one, set()).add(theirs[pair.other[0]])
    alike.put(connection, [pair for pair in found if len(stories[pair.one]) <= FORMULA])


def _nearest(connection: Connection, story: int, shared: Mapping[Place, Counter[Place]]) -> dict[int, int]:
    """The pages of other stories whose claims share most with some, each with its story."""
    often = Counter(other[0] for some in shared.values() for other in some)
    found: dict[int, int] = {}
    ranked = [number for number, _ in often.most_common()]
    for start in range(0, len(ranked), SOME):
        some = ranked[start : start + SOME]
        theirs = lists.stories_of_pages(connection, some)
        found |= {number: theirs[number] for number in some if theirs.get(number, story) != story}
        if len(found) >= PAGES:
            break
    return dict(list(found.items())[:PAGES])


def _likely(
    one: briefs.Brief, shared: Counter[Place], told: Mapping[int, Mapping[briefs.Span, briefs.Brief]]
) -> list[Place]:
    """Of claims that share something with one those that may be alike, those that share most first."""
    theirs = ((other, count, told.get(other[0], {}).get(other[1:])) for other, count in shared.items())
    likely = [(other, count) for other, count, brief in theirs if brief is not None and briefs.may_be_one(one, brief)]
    return [other for other, _ in sorted(likely, key=lambda row: -row[1])[:LOOKED_AT]]


def join(
    connection: Connection,
    story: int,
    mine: Mapping[int, DeskPage],
    grouped: list[Proposition],
    told: Sequence[edges.Link],
    pages: Pages,
) -> Joint:
    """Join to the propositions of a story what claims of other stories say of the same. `told`: all that people said of
    the claims of its pages."""
    sha = {page.line.id: number for number, page in mine.items()}
    at = {(sha[m.page], *m.span): n for n, one in enumerate(grouped) for m in one.members}
    linked = edges.beyond(told, mine)
    pairs = [pair for pair in alike.of_pages(connection, list(mine)) if pair.one in at]
    if not pairs and not linked:
        return Joint(grouped, {}, set())
    others = {pair.other[0] for pair in pairs} | linked
    theirs = lists.stories_of_pages(connection, others)
    beyond = {number for number in others if theirs.get(number, story) != story}
    pairs = [pair for pair in pairs if pair.other[0] in beyond]
    same: list[tuple[Place, Place]] = []
    apart: list[tuple[Place, Place]] = []
    if linked:
        same, apart = _by_people(connection, {**mine, **pages.load(connection, sorted(beyond), visiting=True)})
    pairs = [Pair(a, b, BY_PEOPLE) for a, b in same if a in at and b[0] in beyond] + pairs
    units = _units(connection, {pair.other for pair in pairs}, set(mine), theirs)
    chosen, merged = _chosen(pairs, at, units, {frozenset(pair) for pair in apart}, grouped)
    if not chosen:
        return Joint(grouped, {}, set())
    wanted = {place[0] for some in chosen.values() for unit, _ in some for place in unit.places}
    loaded = pages.load(connection, sorted(wanted), visiting=True)
    old = {unit.name for some in chosen.values() for unit, _ in some if unit.name is not None}
    known = _known(connection, old)
    of = lists.stories_of_pages(connection, wanted)
    around = {**mine, **loaded}
    gone = {other for some in merged.values() for other in some}
    joined = [
        _joined([one, *(grouped[other] for other in merged.get(n, ()))], chosen[n], around, known, story, of)
        if n in chosen
        else one
        for n, one in enumerate(grouped)
        if n not in gone
    ]
    return Joint(joined, loaded, old)


def _by_people(
    connection: Connection, pages: Mapping[int, DeskPage]
) -> tuple[list[tuple[Place, Place]], list[tuple[Place, Place]]]:
    """Pairs of claims that people hold to be one, and not, each pair both ways round."""
    every = [(number, one) for number, page in pages.items() for one in page.statements]
    said = edges.of_claims(edges.links(connection, pages), pages, [one for _, one in every])
    places = [(number, *one.span) for number, one in every]

    def both(pairs: Sequence[tuple[int, int]]) -> list[tuple[Place, Place]]:
        return [(places[a], places[b]) for one in pairs for a, b in (one, one[::-1])]

    return both(said.same), both(said.apart)


def _units(
    connection: Connection, places: set[Place], mine: set[int], stories: Mapping[int, int]
) -> dict[Place, _Unit]:
    """Of which proposition of other stories each claim is, or that it stands alone."""
    names = alike.propositions_of(connection, places)
    members = {
        name: [place for place in some if place[0] not in mine]
        for name, some in alike.members_of(connection, names.values()).items()
    }
    of = lists.stories_of_pages(connection, {place[0] for some in members.values() for place in some})
    whole = {
        name: _Unit(name, tuple(some), frozenset(of[place[0]] for place in some if place[0] in of))
        for name, some in members.items()
    }
    return {
        place: whole[names[place]] if place in names else _Unit(None, (place,), frozenset({stories[place[0]]}))
        for place in places
        if place in names or place[0] in stories
    }


def _chosen(
    pairs: Sequence[Pair],
    at: Mapping[Place, int],
    units: Mapping[Place, _Unit],
    apart: set[frozenset[Place]],
    grouped: Sequence[Proposition],
) -> tuple[dict[int, list[tuple[_Unit, float]]], dict[int, list[int]]]:
    """Which units join which propositions, the likeliest first: of no story two, and none that people hold apart.

    But where people say that a claim is of a proposition of another story, it does not keep others from it; then
    propositions of this story may become one, those that are merged into each.
    """
    chosen: dict[int, list[tuple[_Unit, float]]] = {}
    merged: dict[int, list[int]] = {}
    taken: dict[Place, tuple[int, float]] = {}
    places_of: dict[int, list[Place]] = {}
    for place, n in at.items():
        places_of.setdefault(n, []).append(place)
    for one, other, odds in pairs:
        n, unit = at[one], units.get(other)
        n = next((whole for whole, some in merged.items() if n in some), n)
        if unit is None or any(frozenset((a, b)) in apart for a in places_of[n] for b in unit.places):
            continue
        if held := next((taken[place] for place in unit.places if place in taken), None):
            if held[0] != n and n not in chosen and BY_PEOPLE in (odds, held[1]):
                merged.setdefault(held[0], []).extend([n, *merged.pop(n, [])])
            continue
        there = {number for known, sure in chosen.get(n, ()) if sure < BY_PEOPLE for number in known.stories}
        size = {place[0] for known, _ in chosen.get(n, ()) for place in known.places} | {p[0] for p in unit.places}
        if (there & unit.stories and odds < BY_PEOPLE) or len(size) + len(grouped[n].pages) > LARGEST:
            continue
        chosen.setdefault(n, []).append((unit, odds))
        taken.update(dict.fromkeys(unit.places, (n, odds)))
    return chosen, merged


def _known(connection: Connection, names: set[int]) -> dict[Place, growing.Known]:
    """What was found of the claims of some propositions."""
    p = tables.propositions
    known: dict[Place, growing.Known] = {}
    rows = connection.execute(select(p.c.found).where(p.c.id.in_(sorted(names)))).scalars() if names else ()
    for found in rows:
        for member in found["proposition"]["members"] if found else ():
            number = int(found["pages"][member["page"]])
            start, stop = member["span"]
            known[number, start, stop] = member["score"], member["unsure"]
    return known


def _joined(
    some: Sequence[Proposition],
    units: Sequence[tuple[_Unit, float]],
    pages: Mapping[int, DeskPage],
    known: Mapping[Place, growing.Known],
    story: int,
    stories: Mapping[int, int],
) -> Proposition:
    """A proposition (or several that are one) with the claims of units, which are unsure on the smaller side where it is not
    sure that they are one."""
    at = {(page.line.id, s.span): s for page in pages.values() for s in page.statements}
    number = {page.line.id: number for number, page in pages.items()}
    own = [(at[m.page, m.span], m.score, m.unsure, story, 0.0) for one in some for m in one.members]
    for unit, odds in units:
        for place in unit.places:
            page = pages.get(place[0])
            statement = at.get((page.line.id, (place[1], place[2]))) if page is not None else None
            if statement is not None:
                score, unsure = known.get(place, (1.0, False))
                own.append((statement, score, unsure, stories[place[0]], odds))
    own.sort(key=lambda row: (number[row[0].page], row[0].span))
    sizes = Counter(row[3] for row in own)
    largest = min(sizes, key=lambda name: (-sizes[name], name))
    best = max(odds for _, odds in units)
    made = step._proposition(some[0].id, list(range(len(own))), [row[0] for row in own], {})
    members = []
    for member, (_, score, unsure, name, odds) in zip(made.members, own, strict=True):
        if name != largest:
            odds = odds or best
            score, unsure = min(score, odds_to_probability(odds)), unsure or odds < SURE
        members.append(replace(member, score=score, unsure=unsure))
    return replace(made, members=tuple(members))
