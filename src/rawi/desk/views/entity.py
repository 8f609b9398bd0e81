"""Somebody or something with a name, over all pages: what it is called, what it is said to be, and claims about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, exists, func, select

from rawi.desk import tables
from rawi.desk.decisions import kept
from rawi.desk.decisions.decision import UNDONE, Decision
from rawi.desk.decisions.tables import entity_parts
from rawi.desk.views import claim_lists, kept_together, rows
from rawi.desk.views.claim_lists import ClaimList
from rawi.desk.views.remembered import remembered
from rawi.errors import OptionError

MOST_CLAIMS: Final = 5000
"""Claims about an entity, the newest read, that its list is made of."""
MOST_PAGES: Final = 1000
"""Pages, the newest, that its names and roles are gathered from."""
LISTED_FROM: Final = 10_000
"""Names of the newest pages, out of which the list of those most named is made."""


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in a list. `pages` that name it: of those that were looked at."""

    id: int
    type: str
    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class NamedOn:
    """A page that names an entity. `entity`: which of those that were merged."""

    page_id: int
    entity: int
    name: str
    title: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class EntitySeen:
    """An entity over the pages of the desk.

    `merged`: those that people hold to be one with it, itself first; `parts`: those that people split off it, `part_of`
    the one it was split off; `names`: how pages call it, with how many of them, the most first; `roles`: what they say
    that it is; `pages` that name it, the newest `MOST_PAGES`, `whole` whether these are all of them; `is_source`:
    whether anything is attributed to it; `decisions`: merges and splits of it, the last first.
    """

    id: int
    type: str
    name: str
    merged: tuple[EntityLine, ...]
    parts: tuple[EntityLine, ...]
    part_of: EntityLine | None
    names: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    pages: int
    whole: bool
    is_source: bool
    decisions: tuple[Decision, ...]


def there(connection: Connection, number: int) -> list[int]:
    """The entities that people hold to be one with this one, as `rows.group`. Raises `OptionError` where there is none."""
    group = rows.group(connection, number)
    if not group:
        raise OptionError(f"The desk has no entity {number}.")
    return group


def seen(connection: Connection, number: int) -> EntitySeen:
    """All that is told of an entity beside the claims; remembered. Of a merged one: of the one that it was merged into.

    Raises:
        OptionError: there is none of that number.
    """
    return remembered(connection, ("entity", number), lambda: _seen(connection, number))


def _seen(connection: Connection, number: int) -> EntitySeen:
    group = there(connection, number)
    e, pe, s = tables.entities, tables.page_entities, tables.sources
    first = connection.execute(select(e).where(e.c.id == group[0])).one()
    query = select(pe.c.page_id, pe.c.entity_id, pe.c.name, pe.c.roles).where(pe.c.entity_id.in_(group))
    found = connection.execute(query.order_by(pe.c.page_id.desc()).limit(MOST_PAGES)).all()
    names: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    for row in found:
        names[row.name] += 1
        roles.update({role["text"] for role in row.roles})
    whole = connection.execute(select(entity_parts.c.part_of).where(entity_parts.c.entity_id == group[0])).scalar()
    split_off = connection.execute(select(entity_parts.c.entity_id).where(entity_parts.c.part_of.in_(group))).scalars()
    lines = _lines(connection, [*group, *(parts := list(split_off)), *([whole] if whole is not None else [])])
    return EntitySeen(
        id=group[0], type=first.type, name=first.name,
        merged=tuple(lines[n] for n in group), parts=tuple(lines[n] for n in parts if n in lines),
        part_of=lines.get(whole) if whole is not None else None,
        names=tuple(sorted(names.items(), key=lambda one: (-one[1], one[0]))),
        roles=tuple(sorted(roles.items(), key=lambda one: (-one[1], one[0]))[:40]),
        pages=len({row.page_id for row in found}), whole=len(found) < MOST_PAGES,
        is_source=bool(connection.execute(select(exists().where(s.c.entity_id.in_(group)))).scalar()),
        decisions=tuple(_decisions(connection, lines.values())),
    )  # fmt: skip


def claims(
    connection: Connection, number: int, *, stance: str | None = None, after: str | None = None, limit: int = 25
) -> ClaimList:
    """Claims that name an entity, the newest first. Raises `OptionError` as `claim_lists.listed`."""
    group, ce = rows.group(connection, number), tables.claim_entities
    if kept_together.here(connection):
        claims = kept_together.about(group, MOST_CLAIMS)
    else:
        numbers = select(ce.c.claim_id).where(ce.c.entity_id.in_(group)).order_by(ce.c.claim_id.desc())
        claims = claim_lists.some(numbers.limit(MOST_CLAIMS))
    return claim_lists.listed(connection, claims, stance=stance, after=after, limit=limit)


