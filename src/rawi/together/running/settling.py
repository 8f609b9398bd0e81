"""The claims of a story are grouped to propositions, and what stands behind each is written.

This is what `rawi.together.compare` does with the pages of the story; of a large one, only with what came (`growing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, union_all, update

from rawi.desk import many
from rawi.desk.together import alike, lists, tables, waiting
from rawi.desk.together.naming import new_names
from rawi.names import key
from rawi.together import origins
from rawi.together.copies import Copy
from rawi.together.origins import Party
from rawi.together.propositions import Proposition, Statement, Weights, of
from rawi.together.propositions.nearest import Floats
from rawi.together.running import across, copied, edges, growing, names, placing, telling, vectors, who
from rawi.together.running.found import Found, Row, to_json
from rawi.together.running.nearness import Holders
from rawi.together.running.pages import DeskPage, Pages

Place = tuple[int, int, int]
"""A statement: the number of its page, and its span."""
_COLUMNS: Final = tuple(column.name for column in tables.propositions.columns if column.name != "id")


@dataclass(frozen=True, slots=True)
class Settled:
    """How many propositions were written."""

    propositions: int


def settle(connection: Connection, story: int, pages: Pages, holders: Holders) -> Settled:
    """Group the claims of a story, and write it."""
    connection.execute(_noted(connection), {"story": story})
    came = {
        number: stage == waiting.PLACED for number, stage in connection.execute(_pages(connection), {"story": story})
    }
    if not came:
        _leave(connection, story)
        placing.forget_empty(connection, story)
        return Settled(0)
    fresh = {number for number, is_fresh in came.items() if is_fresh}
    loaded = pages.load(connection, came)
    by_id = {page.line.id: page for page in loaded.values()}
    every = [one for page in loaded.values() for one in page.statements]
    mine = {number: page for number, page in loaded.items() if number in fresh}
    across.find(connection, story, mine, pages, holders)
    told = edges.links(connection, loaded)
    people = edges.of_claims(told, loaded, every)
    old = _there(connection, story)
    meaning = vectors.of(connection, loaded) if vectors.is_by_meaning(connection) else None
    if people.same or people.apart or growing.is_whole(len(came) - len(fresh), len(came)):
        grouped = of(every, weights=Weights(every), vectors=meaning, same=people.same, apart=people.apart)
    else:
        grouped, old = _grown(connection, every, by_id, fresh, old, meaning)
    joint = across.join(connection, story, loaded, grouped, told, pages)
    shared = [one for one in joint.propositions if _tells(one)]
    around = {**loaded, **joint.pages}
    by_id |= {page.line.id: page for page in joint.pages.values()}
    if joint.pages and edges.is_any(connection):
        everywhere = [one for page in around.values() for one in page.statements]
        people = edges.of_claims(edges.links(connection, around), around, everywhere)
    passages = [*copied.among(connection, around), *people.copies]
    found = _backed(shared, by_id, passages, who.identities(connection, around))
    written = _write(connection, story, found, old | joint.old)
    _write_story(connection, story, list(loaded.values()))
    if fresh:
        connection.execute(_done(connection), {"pages": many.numbers(connection, fresh)})
    pages.done(loaded)
    return Settled(written)


@many.once
def _noted(connection: Connection) -> Any:
    return delete(tables.changed).where(tables.changed.c.story_id == bindparam("story"))


@many.once
def _pages(connection: Connection) -> Any:
    """The pages of a story, each with the stage at which it waits."""
    t, w = tables.story_pages, tables.waiting
    query = select(t.c.page_id, w.c.stage).outerjoin(w, w.c.page_id == t.c.page_id)
    return query.where(t.c.story_id == bindparam("story")).order_by(t.c.page_id)


@many.once
def _done(connection: Connection) -> Any:
    return delete(tables.waiting).where(many.among(connection, tables.waiting.c.page_id, "pages"))


def _tells(one: Proposition) -> bool:
    """Whether it is more than one claim, or one page's repeating itself."""
    return len(one.members) > 1 and (len(one.pages) > 1 or bool(one.conflicts))


