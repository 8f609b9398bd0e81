"""What somebody is reported to have said, and who reports it.

A source is an entity of the desk with all that people merged with it, or, where it is none, all those who go by one
name: nobody knows whether they are one. The newest pages are looked at, as many as can be answered at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import Connection, String, and_, bindparam, case, exists, func, literal, or_, select, text, union

from rawi.desk import many, tables
from rawi.desk.decisions.tables import decided_claims
from rawi.desk.views import claim_lists, kept_together, rows
from rawi.desk.views.claim_lists import ClaimList, Month, Said
from rawi.desk.views.remembered import remembered
from rawi.desk.views.rows import Who
from rawi.errors import OptionError

MOST_PAGES: Final = 1000
"""Pages that attribute something to a source, the newest, that its view is made of."""
MOST_REPORTERS: Final = 30
_CALLED_BY: Final = 50
"""Rows of a name in `sources`, the newest, out of which it is told how it is written and whether it tells who is meant."""
LISTED_FROM: Final = 5000
"""Sources of the newest pages, out of which the list of those most quoted is made."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who reports it. `link`: outlet, agency, or attribution (`who` is then the source through which it passed)."""

    link: str
    name: str | None
    pages: int
    who: Who | None = None


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """A source over the pages of the desk.

    `pages` on which it is a source, `whole` whether these are all of them; `names`: how pages call it, with how many of
    them; `said`: by month and stance; `reporters`: by whom reported; `passes_on`: whose words it passes on; `namesakes`:
    those of the same name who are no entity, or others that are one.
    """

    who: Who
    pages: int
    whole: bool
    claims: int
    names: tuple[tuple[str, int], ...]
    said: tuple[Month, ...]
    reporters: tuple[Reporter, ...]
    passes_on: tuple[Reporter, ...]
    namesakes: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in a list, with the number of pages on which it is one."""

    who: Who
    pages: int


def find(connection: Connection, *, entity: int | None = None, key: str | None = None) -> Who:
    """The source that is an entity, or that goes by a folded name.

    Raises:
        OptionError: there is none.
    """
    s, e = tables.sources, tables.entities
    query = select(s.c.name, s.c.kind, s.c.named, s.c.name_key).limit(1)
    if entity is not None:
        group = rows.group(connection, entity)
        if group:
            last = select(func.max(s.c.id)).where(s.c.entity_id.in_(group)).scalar_subquery()
            row = connection.execute(query.where(s.c.id == last)).one_or_none()
            name = connection.execute(select(e.c.name).where(e.c.id == group[0])).scalar_one()
            if row is not None:
                return Who(name, row.kind, bool(row.named), row.name_key, group[0])
        raise OptionError(f"Nothing is attributed to an entity {entity}.")
    found = _base(connection, None, key) if key is not None else ()
    if not found or key is None:
        raise OptionError("Nothing is attributed to anybody of that name.")
    row = max(found, key=lambda row: (len(row.name), -row.id))  # who says most, the first of them
    return Who(row.name, row.kind, bool(row.named), key, None)


def seen(connection: Connection, who: Who) -> SourceSeen:
    """All that is told of a source beside its claims; remembered, since the next page of them tells it again."""
    return remembered(connection, ("source", who), lambda: _seen(connection, who))


def _seen(connection: Connection, who: Who) -> SourceSeen:
    base = _base(connection, who.entity, who.key)
    nested = _on_nested(connection, base)
    times, on_pages = Counter(row.name for row in base), defaultdict(set)
    for row in base:
        on_pages[row.name].add(row.page_id)
    names = sorted(times, key=lambda name: (-times[name], name))[:20]
    said = claim_lists.months(_said(connection, who))
    return SourceSeen(
        who=who, pages=len({row.page_id for row in base}), whole=len(base) < MOST_PAGES,
        claims=sum(one.count for one in said), names=tuple((name, len(on_pages[name])) for name in names),
        said=tuple(said), reporters=tuple(_reporters(connection, base, nested)),
        passes_on=tuple(_beside(connection, nested, outwards=False)),
        namesakes=tuple(_namesakes(connection, who)),
    )  # fmt: skip


def claims(
    connection: Connection, who: Who, *, stance: str | None = None, after: str | None = None, limit: int = 25
) -> ClaimList:
    """What it is reported to have said, the newest first. Raises `OptionError` as `claim_lists.listed`."""
    return claim_lists.part(connection, _said(connection, who), stance=stance, after=after, limit=limit)


def _said(connection: Connection, who: Who) -> Said:
    """All its claims; remembered, since a page of their list and a chart of them are made of the same."""

    def said() -> Said:
        base = _base(connection, who.entity, who.key)
        names = [*[*dict.fromkeys(row.name for row in base)][:300], who.name]
        if kept_together.here(connection):
            return _said_together(connection, who, base, names)
        given = {"base": many.numbers(connection, (row.id for row in base)), "names": names}
        return claim_lists.said(connection, _claim_numbers(connection, who.named), given)

    return remembered(connection, ("said by", who), said)


@cache
def _given() -> Any:
    """A selection of the numbers of claims that people gave to one whom they called by one of the `names`."""
    d = decided_claims.c
    return select(d.claim_id).where(d.source.in_(bindparam("names", expanding=True)), d.claim_id.is_not(None))


def _claim_numbers(connection: Connection, named: bool) -> Any:
    """A selection of the numbers of its claims: those that a machine read so, and those that a person gave to it.

    Its parameters are `base`, the numbers of its rows in `sources`, and its `names`.
    """
    key = connection.dialect.name, named
    if key not in _SELECTED:
        c, d = tables.claims, decided_claims
        its = d.c.source.in_(bindparam("names", expanding=True))
        still = or_(d.c.id.is_(None), d.c.source.is_(None), its)
        mine = many.among(connection, c.c.source_id, "base")
        read = select(c.c.id).select_from(c.outerjoin(d, d.c.claim_id == c.c.id)).where(mine, still)
        # of whom nobody knows who it is, a correction elsewhere tells nothing
        _SELECTED[key] = select(union(read, _given()).subquery().c[0]) if named else read
    return _SELECTED[key]


_SELECTED: Final[dict[tuple[Any, ...], Any]] = {}
"""Selections that were put together before, which takes longer than to run them: by dialect and what they are of."""


def most_quoted(connection: Connection, limit: int = 50) -> list[SourceLine]:
    """Named sources of the newest pages, those first that most pages quote; remembered."""
    s = tables.sources

    def quoted() -> list[SourceLine]:
        newest = select(s).where(and_(s.c.named)).order_by(s.c.id.desc()).limit(LISTED_FROM).subquery()
        return _lines(connection, newest, limit)

    return [*remembered(connection, ("most quoted", limit), quoted)]


def listed(connection: Connection, *, after: str | None = None, limit: int = 50) -> tuple[list[SourceLine], str | None]:
    """All sources: first those that are entities, in the order in which they came, then names alone, by their folded form.

    `after`: the key that the last call gave beside its list. Raises `OptionError` where it is none.
    """
    found: list[SourceLine] = []
    kind, _, key = (after or "e_0").partition("_")
    if kind not in ("e", "n") or (kind == "e" and not (key.isascii() and key.isdigit() and len(key) < 19)):
        raise OptionError("after is a key that a list gave as `next`; this is none.")
    if kind == "e":
        found = _that_are_entities(connection, int(key), limit + 1)
    if len(found) <= limit:
        found += _by_name_alone(connection, key if kind == "n" else "", limit + 1 - len(found))
    if len(found) <= limit:
        return found, None
    last = found[limit - 1].who
    return found[:limit], f"n_{last.key}" if last.entity is None else f"e_{last.entity}"


def _that_are_entities(connection: Connection, after: int, limit: int) -> list[SourceLine]:
    s, e, m = tables.sources, tables.entities, tables.entities.alias("merged")
    itself = exists().where(s.c.entity_id == e.c.id)
    others = exists(select(1).select_from(m.join(s, s.c.entity_id == m.c.id)).where(m.c.merged_into == e.c.id))
    query = select(e.c.id).where(e.c.id > after, e.c.merged_into.is_(None), or_(itself, others))
    numbers = connection.execute(query.order_by(e.c.id).limit(limit)).scalars().all()
    group = select(e.c.id).where(or_(e.c.id.in_(numbers), e.c.merged_into.in_(numbers)))
    lines = _lines(connection, select(s).where(s.c.entity_id.in_(group)).subquery(), limit)
    return sorted(lines, key=lambda line: line.who.entity or 0)


def _by_name_alone(connection: Connection, after: str, limit: int) -> list[SourceLine]:
    """Names as their newest rows have them, with the number of all their pages."""
    found = []
    for key in _keys(connection, after, limit):
        row = connection.execute(_called(), {"key": key}).one()
        found.append(SourceLine(Who(row.name, row.kind, bool(row.named), key, None), row.pages))
    return found


@cache  # put together once: a list asks it for each of its names
def _called() -> Any:
    """How those who are no entity and go by the name ``:key`` are called, and their pages."""
    s, key = tables.sources, bindparam("key", type_=String)
    newest = rows.without_entity(select(s.c.name, s.c.kind, s.c.named), key).order_by(s.c.page_id.desc())
    some = newest.limit(_CALLED_BY).subquery().c
    pages = rows.without_entity(select(func.count(s.c.page_id.distinct())), key).scalar_subquery()
    named = func.max(case((and_(some.named), 1), else_=0))
    return select(
        func.max(some.name).label("name"), func.max(some.kind).label("kind"), named.label("named"), pages.label("pages")
    )


def _keys(connection: Connection, after: str, limit: int) -> list[str]:
    """The next names of those who are no entity: each is found by a step in the index, however often it stands there."""
    s = tables.sources

    def following(last: Any) -> Any:
        query = select(func.min(s.c.name_key)).where(s.c.name_key > last, s.c.entity_id.is_(None))
        return rows.by_name_index(query).scalar_subquery()

    steps = select(following(after).label("name_key"), literal(1).label("n")).cte("steps", recursive=True)
    more = select(following(steps.c.name_key), steps.c.n + 1).where(steps.c.name_key.is_not(None), steps.c.n < limit)
    steps = steps.union_all(more)
    found = connection.execute(select(steps.c.name_key).where(steps.c.name_key.is_not(None)).order_by(steps.c.n))
    return list(found.scalars())


def _base(connection: Connection, entity: int | None, key: str) -> Sequence[Any]:
    """Its rows in `sources`, those of the newest pages. They are asked for once, and their numbers used by all else."""
    return remembered(connection, ("rows of", entity, key), lambda: _rows(connection, entity, key))


def _rows(connection: Connection, entity: int | None, key: str) -> Sequence[Any]:
    s = tables.sources
    query = select(s.c.id, s.c.page_id, s.c.name, s.c.kind, s.c.named)
    query = query.order_by(s.c.page_id.desc(), s.c.id.desc()).limit(MOST_PAGES)
    if entity is not None:
        query = query.where(s.c.entity_id.in_(rows.group(connection, entity)))
    else:
        query = rows.without_entity(query, key)
    return connection.execute(query).all()


def _said_together(connection: Connection, who: Who, base: Sequence[Any], names: Sequence[str]) -> Said:
    """All its claims, as SQLite keeps them together, and those that a person gave to it."""
    group = None if who.entity is None else rows.group(connection, who.entity)
    first, mine = min((row.page_id for row in base), default=0), {row.id for row in base}
    asked = {"first": first, "names": names, **kept_together.of(group, who.key)}
    found = connection.execute(kept_together.said(), asked)
    claims = {number: (number, day, stance) for number, day, stance, source in found if source in mine}
    if who.named:  # of whom nobody knows who it is, a correction elsewhere tells nothing
        given = claim_lists.said(connection, _given(), {"names": names})
        claims |= {one[0]: one for one in zip(given.numbers, given.days, given.stances, strict=True)}
    newest_first = sorted(claims.values(), key=lambda one: (one[1], one[0]), reverse=True)
    return Said(*zip(*newest_first, strict=True)) if newest_first else Said((), (), ())


def _lines(
    connection: Connection, sources: Any, limit: int, given: Mapping[str, Any] | None = None
) -> list[SourceLine]:
    """Sources out of some rows of the table, those of one entity or one name together. `given`: parameters of `sources`."""
    found = connection.execute(_lined(sources, limit), given or {}).all()
    names = _names(connection, [row.entity for row in found if row.entity is not None])
    return [
        SourceLine(Who(names.get(row.entity, row.name), row.kind, bool(row.named), row.name_key, row.entity), row.pages)
        for row in found
    ]


@lru_cache(maxsize=32)
def _lined(sources: Any, limit: int) -> Any:
    e, s = tables.entities, sources.c
    entity = rows.root()
    key = case((entity.is_(None), s.name_key), else_="")
    pages = func.count(s.page_id.distinct())
    return (
        select(
            entity.label("entity"), key.label("by_name"), func.max(s.name).label("name"), func.max(s.kind).label("kind"),
            func.max(s.name_key).label("name_key"), pages.label("pages"),
            func.max(case((and_(s.named), 1), else_=0)).label("named"),
        )
        .select_from(sources.outerjoin(e, e.c.id == s.entity_id))
        .group_by(entity, text("by_name"))  # PostgreSQL takes two equal expressions with parameters for two
        .order_by(pages.desc(), func.max(s.name))
        .limit(limit)
    )  # fmt: skip


def _names(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    if not numbers:
        return {}
    e = tables.entities
    return {row.id: row.name for row in connection.execute(select(e.c.id, e.c.name).where(e.c.id.in_(numbers)))}


def _on_nested(connection: Connection, base: Sequence[Any]) -> list[int]:
    """Those of its rows that are on pages on which one passes on what another says: few of most sources."""
    pages = {"pages": many.numbers(connection, {row.page_id for row in base})}
    nested = set(connection.execute(_nested(connection), pages).scalars())
    return [row.id for row in base if row.page_id in nested]


@many.once
def _nested(connection: Connection) -> Any:
    a = tables.attributions
    query = select(a.c.page_id).where(many.among(connection, a.c.page_id, "pages"), a.c.outer_n.is_not(None))
    return query.distinct().with_hint(a, "INDEXED BY ix_attributions_page_id_outer_n", "sqlite")


def _reporters(connection: Connection, base: Sequence[Any], nested: Sequence[int]) -> Iterator[Reporter]:
    """Outlets and agencies of the pages on which it is a source, then the sources through which its words passed."""
    p = tables.pages
    here = {row.page_id for row in base}
    query = select(p.c.outlet_key, p.c.outlet, p.c.agency).where(many.among(connection, p.c.id, "pages"))
    query = kept_together.by_index(query, p, "pages_publishers")
    pages = connection.execute(query, {"pages": many.numbers(connection, here)}).all()
    for link in ("outlet", "agency"):
        keys = [row.outlet_key if link == "outlet" else row.agency for row in pages]
        names: dict[str, str] = {}
        for key, row in zip(keys, pages, strict=True):
            if key is not None:
                name = row.outlet if link == "outlet" else row.agency
                names[key] = min(names.get(key, name), name)
        counts = Counter(key for key in keys if key is not None)
        for key in sorted(counts, key=lambda key: (-counts[key], names[key]))[:MOST_REPORTERS]:
            yield Reporter(link, names[key], counts[key])
    yield from _beside(connection, nested, outwards=True)


def _beside(connection: Connection, base: Sequence[int], *, outwards: bool) -> Iterator[Reporter]:
    """Sources next to it in chains: those that pass its words on, or those whose words it passes on."""
    if not base:
        return
    given = {"base": many.numbers(connection, base)}
    for line in _lines(connection, _them(connection, outwards), MOST_REPORTERS, given):
        yield Reporter("attribution", line.who.name, line.pages, line.who)


def _them(connection: Connection, outwards: bool) -> Any:
    """The rows of those beside the rows `base` in chains."""
    key = connection.dialect.name, "beside", outwards
    if key not in _SELECTED:
        s, inner, outer = tables.sources, tables.attributions.alias("inner_a"), tables.attributions.alias("outer_a")
        mine, other = (inner, outer) if outwards else (outer, inner)
        me = s.alias("me")
        joined = (
            me.join(mine, and_(mine.c.page_id == me.c.page_id, mine.c.source_n == me.c.n))
            .join(
                other,
                and_(
                    other.c.page_id == me.c.page_id,
                    other.c.n == mine.c.outer_n if outwards else other.c.outer_n == mine.c.n,
                ),
            )
            .join(s, and_(s.c.page_id == other.c.page_id, s.c.n == other.c.source_n))
        )
        needed = (s.c.id, s.c.page_id, s.c.name, s.c.kind, s.c.named, s.c.name_key, s.c.entity_id)
        chosen = select(*needed).select_from(joined).where(many.among(connection, me.c.id, "base"), me.c.id != s.c.id)
        _SELECTED[key] = chosen.distinct().subquery()
    return _SELECTED[key]


def _namesakes(connection: Connection, who: Who) -> list[SourceLine]:
    """Others of the very same name: they may be the same, which people decide."""
    if not who.named or not _has_namesakes(connection, who):
        return []
    lines = _lines(connection, _of_name(), 12, {"key": who.key})
    return [
        one for one in lines if (one.who.entity, one.who.key) != (who.entity, who.key) and one.who.entity != who.entity
    ]


def _has_namesakes(connection: Connection, who: Who) -> bool:
    """Whether there are any, which mostly there are not: the numbers alone tell it, and no row need be read."""
    group = set() if who.entity is None else set(rows.group(connection, who.entity))
    found = connection.execute(_entities_of_name(), {"key": who.key}).scalars()
    return any(entity not in group if entity is not None else who.entity is not None for entity in found)


@cache
def _entities_of_name() -> Any:
    s = tables.sources.c
    newest = select(s.entity_id).where(s.name_key == bindparam("key")).order_by(s.id.desc()).limit(MOST_PAGES)
    return select(newest.subquery().c.entity_id).distinct()


@cache
def _of_name() -> Any:
    """The newest rows of a name, `key`."""
    s = tables.sources
    return select(s).where(s.c.name_key == bindparam("key")).order_by(s.c.id.desc()).limit(MOST_PAGES).subquery()
