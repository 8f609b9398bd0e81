"""Origins: those with whom the chains of propositions end, and the propositions that end with one of them.

An origin goes by its folded name, as in `rawi.desk.together`. A list is made of the newest propositions, as many as can be
answered at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, exists, func, select

from rawi.desk import tables
from rawi.desk.together.tables import origins as ends
from rawi.desk.together.tables import propositions
from rawi.desk.views import rows
from rawi.desk.views.remembered import remembered
from rawi.desk.views.rows import Who
from rawi.errors import OptionError
from rawi.names import key as name_key

LISTED_FROM: Final = 20_000
"""Ends of propositions, those of the newest, out of which a list is made."""
MOST_OF_ONE: Final = 5000
"""Propositions of one origin, the newest, that its numbers count."""
MOST_RELAYS: Final = 5
_TOLD_FROM: Final = 2000  # ends out of which it is told who passes on
_TOLD_FROM_ONE: Final = 500
SIDES: Final = ("supports", "denies")


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One with whom propositions end.

    `propositions`: how many, of these `alone` that end with nobody else; `supporting`, `denying`: how many
    it says and denies; `relays`: who passes it on, with how many propositions, most first; `who`: the source that it is.
    """

    key: str
    name: str
    kind: str
    named: bool
    propositions: int
    alone: int
    supporting: int
    denying: int
    relays: tuple[tuple[str, int], ...] = ()
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class OriginList:
    """A page of a list. `next`: how many are passed over for the following one, None at the end; `whole`: of all."""

    lines: tuple[OriginLine, ...]
    next: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A proposition that ends with the origin, which `supports` or `denies` it, or both; the rest as in `together`."""

    name: int
    text: str
    pages: int
    supporting: int
    denying: int
    conflicts: tuple[str, ...]
    unsure: bool
    last: str | None
    supports: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class OriginSeen:
    """An origin, and a page of its propositions, the newest first. `next`: the key of the following one; `whole`: its
    numbers count all of them."""

    line: OriginLine
    whole: bool
    endings: tuple[Ending, ...]
    next: int | None


def listed(
    connection: Connection, *, words: str = "", kind: str | None = None, named: bool | None = None,
    side: str | None = None, after: int = 0, limit: int = 50,
) -> OriginList:  # fmt: skip
    """Those with whom most propositions end. `words`: of the name; `side`: who *supports* or *denies* at least one. Remembered.

    Raises:
        OptionError: `side` is none.
    """
    if side is not None and side not in SIDES:
        raise OptionError(f"{side[:40]!r} is neither supports nor denies.")
    asked = (words, kind, named, side, after, limit)
    return remembered(connection, ("origins", *asked), lambda: _listed(connection, *asked))


def _listed(
    connection: Connection, words: str, kind: str | None, named: bool | None, side: str | None, after: int, limit: int
) -> OriginList:
    newest = select(ends).order_by(ends.c.proposition_id.desc()).limit(LISTED_FROM).subquery()
    query = _counted(newest).order_by(func.count().desc(), newest.c.key).offset(after).limit(limit + 1)
    for word in name_key(words).split():
        query = query.where(newest.c.key.contains(word, autoescape=True))
    if kind is not None:
        query = query.where(newest.c.kind == kind)
    if named is not None:
        query = query.where(newest.c.named == named)
    if side is not None:
        query = query.having(func.count().filter(newest.c[side]) > 0)
    found = connection.execute(query).all()
    seen = connection.execute(select(func.count()).select_from(select(ends.c.n).limit(LISTED_FROM).subquery()))
    lines = _lines(connection, newest, found[:limit])
    return OriginList(tuple(lines), after + limit if len(found) > limit else None, seen.scalar_one() < LISTED_FROM)


def seen(connection: Connection, key: str, *, after: int | None = None, limit: int = 25) -> OriginSeen:
    """An origin by its folded name. `after`: the propositions before that one.

    Raises:
        OptionError: no proposition ends with anybody of that name.
    """
    places = select(ends.c.proposition_id, ends.c.n).where(ends.c.key == key).order_by(ends.c.proposition_id.desc())
    counted = connection.execute(_counted(places.add_columns(*_COUNTED).limit(MOST_OF_ONE).subquery())).all()
    lines = _lines(connection, _those(places.limit(_TOLD_FROM_ONE)), counted)
    if not lines:
        raise OptionError("No proposition ends with anybody of that name.")
    p = propositions
    if after is not None:
        places = places.where(ends.c.proposition_id < after)
    some = _those(places.limit(limit + 1))
    query = (
        select(
            p.c.id, p.c.text, p.c.pages, p.c.supporting, p.c.denying, p.c.conflicts, p.c.unsure, p.c.last,
            some.c.supports, some.c.denies,
        )
        .select_from(some.join(p, p.c.id == some.c.proposition_id))
        .order_by(some.c.proposition_id.desc())
    )  # fmt: skip
    found = connection.execute(query).all()
    endings = tuple(
        Ending(
            row.id, row.text or "", row.pages, row.supporting, row.denying,
            tuple(row.conflicts.split(",")) if row.conflicts else (), bool(row.unsure), row.last, row.supports, row.denies,
        )
        for row in found[:limit]
    )  # fmt: skip
    whole = lines[0].propositions < MOST_OF_ONE
    return OriginSeen(lines[0], whole, endings, endings[-1].name if len(found) > limit else None)


def _those(places: Any) -> Any:
    """The rows of some places; they are chosen by their numbers alone, since a sorter of whole rows is slow."""
    chosen = places.subquery()
    same = and_(chosen.c.proposition_id == ends.c.proposition_id, chosen.c.n == ends.c.n)
    return select(ends).join(chosen, same).subquery()


_COUNTED: Final = (ends.c.key, ends.c.supports, ends.c.denies)
"""What is counted beside the places; an index has them all."""


def _counted(some: Any) -> Any:
    other = ends.alias()
    has_other = exists().where(other.c.proposition_id == some.c.proposition_id, other.c.n != some.c.n)
    return (
        select(
            some.c.key, func.count().label("propositions"), func.count().filter(~has_other).label("alone"),
            func.count().filter(some.c.supports).label("supporting"),
            func.count().filter(some.c.denies).label("denying"),
        )
        .select_from(some)
        .group_by(some.c.key)
    )  # fmt: skip


def _lines(connection: Connection, some: Any, found: Sequence[Row[Any]]) -> list[OriginLine]:
    """Lines with what the newest ends of each tell: its fullest name, its kind, who passes it on."""
    keys = [row.key for row in found]
    told: dict[str, list[Any]] = defaultdict(list)
    query = select(some).where(some.c.key.in_(keys)).order_by(some.c.proposition_id.desc()).limit(_TOLD_FROM)
    for end in connection.execute(query):
        told[end.key].append(end)
    whose = _sources(connection, keys)
    lines = []
    for row in found:
        mine = told[row.key]
        fullest = max(mine, key=lambda end: len(end.name), default=None)
        relays = Counter(name for end in mine for name in dict.fromkeys(end.relays))
        lines.append(
            OriginLine(
                row.key, fullest.name if fullest else row.key, fullest.kind if fullest else "unknown",
                bool(fullest and fullest.named), row.propositions, row.alone, row.supporting, row.denying,
                tuple(relays.most_common(MOST_RELAYS)), whose.get(row.key),
            )
        )  # fmt: skip
    return lines


def _sources(connection: Connection, keys: Iterable[str]) -> dict[str, Who]:
    """The sources that go by some folded names, each as its newest page has it."""
    s, e = tables.sources, tables.entities
    newest = select(func.max(s.c.id)).where(s.c.name_key.in_(list(keys))).group_by(s.c.name_key)
    root = rows.root().label("entity")
    query = select(s.c.name, s.c.kind, s.c.named, s.c.name_key, root).select_from(
        s.outerjoin(e, e.c.id == s.c.entity_id)
    )
    return {
        row.name_key: Who(row.name, row.kind, bool(row.named), row.name_key, row.entity)
        for row in connection.execute(query.where(s.c.id.in_(newest)))
    }