def _backed(
    some: Sequence[Proposition], pages: Mapping[str, DeskPage], copies: Sequence[Copy], people: origins.Identities
) -> list[Found]:
    """What stands behind propositions, as `rawi.together.compare` finds it; `people`: who is who, as they say."""
    readings = {name: page.reading for name, page in pages.items()}
    needed = {page for one in some for page in one.pages}
    named: dict[str, dict[int, Party]] = {}
    for party in origins.parties(readings.values(), people) if needed else ():
        for page, _ in party.sources:
            named.setdefault(page, {})[party.id] = party
    copied_to: dict[str, list[Copy]] = {}
    for copy in copies:
        copied_to.setdefault(copy.page, []).append(copy)
    found = []
    for one in some:
        parties = {number: party for page in one.pages for number, party in named.get(page, {}).items()}
        mine = [copy for page in one.pages for copy in copied_to.get(page, ()) if copy.other in one.pages]
        backing = origins.find(one, readings, parties.values(), mine)
        graph = origins.graph(one, backing, readings, mine)
        places = {place: origin.id for origin in backing.origins for place in origin.members}
        rows = tuple(
            _row(pages[member.page], member.claim, places[place]) for place, member in enumerate(one.members)
        )  # fmt: skip
        touching = tuple(copy for copy in mine if _touches(one, copy))
        found.append(Found(one, backing, graph, rows, touching, {page: pages[page].line.page_id for page in one.pages}))
    return found


def _touches(one: Proposition, copy: Copy) -> bool:
    """Whether a copy holds words of claims of a proposition in both pages."""
    ends = ((copy.page, copy.span), (copy.other, copy.other_span))
    return all(
        any(m.page == page and m.span[0] < span[1] and span[0] < m.span[1] for m in one.members) for page, span in ends
    )


def _row(page: DeskPage, claim: int, origin: int) -> Row:
    source, kind, named = telling.speaker(page.reading, claim)
    return Row(page.number(claim), telling.chain(page.reading, claim), source, kind, named, origin)


# --- written


def _there(connection: Connection, story: int) -> set[int]:
    """The propositions that a story has, or that its pages have a part in."""
    return set(connection.execute(_has(connection), {"story": story}).scalars())


@many.once
def _has(connection: Connection) -> Any:
    p, m, t = tables.propositions, tables.members, tables.story_pages
    mine = select(m.c.proposition_id).join(t, t.c.page_id == m.c.page_id).where(t.c.story_id == bindparam("story"))
    own = select(p.c.id).where(p.c.story_id == bindparam("story"), p.c.joined_id.is_(None), p.c.pages > 0)
    return union_all(mine, own)


def _grown(
    connection: Connection,
    every: Sequence[Statement],
    pages: Mapping[str, DeskPage],
    fresh: set[int],
    old: set[int],
    meaning: Floats | None,
) -> tuple[list[Proposition], set[int]]:
    """What changed in a large story by the pages that came, and the propositions in whose place that stands."""
    at = {(pages[one.page].line.page_id, *one.span): n for n, one in enumerate(every)}
    there: dict[int, list[int]] = {}
    stale = set()
    for place, name in _before(connection, old).items():
        if place in at and place[0] not in fresh:
            there.setdefault(name, []).append(at[place])
        else:
            stale.add(name)
    known: dict[int, growing.Known] = {}
    for name, found in connection.execute(_founds(connection), {"names": many.numbers(connection, sorted(old))}):
        if found is None:
            stale.add(name)
            continue
        numbers = found["pages"]
        for member in found["proposition"]["members"]:
            place = (int(numbers[member["page"]]), *member["span"])
            if place in at:
                known[at[place]] = member["score"], member["unsure"]
    came = {n for n, one in enumerate(every) if pages[one.page].line.page_id in fresh}
    placed = {name: sorted(places) for name, places in there.items()}
    return growing.grow(every, came, placed, sorted(stale), known, meaning)


@many.once
def _founds(connection: Connection) -> Any:
    p = tables.propositions.c
    return select(p.id, p.found).where(many.among(connection, p.id, "names"))


