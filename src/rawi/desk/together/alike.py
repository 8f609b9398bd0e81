"""Claims of different stories that are alike, as rows: the keys by which they are found, what tells in brief whether two may
be alike, and the pairs that were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk import many
from rawi.desk.together.tables import alike, briefs, keys, members

Place = tuple[int, int, int]
"""A claim: the number of its page, and its span."""

MOST: Final = 30
"""A key that so many claims have is given to no more."""


class Pair(NamedTuple):
    """Two claims that are alike, and the logarithm of the odds that they claim the same."""

    one: Place
    other: Place
    odds: float


def enter(
    connection: Connection, found: Mapping[Place, Sequence[int]], page_ids: Sequence[int]
) -> dict[Place, Counter[Place]]:
    """Give claims of some pages their keys, in place of those that they had, and find the claims of other pages that share
    some: of each how many."""
    forget(connection, page_ids)
    wanted = sorted({key for some in found.values() for key in some})
    holders: dict[int, list[Place]] = defaultdict(list)
    if wanted:
        for key, page_id, start, stop in connection.execute(
            _holders(connection), {"keys": many.numbers(connection, wanted)}
        ):
            holders[key].append((page_id, start, stop))
    shared: dict[Place, Counter[Place]] = {}
    rows = []
    for place, mine in found.items():
        shared[place] = Counter(other for key in mine for other in holders[key])
        for key in mine:
            if len(holders[key]) < MOST:
                rows.append((key, *place))
    many.put(connection, keys, ("key", "page_id", "start", "stop"), rows)
    return shared


@many.once
def _holders(connection: Connection) -> Any:
    k = keys.c
    query = select(k.key, k.page_id, k.start, k.stop).where(many.among(connection, k.key, "keys"))
    return query.order_by(k.key, k.page_id, k.start)


def forget(connection: Connection, page_ids: Sequence[int]) -> None:
    """Take away the keys of some pages and the pairs that their claims are in."""
    given = {"pages": many.numbers(connection, page_ids)}
    connection.execute(_without_keys(connection), given)
    connection.execute(_without_pairs(connection), given)


@many.once
def _without_keys(connection: Connection) -> Any:
    return delete(keys).where(many.among(connection, keys.c.page_id, "pages"))


@many.once
def _without_pairs(connection: Connection) -> Any:
    return delete(alike).where(_of(connection))


def _of(connection: Connection) -> Any:
    """That a pair is of a claim of some pages."""
    return or_(*(many.among(connection, alike.c[name], "pages") for name in ("page_id", "other_page_id")))


def put_briefs(connection: Connection, some: Mapping[int, tuple[str, bytes]]) -> None:
    """Keep of pages, by their number, a version and their claims in brief, in place of what was kept."""
    rows = [{"page_id": number, "version": version, "claims": told} for number, (version, told) in some.items()]
    if rows:
        connection.execute(_put_brief(connection), rows)


@many.once
def _put_brief(connection: Connection) -> Any:
    made = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(briefs)
    given = {name: made.excluded[name] for name in ("version", "claims")}
    return made.on_conflict_do_update(index_elements=["page_id"], set_=given)


def briefs_of(connection: Connection, page_ids: Iterable[int]) -> dict[int, tuple[str, bytes]]:
    """What is kept of some pages: their version then, and their claims in brief."""
    rows = connection.execute(_briefs(connection), {"pages": many.numbers(connection, page_ids)})
    return {number: (version, told) for number, version, told in rows}


@many.once
def _briefs(connection: Connection) -> Any:
    return select(briefs).where(many.among(connection, briefs.c.page_id, "pages"))


def put(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Keep pairs."""
    names = ("page_id", "start", "stop", "other_page_id", "other_start", "other_stop")
    rows = [dict(zip(names, (*one, *other), strict=True)) | {"odds": odds} for one, other, odds in pairs]
    if rows:
        connection.execute(alike.insert(), rows)


def of_pages(connection: Connection, page_ids: Sequence[int]) -> list[Pair]:
    """The pairs between claims of some pages (as `one`) and claims of others, the likeliest first."""
    mine = set(page_ids)
    found: set[Pair] = set()
    for row in connection.execute(_pairs(connection), {"pages": many.numbers(connection, page_ids)}):
        one, other = (row.page_id, row.start, row.stop), (row.other_page_id, row.other_start, row.other_stop)
        if (one[0] in mine) != (other[0] in mine):
            found.add(Pair(one, other, row.odds) if one[0] in mine else Pair(other, one, row.odds))
    return sorted(found, key=lambda pair: (-pair.odds, pair.one, pair.other))


@many.once
def _pairs(connection: Connection) -> Any:
    return select(alike).where(_of(connection))


def propositions_of(connection: Connection, places: Iterable[Place]) -> dict[Place, int]:
    """The propositions that some claims are of."""
    wanted = set(places)
    given = {"pages": many.numbers(connection, sorted({place[0] for place in wanted}))}
    rows = connection.execute(_of_members(connection), given)
    every = {(page_id, start, stop): name for page_id, start, stop, name in rows}
    return {place: every[place] for place in wanted if place in every}


@many.once
def _of_members(connection: Connection) -> Any:
    m = members.c
    query = select(m.page_id, m.start, m.stop, m.proposition_id)
    return query.where(many.among(connection, m.page_id, "pages"))


def members_of(connection: Connection, names: Iterable[int]) -> dict[int, list[Place]]:
    """The claims of some propositions, in their order."""
    found: dict[int, list[Place]] = defaultdict(list)
    given = {"names": many.numbers(connection, sorted(set(names)))}
    for page_id, start, stop, name in connection.execute(_members(connection), given):
        found[name].append((page_id, start, stop))
    return found


@many.once
def _members(connection: Connection) -> Any:
    m = members.c
    query = select(m.page_id, m.start, m.stop, m.proposition_id)
    return query.where(many.among(connection, m.proposition_id, "names")).order_by(m.page_id, m.start)
