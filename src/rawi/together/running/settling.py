"""The claims of a story are grouped to propositions, and what stands behind each is written.

This is what `rawi.together.compare` does with the pages of the story; of a large one, only with what came (`growing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from rawi.desk.together import lists, tables, waiting
from rawi.names import key
from rawi.together import origins
from rawi.together.copies import Copy
from rawi.together.origins import Party
from rawi.together.propositions import Proposition, Statement, Weights, of
from rawi.together.propositions.nearest import Floats
from rawi.together.running import across, copied, edges, growing, names, placing, telling, vectors, who
from rawi.together.running.found import Found, Row, to_json
from rawi.together.running.pages import DeskPage, Pages

Place = tuple[int, int, int]
"""A statement: the number of its page, and its span."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How many propositions were written."""

    propositions: int


def settle(connection: Connection, story: int, pages: Pages) -> Settled:
    """Group the claims of a story, and write it."""
    connection.execute(delete(tables.changed).where(tables.changed.c.story_id == story))
    t = tables.story_pages
    numbers = list(connection.execute(select(t.c.page_id).where(t.c.story_id == story).order_by(t.c.page_id)).scalars())
    if not numbers:
        _leave(connection, story)
        placing.forget_empty(connection, story)
        return Settled(0)
    w = tables.waiting
    fresh = set(
        connection.execute(select(w.c.page_id).where(w.c.page_id.in_(numbers), w.c.stage == waiting.PLACED)).scalars()
    )
    loaded = pages.load(connection, numbers)
    by_id = {page.line.id: page for page in loaded.values()}
    every = [one for page in loaded.values() for one in page.statements]
    across.find(connection, story, {number: page for number, page in loaded.items() if number in fresh}, pages)
    people = edges.of_claims(connection, loaded, every)
    old = _there(connection, story)
    meaning = vectors.of(connection, loaded) if vectors.is_by_meaning(connection) else None
    if people.same or people.apart or growing.is_whole(len(numbers) - len(fresh), len(numbers)):
        grouped = of(every, weights=Weights(every), vectors=meaning, same=people.same, apart=people.apart)
    else:
        grouped, old = _grown(connection, every, by_id, fresh, old, meaning)
    joint = across.join(connection, story, loaded, grouped, pages)
    shared = [one for one in joint.propositions if _tells(one)]
    around = {**loaded, **joint.pages}
    by_id |= {page.line.id: page for page in joint.pages.values()}
    if joint.pages:
        people = edges.of_claims(connection, around, [one for page in around.values() for one in page.statements])
    passages = [*copied.among(connection, around), *people.copies]
    found = _backed(shared, by_id, passages, who.identities(connection, around))
    written = _write(connection, story, found, old | joint.old)
    _write_story(connection, story, list(loaded.values()))
    connection.execute(delete(w).where(w.c.page_id.in_(sorted(fresh))))
    return Settled(written)


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
    p, m = tables.propositions, tables.members
    mine = select(m.c.proposition_id).join(tables.story_pages, tables.story_pages.c.page_id == m.c.page_id)
    old = set(connection.execute(mine.where(tables.story_pages.c.story_id == story)).scalars())
    own = select(p.c.id).where(p.c.story_id == story, p.c.joined_id.is_(None), p.c.pages > 0)
    return old | set(connection.execute(own).scalars())


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
    p = tables.propositions
    for some in _some(sorted(old)):
        for row in connection.execute(select(p.c.id, p.c.found).where(p.c.id.in_(some))):
            if row.found is None:
                stale.add(row.id)
                continue
            numbers = row.found["pages"]
            for member in row.found["proposition"]["members"]:
                place = (int(numbers[member["page"]]), *member["span"])
                if place in at:
                    known[at[place]] = member["score"], member["unsure"]
    came = {n for n, one in enumerate(every) if pages[one.page].line.page_id in fresh}
    placed = {name: sorted(places) for name, places in there.items()}
    return growing.grow(every, came, placed, sorted(stale), known, meaning)


def _write(connection: Connection, story: int, found: Sequence[Found], old: set[int]) -> int:
    """Write propositions of a story in the place of some that it had, each under the name that it had before."""
    m = tables.members
    before = _before(connection, old)
    owners = [_owner(connection, story, one) for one in found]
    groups = [[_place(f, place) for place in range(len(f.rows))] for f in found]
    known = _met(groups, before)
    named = names.keep(groups, known)
    for some in _some(sorted(old)):
        connection.execute(delete(m).where(m.c.proposition_id.in_(some)))
        connection.execute(delete(tables.origins).where(tables.origins.c.proposition_id.in_(some)))
    ids = _write_rows(connection, owners, found, named.names)
    members: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    for one, number in zip(found, ids, strict=True):
        members += _members(number, one)
        ends += _ends(number, one)
    if members:
        connection.execute(m.insert(), members)
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


def _owner(connection: Connection, story: int, found: Found) -> int:
    """The story of most of the pages of a proposition, the older of equals."""
    stories = Counter(lists.stories_of_pages(connection, found.pages.values()).values())
    return min(stories, key=lambda name: (-stories[name], name)) if len(stories) > 1 else story


def _let_go(connection: Connection, story: int, before: Mapping[Place, int], now: set[Place]) -> None:
    """Claims of other stories that were of propositions of this one, and are no more, are to be grouped again there."""
    gone = {place[0] for place in before if place not in now}
    waiting.change(connection, set(lists.stories_of_pages(connection, gone).values()) - {story})


def _place(found: Found, place: int) -> Place:
    member = found.proposition.members[place]
    return found.pages[member.page], *member.span


def _before(connection: Connection, old: set[int]) -> dict[Place, int]:
    m = tables.members
    known: dict[Place, int] = {}
    for some in _some(sorted(old)):
        query = select(m.c.page_id, m.c.start, m.c.stop, m.c.proposition_id).where(m.c.proposition_id.in_(some))
        known.update(((row.page_id, row.start, row.stop), row.proposition_id) for row in connection.execute(query))
    return known


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
    p = tables.propositions
    rows = [_row_of(story, one) for story, one in zip(owners, found, strict=True)]
    new = [row for row, name in zip(rows, names, strict=True) if name is None]
    made: list[int] = []
    if new:
        query = insert(p).returning(p.c.id, sort_by_parameter_order=True)
        made = list(connection.execute(query, new).scalars())
    numbers = iter(made)
    ids = [next(numbers) if name is None else name for name in names]
    if ids:
        kept = update(p).where(p.c.id == bindparam("name"))
        connection.execute(kept, [
            row | {"name": number, "found": to_json(_under(one, number))}
            for row, one, number in zip(rows, found, ids, strict=True)
        ])  # fmt: skip
    return ids


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
    connection.execute(update(tables.stories).where(tables.stories.c.id == story).values(row))
    _count(connection, story)


def _count(connection: Connection, story: int) -> None:
    """How many propositions a story has a part in, and how many of them are disputed."""
    p = tables.propositions
    query = select(func.count(), func.count().filter(p.c.disputed)).where(lists.in_story(story), p.c.pages > 0)
    propositions, disputed = connection.execute(query.where(p.c.joined_id.is_(None))).one()
    given = {"propositions": propositions, "disputed": disputed}
    connection.execute(update(tables.stories).where(tables.stories.c.id == story).values(given))


def _some(values: Sequence[int]) -> list[Sequence[int]]:
    return [values[at : at + 400] for at in range(0, len(values), 400)]