def _write(connection: Connection, story: int, found: Sequence[Found], old: set[int]) -> int:
    """Write propositions of a story in the place of some that it had, each under the name that it had before."""
    before = _before(connection, old)
    owners = _owners(connection, story, found)
    groups = [[_place(f, place) for place in range(len(f.rows))] for f in found]
    known = _met(groups, before)
    named = names.keep(groups, known)
    if old:
        given = {"names": many.numbers(connection, sorted(old))}
        connection.execute(_without_members(connection), given)
        connection.execute(_without_origins(connection), given)
    ids = _write_rows(connection, owners, found, named.names)
    members: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for one, number in zip(found, ids, strict=True):
        members += _members(number, one)
        ends += _ends(number, one)
    if members:
        connection.execute(tables.members.insert(), members)
    if ends:
        connection.execute(tables.origins.insert(), ends)
    for name, at in named.joined:
        _end(connection, name, ids[at])
        placing.note(connection, "proposition", "joined", name, ids[at])
    for at, name in named.split:
        placing.note(connection, "proposition", "split", ids[at], name)
    for name in old - {name for name in named.names if name is not None} - {name for name, _ in named.joined}:
        _end(connection, name, None)
    _let_go(connection, story, before, {place for group in groups for place in group})
    for owner in sorted(set(owners) - {story}):
        _count(connection, owner)
    return len(found)


@many.once
def _without_members(connection: Connection) -> Any:
    return delete(tables.members).where(many.among(connection, tables.members.c.proposition_id, "names"))


@many.once
def _without_origins(connection: Connection) -> Any:
    return delete(tables.origins).where(many.among(connection, tables.origins.c.proposition_id, "names"))


def _owners(connection: Connection, story: int, found: Sequence[Found]) -> list[int]:
    """For each proposition the story of most of its pages, the older of equals."""
    if not found:
        return []
    of = lists.stories_of_pages(connection, {number for one in found for number in one.pages.values()})
    every = [Counter(of[number] for number in set(one.pages.values()) if number in of) for one in found]
    return [min(some, key=lambda name: (-some[name], name)) if len(some) > 1 else story for some in every]


def _let_go(connection: Connection, story: int, before: Mapping[Place, int], now: set[Place]) -> None:
    """Claims of other stories that were of propositions of this one, and are no more, are to be grouped again there."""
    gone = {place[0] for place in before if place not in now}
    waiting.change(connection, set(lists.stories_of_pages(connection, gone).values()) - {story})


def _place(found: Found, place: int) -> Place:
    member = found.proposition.members[place]
    return found.pages[member.page], *member.span


def _before(connection: Connection, old: set[int]) -> dict[Place, int]:
    """The claims of propositions, each with its own."""
    return {place: name for name, some in alike.members_of(connection, old).items() for place in some} if old else {}


def _met(groups: Sequence[Sequence[Place]], before: Mapping[Place, int]) -> dict[Place, int]:
    """The old names by the statements that there are now: a page read again may have cut its claims in other places."""
    known = dict(before)
    by_page: dict[int, list[Place]] = {}
    for place in before:
        by_page.setdefault(place[0], []).append(place)
    for group in groups:
        for place in group:
            if place not in known:
                page, start, stop = place
                meet = [
                    (min(stop, b) - max(start, a), (n, a, b))
                    for n, a, b in by_page.get(page, ())
                    if a < stop and start < b
                ]
                if meet:
                    known[place] = before[max(meet)[1]]
    return known


def _write_rows(
    connection: Connection, owners: Sequence[int], found: Sequence[Found], names: Sequence[int | None]
) -> list[int]:
    """The rows of propositions of some stories under the names that they had, or new ones; the names of all."""
    made = iter(new_names(connection, sum(name is None for name in names)))
    ids = [next(made) if name is None else name for name in names]
    rows = [
        _row_of(story, one) | {"name": number, "found": to_json(_under(one, number))}
        for story, one, number in zip(owners, found, ids, strict=True)
    ]
    for statement, is_new in ((_new_row(connection), True), (_same_row(connection), False)):
        if some := [row for row, name in zip(rows, names, strict=True) if (name is None) == is_new]:
            connection.execute(statement, some)
    return ids


@many.once
def _new_row(connection: Connection) -> Any:
    return insert(tables.propositions).values(id=bindparam("name"), **{name: bindparam(name) for name in _COLUMNS})


@many.once
def _same_row(connection: Connection) -> Any:
    p = tables.propositions
    return update(p).where(p.c.id == bindparam("name")).values({name: bindparam(name) for name in _COLUMNS})


