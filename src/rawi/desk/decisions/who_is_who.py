"""Who is who over all pages: groups of names that people merged, and parts that they split off.

Merges and splits are kept as decisions; what they come to is worked out here alone, from those in force, in their order.
A merge joins groups under the first one's name; a split without pages takes a name out of its group again; a split with
pages makes of a name, on those pages, somebody else. ``entities.merged_into`` and the entity of a page's names follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, delete, exists, insert, or_, select, text, update

from rawi.desk import store
from rawi.desk.decisions.decision import Decision, Target, in_force
from rawi.desk.decisions.kept import load
from rawi.desk.decisions.tables import entity_parts
from rawi.desk.tables import claim_entities, claims, entities, page_entities, pages, sources
from rawi.desk.together import waiting

T = TypeVar("T")

Name = tuple[str, str]
"""Type and key of an entity."""

PART = "\u241f"  # parts a name's key from the number of the decision that split it off
_PART_IS = entity_parts.c.entity_id == entities.c.id
_LOCK = 7291006  # of PostgreSQL, for whoever works out who is who


def groups(decisions: Iterable[Decision]) -> dict[Name, Name]:
    """For every name that was merged, the name that it was merged into; a pure sum of the decisions."""
    members: dict[Name, list[Name]] = {}

    def group(name: Name) -> list[Name]:
        return members.setdefault(name, [name])

    for d in in_force(decisions):
        if d.target is None or d.target.on != "name":
            continue
        name = (d.target.type or "", d.target.key or "")
        if d.kind == "merge":
            whole = group(name)
            for other in d.after["names"]:
                for joined in group((other["type"], other["key"])):
                    if members[joined] is not whole:
                        members[joined] = whole
                        whole.append(joined)
        elif d.kind == "split" and not d.after.get("pages"):
            group(name).remove(name)
            members[name] = [name]
    return {name: whole[0] for name, whole in members.items() if whole[0] != name}


def parts(decisions: Iterable[Decision]) -> dict[tuple[Name, str], Name]:
    """For a name and the sha256 of a page, the part of it that people split off there; the latest split holds."""
    found: dict[tuple[Name, str], Name] = {}
    for d in in_force(decisions):
        if d.kind == "split" and d.target and d.target.on == "name":
            base = (d.target.type or "", _base(d.target.key or ""))
            for page in d.after.get("pages", ()):
                found[base, page] = (base[0], f"{base[1]}{PART}{d.id}")
    return found


def _base(key: str) -> str:
    """The key of the name that a part was split off from; any other key as it is."""
    base, sign, number = key.rpartition(PART)
    return base if sign and number.isdecimal() else key


def alone(connection: Connection) -> None:
    """From here on to the end of the transaction nobody else works out who is who; SQLite has one writer anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})


def names_on(connection: Connection, page_id: int, entity_id: int) -> bool:
    """Whether a page names an entity of the desk."""
    there = (page_entities.c.page_id == page_id) & (page_entities.c.entity_id == entity_id)
    return bool(connection.execute(select(exists().where(there))).scalar())


def rebuild(connection: Connection) -> None:
    """Work out ``entities.merged_into``, and who a page's names are, from the decisions in force.

    What pages that name somebody who is now another say together waits to be found anew. Costs as much as there are
    merges and splits, and pages that name those whom the last of them changed.
    """
    alone(connection)
    decided = load(connection, names=True)
    _split(connection, decided)
    merged = groups(decided)
    ids = _ids(connection, {*merged, *merged.values()})
    now = {ids[name]: ids[into] for name, into in merged.items() if name in ids and into in ids}
    rows = connection.execute(select(entities.c.id, entities.c.merged_into).where(entities.c.merged_into > 0))
    before = {row.id: row.merged_into for row in rows}
    changed = sorted(number for number in {*before, *now} if before.get(number) != now.get(number))
    for number in changed:
        connection.execute(update(entities).where(entities.c.id == number).values(merged_into=now.get(number)))
    whose = {*changed, *(into for number in changed for into in (before.get(number), now.get(number)) if into)}
    waiting.named_otherwise(connection, whose)


def _split(connection: Connection, decided: Iterable[Decision]) -> None:
    """Give back to every name what is no longer split off it, and split off what is."""
    splits = {d.id: d for d in in_force(decided) if d.kind == "split" and d.after.get("pages")}
    there = set(connection.execute(select(entity_parts.c.decision_id)).scalars())
    for number in sorted(splits.keys() - there):
        if target := splits[number].target:
            _make_part(connection, number, target)
    rows = connection.execute(select(entity_parts, entities.c.type, entities.c.key).join(entities, _PART_IS)).all()
    wanted = parts(decided)
    part_of = {row.entity_id: row.part_of for row in rows}
    part_ids = {(row.type, row.key): row.entity_id for row in rows}
    shas = sorted({page for _, page in wanted})
    by_page = {
        (part_of[part_ids[part]], page): part_ids[part] for (_, page), part in wanted.items() if part in part_ids
    }
    moves: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in _speaking(connection, part_of, shas):
        whole = part_of.get(row.entity_id, row.entity_id)
        goal = by_page.get((whole, row.sha256), whole)
        if goal != row.entity_id:
            moves[row.page_id].append((row.entity_id, goal))
    for page_id in sorted(moves):
        for hook in store.HOOKS:
            if hook.again is None:
                hook.remove(connection, page_id)
        for old, new in dict.fromkeys(moves[page_id]):
            _move(connection, page_id, old, new)
        for hook in store.HOOKS:
            (hook.again or hook.add)(connection, page_id, store.get(connection, page_id))
    for row in rows:
        if row.decision_id not in splits:
            _forget(connection, row.entity_id)


