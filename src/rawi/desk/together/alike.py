"""Claims of different stories that are alike, as rows: the keys by which they are found, and the pairs that were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, delete, or_, select

from rawi.desk.together.tables import alike, keys, members

Place = tuple[int, int, int]
"""A claim: the number of its page, and its span."""

MOST: Final = 30
"""A key that so many claims have is given to no more."""
_SOME: Final = 400


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
    for some in _some(wanted):
        query = select(keys).where(keys.c.key.in_(some)).order_by(keys.c.key, keys.c.page_id, keys.c.start)
        for row in connection.execute(query):
            holders[row.key].append((row.page_id, row.start, row.stop))
    shared: dict[Place, Counter[Place]] = {}
    rows = []
    for place, mine in found.items():
        shared[place] = Counter(other for key in mine for other in holders[key])
        for key in mine:
            if len(holders[key]) < MOST:
                rows.append({"key": key, "page_id": place[0], "start": place[1], "stop": place[2]})
    if rows:
        connection.execute(keys.insert(), rows)
    return shared


def forget(connection: Connection, page_ids: Sequence[int]) -> None:
    """Take away the keys of some pages and the pairs that their claims are in."""
    for some in _some(page_ids):
        connection.execute(delete(keys).where(keys.c.page_id.in_(some)))
        connection.execute(delete(alike).where(or_(alike.c.page_id.in_(some), alike.c.other_page_id.in_(some))))


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
    for some in _some(page_ids):
        query = select(alike).where(or_(alike.c.page_id.in_(some), alike.c.other_page_id.in_(some)))
        for row in connection.execute(query):
            one, other = _ends(row)
            if (one[0] in mine) != (other[0] in mine):
                found.add(Pair(one, other, row.odds) if one[0] in mine else Pair(other, one, row.odds))
    return sorted(found, key=lambda pair: (-pair.odds, pair.one, pair.other))


def propositions_of(connection: Connection, places: Iterable[Place]) -> dict[Place, int]:
    """The propositions that some claims are of."""
    wanted = set(places)
    found: dict[Place, int] = {}
    for some in _some(sorted({place[0] for place in wanted})):
        for row in connection.execute(select(members).where(members.c.page_id.in_(some))):
            place = (row.page_id, row.start, row.stop)
            if place in wanted:
                found[place] = row.proposition_id
    return found


def members_of(connection: Connection, names: Iterable[int]) -> dict[int, list[Place]]:
    """The claims of some propositions, in their order."""
    found: dict[int, list[Place]] = defaultdict(list)
    for some in _some(sorted(set(names))):
        query = select(members).where(members.c.proposition_id.in_(some)).order_by(members.c.page_id, members.c.start)
        for row in connection.execute(query):
            found[row.proposition_id].append((row.page_id, row.start, row.stop))
    return found


def _ends(row: Row[Any]) -> tuple[Place, Place]:
    return (row.page_id, row.start, row.stop), (row.other_page_id, row.other_start, row.other_stop)


def _some(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[at : at + _SOME] for at in range(0, len(values), _SOME))