def _under(found: Found, name: int) -> Found:
    proposition, backing = found.proposition, found.backing
    return replace(found, proposition=replace(proposition, id=name), backing=replace(backing, proposition=name))


def _row_of(story: int, found: Found) -> dict[str, Any]:
    one, backing = found.proposition, found.backing
    return {
        "story_id": story, "text": one.text, "pages": backing.pages, "outlets": backing.outlets,
        "supporting": backing.supporting, "denying": backing.denying, "conflicts": ",".join(one.conflicts),
        "disputed": bool(one.conflicts), "unsure": found.unsure, "first": backing.earliest, "last": backing.latest,
        "joined_id": None,
    }  # fmt: skip


def _members(number: int, found: Found) -> list[dict[str, Any]]:
    rows = []
    for place, member in enumerate(found.proposition.members):
        page, start, stop = _place(found, place)
        rows.append({
            "page_id": page, "start": start, "stop": stop, "proposition_id": number, "claim": found.rows[place].claim,
            "stance": member.stance, "unsure": member.unsure,
        })  # fmt: skip
    return rows


def _ends(number: int, found: Found) -> list[dict[str, Any]]:
    rows = []
    for origin in found.backing.origins:
        mine = [found.proposition.members[place] for place in origin.members]
        relays = Counter(
            name for place in origin.members for name in found.rows[place].chain if name != origin.name
        )  # fmt: skip
        rows.append({
            "proposition_id": number, "n": origin.id, "key": f"{key(origin.name) or origin.name}", "name": origin.name,
            "kind": origin.kind, "named": origin.named, "pages": len({member.page for member in mine}),
            "supports": origin.supports, "denies": origin.denies, "relays": [name for name, _ in relays.most_common(10)],
        })  # fmt: skip
    return rows


def _end(connection: Connection, name: int, into: int | None) -> None:
    """A proposition is no more; its row stays for those who cited it, and leads to the one that it joined."""
    p = tables.propositions
    given: dict[str, Any] = {"text": None, "found": None, "pages": 0, "disputed": False, "joined_id": into}
    connection.execute(update(p).where(p.c.id == name).values(given))


def _leave(connection: Connection, story: int) -> None:
    """A story has no pages any more: what it still claims is none of anybody's."""
    p = tables.propositions
    left = select(p.c.id).where(p.c.story_id == story, p.c.joined_id.is_(None), p.c.pages > 0)
    for name in connection.execute(left).scalars().all():
        there = select(func.count()).where(tables.members.c.proposition_id == name)
        if not connection.execute(there).scalar_one():
            _end(connection, name, None)


def _write_story(connection: Connection, story: int, some: Sequence[DeskPage]) -> None:
    """How a story is told of."""
    days = sorted(page.line.day for page in some if page.line.day)
    told = Counter(name for page in some for name in {entity.name for entity in page.reading.entities})
    middle = max(some, key=lambda page: (sum(told[e.name] for e in page.reading.entities), -page.line.page_id))
    title = middle.line.title or middle.reading.page.text[:80].strip()
    names_ = [name for name, count in told.most_common(5) if count > 1 or len(some) == 1]
    row = {
        "title": title, "pages": len(some), "names": names_, "first": days[0] if days else None,
        "last": days[-1] if days else None, "joined_id": None,
    }  # fmt: skip
    _change_story(connection, story, row | _counts(connection, story))


def _count(connection: Connection, story: int) -> None:
    """Write how many propositions a story has."""
    _change_story(connection, story, _counts(connection, story))


def _change_story(connection: Connection, story: int, row: dict[str, Any]) -> None:
    connection.execute(update(tables.stories).where(tables.stories.c.id == story).values(row))


def _counts(connection: Connection, story: int) -> dict[str, int]:
    """How many propositions a story has a part in, and how many of them are disputed."""
    propositions, disputed = connection.execute(_counted(connection), {"story": story}).one()
    return {"propositions": propositions, "disputed": disputed}


@many.once
def _counted(connection: Connection) -> Any:
    p = tables.propositions
    query = select(func.count(), func.count().filter(p.c.disputed))
    return query.where(lists.in_story(bindparam("story")), p.c.pages > 0, p.c.joined_id.is_(None))