def _speaking(connection: Connection, part_of: dict[int, int], shas: list[str]) -> list[Any]:
    """Pages that name a part, and those on which a part is wanted, with the entities that they name."""
    found: list[Any] = []
    query = select(page_entities.c.page_id, page_entities.c.entity_id, pages.c.sha256)
    query = query.join(pages, pages.c.id == page_entities.c.page_id)
    for some in _some(sorted(part_of)):
        found += connection.execute(query.where(page_entities.c.entity_id.in_(some))).all()
    for page in _some(shas):
        for some in _some(sorted(set(part_of.values()))):
            there = pages.c.sha256.in_(page) & page_entities.c.entity_id.in_(some)
            found += connection.execute(query.where(there)).all()
    return found


def _make_part(connection: Connection, decision: int, target: Target) -> None:
    """A new entity for what a decision splits off; none where nobody speaks of the whole any more."""
    kind, key = target.type or "", _base(target.key or "")
    base = _ids(connection, [(kind, key)]).get((kind, key))
    if base is None:
        return
    name = (kind, f"{key}{PART}{decision}")
    part = _ids(connection, [name]).get(name)
    if part is None:
        row = {"type": kind, "key": name[1], "name": target.words or key}
        part = connection.execute(insert(entities).values(row).returning(entities.c.id)).scalar_one()
    given = {"entity_id": part, "part_of": base, "decision_id": decision}
    connection.execute(insert(entity_parts).values(given))


def _forget(connection: Connection, part: int) -> None:
    connection.execute(delete(entity_parts).where(entity_parts.c.entity_id == part))
    connection.execute(update(entities).where(entities.c.merged_into == part).values(merged_into=None))
    connection.execute(delete(entities).where(entities.c.id == part))


def _move(connection: Connection, page_id: int, old: int, new: int) -> None:
    """Make of one entity another, on a page."""
    for table in (page_entities, sources):
        here = (table.c.page_id == page_id) & (table.c.entity_id == old)
        connection.execute(update(table).where(here).values(entity_id=new))
    mine = claim_entities.c.claim_id.in_(select(claims.c.id).where(claims.c.page_id == page_id))
    connection.execute(update(claim_entities).where(mine, claim_entities.c.entity_id == old).values(entity_id=new))


def _ids(connection: Connection, names: Iterable[Name]) -> dict[Name, int]:
    found: dict[Name, int] = {}
    for some in _some(sorted(set(names))):
        query = select(entities.c.id, entities.c.type, entities.c.key).where(
            or_(*((entities.c.type == kind) & (entities.c.key == key) for kind, key in some))
        )
        found |= {(row.type, row.key): row.id for row in connection.execute(query)}
    return found


def _some(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """A bounded number at a time: databases have limits on what one question may hold."""
    return (values[at : at + 200] for at in range(0, len(values), 200))


def follow_page(connection: Connection, page_id: int, sha256: str) -> None:
    """Bring a page that was read anew, whose names the tables have by their keys alone, under what people decided."""
    decided = load(connection, names=True)
    if not decided:
        return
    wanted, split = groups(decided), parts(decided)
    mine = select(entities).join(page_entities, page_entities.c.entity_id == entities.c.id)
    rows = connection.execute(mine.where(page_entities.c.page_id == page_id).distinct()).all()
    unmarked = any(row.merged_into is None and (row.type, row.key) in wanted for row in rows)
    if unmarked or any(((row.type, _base(row.key)), sha256) in split for row in rows):
        rebuild(connection)


def same_on_page(connection: Connection, page_id: int) -> list[list[int]]:
    """Numbers of the page's names that people hold to be one; first the one whose name they go by, else the fullest."""
    merged = select(entities.c.id).where(entities.c.merged_into > 0)  # IS NOT NULL would look at all of them
    if connection.execute(merged.limit(1)).scalar() is None:
        return []
    query = (
        select(page_entities.c.n, page_entities.c.name, entities.c.id, entities.c.merged_into)
        .join(entities, entities.c.id == page_entities.c.entity_id)
        .where(page_entities.c.page_id == page_id)
    )
    by_root: dict[int, list[tuple[bool, int, int]]] = defaultdict(list)
    for n, name, number, root in connection.execute(query):
        by_root[root or number].append((root is not None, -len(name), n))
    return [[n for _, _, n in sorted(found)] for found in by_root.values() if len(found) > 1]


class Held(NamedTuple):
    """A name of a page of which people said who it is: the entity that it is of, under the name that they gave it.

    `n`: its number on the page; `part`: it was split off another there.
    """

    page_id: int
    n: int
    entity_id: int
    name: str
    part: bool


def held(connection: Connection, page_ids: Sequence[int]) -> Iterator[Held]:
    """The names of some pages that people merged with others, or split off."""
    merged = select(entities.c.merged_into).where(entities.c.merged_into > 0)
    split = select(entity_parts.c.entity_id)
    if not any(connection.execute(query.limit(1)).first() for query in (merged, split)):
        return
    whole = entities.alias()
    query = (
        select(
            page_entities.c.page_id, page_entities.c.n, entities.c.id, entities.c.name, whole.c.id, whole.c.name, _PARTS
        )
        .join(entities, entities.c.id == page_entities.c.entity_id)
        .outerjoin(whole, whole.c.id == entities.c.merged_into)
        .where(or_(entities.c.merged_into > 0, entities.c.id.in_(merged), entities.c.id.in_(split)))
    )
    for some in _some(sorted(set(page_ids))):
        for page_id, n, own, name, other, whole_name, part in connection.execute(
            query.where(page_entities.c.page_id.in_(some))
        ):
            yield Held(page_id, n, other or own, whole_name or name, part is not None)


_PARTS = select(entity_parts.c.entity_id).where(_PART_IS).scalar_subquery()