def named_on(connection: Connection, number: int, *, before: int | None = None, limit: int = 20) -> list[NamedOn]:
    """Pages that name an entity, the last that came first; `before`: only those that came before that page."""
    pe, p = tables.page_entities, tables.pages
    some = (
        select(pe.c.page_id, pe.c.entity_id, func.max(pe.c.name).label("name"))
        .where(pe.c.entity_id.in_(rows.group(connection, number)))
        .group_by(pe.c.page_id, pe.c.entity_id)
        .order_by(pe.c.page_id.desc(), pe.c.entity_id)
        .limit(limit)
    )
    if before is not None:
        some = some.where(pe.c.page_id < before)
    last = some.subquery()  # the pages themselves only of those that are shown
    joined = last.join(p, p.c.id == last.c.page_id)
    query = select(last.c.page_id, last.c.entity_id, last.c.name, p.c.title, p.c.outlet, p.c.published)
    query = query.select_from(joined).order_by(last.c.page_id.desc(), last.c.entity_id)
    return [
        NamedOn(row.page_id, row.entity_id, row.name, row.title, row.outlet, row.published)
        for row in connection.execute(query)
    ]


def most_named(connection: Connection, *, type: str | None = None, limit: int = 50) -> list[EntityLine]:
    """Entities of the newest pages, those first that most pages name; remembered."""
    return [*remembered(connection, ("most named", type, limit), lambda: _most_named(connection, type, limit))]


def _most_named(connection: Connection, type: str | None, limit: int) -> list[EntityLine]:
    pe, e = tables.page_entities, tables.entities
    newest = select(pe.c.page_id, pe.c.entity_id, pe.c.type).order_by(pe.c.page_id.desc()).limit(LISTED_FROM)
    if type is not None:
        newest = newest.where(pe.c.type == type)
    some = newest.subquery()
    root, pages = rows.root(), func.count(some.c.page_id.distinct())
    query = select(root.label("id"), pages.label("pages")).select_from(some.join(e, e.c.id == some.c.entity_id))
    found = connection.execute(query.group_by(root).order_by(pages.desc(), root).limit(limit)).all()
    lines = _lines(connection, [row.id for row in found])
    return [EntityLine(row.id, lines[row.id].type, lines[row.id].name, row.pages) for row in found]


def listed(connection: Connection, *, type: str | None = None, after: int = 0, limit: int = 50) -> list[EntityLine]:
    """Entities in the order in which they came, those left out that were merged into others; the next behind a number."""
    e = tables.entities
    query = select(e.c.id).where(e.c.id > after, e.c.merged_into.is_(None)).order_by(e.c.id).limit(limit)
    if type is not None:
        query = query.where(e.c.type == type)
    numbers = list(connection.execute(query).scalars())
    lines = _lines(connection, numbers)
    return [lines[n] for n in numbers]


def _lines(connection: Connection, numbers: Sequence[int]) -> dict[int, EntityLine]:
    e, pe = tables.entities, tables.page_entities
    pages = select(func.count(pe.c.page_id.distinct())).where(pe.c.entity_id == e.c.id).scalar_subquery()
    found: dict[int, EntityLine] = {}
    for at in range(0, len(numbers), 400):
        query = select(e.c.id, e.c.type, e.c.name, pages.label("pages")).where(e.c.id.in_(numbers[at : at + 400]))
        found.update({row.id: EntityLine(*row) for row in connection.execute(query)})
    return found


def _decisions(connection: Connection, lines: Any) -> list[Decision]:
    """Merges and splits that speak of some entities, the last first; those that were taken back left out."""
    e = tables.entities
    numbers = [line.id for line in lines]
    keys = set()
    for at in range(0, len(numbers), 400):
        query = select(e.c.type, e.c.key).where(e.c.id.in_(numbers[at : at + 400]))
        keys |= {(row.type, row.key) for row in connection.execute(query)}
    found = []
    for decision in kept.load(connection, names=True, kinds=("merge", "split")):
        target = decision.target
        told = [] if target is None else [(target.type, target.key)]
        told += [(one["type"], one["key"]) for one in decision.after.get("names", ())]
        if decision.state != UNDONE and keys.intersection(told):
            found.append(decision)
    return found[::-1]
