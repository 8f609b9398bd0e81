"""A page gets its story: the pages near it are found by what is rare in them, and grouped anew with it.

The same as `rawi.together.stories` does with all pages at once, over the stories that the page may belong to: at most
`STORIES` of them, and of each at most `SOME` pages; a larger story stays whole and is only added to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Integer, Row, bindparam, delete, func, select, update

from rawi.desk import many
from rawi.desk.moments import now
from rawi.desk.together import lists, looking, tables, waiting
from rawi.together.propositions.grouping import Pair, group
from rawi.together.running import edges, names, nearness
from rawi.together.running.nearness import NEAR, Holders, Placed
from rawi.together.running.pages import DeskPage

LIKELY: Final = 40
"""So many pages that share something rare are held against a new one."""
STORIES: Final = 6
"""So many stories at most are grouped anew with it."""
SOME: Final = 24
"""So many pages of a story are looked at, the nearest in time."""


NOBODY: Final = edges.OfPages((), ())


def place(connection: Connection, pages: Sequence[DeskPage], holders: Holders) -> None:
    """Put pages into their stories, one after another, whether they are new or were there before; note which stories
    changed by it."""
    numbers = [page.line.page_id for page in pages]
    people = edges.of_pages(connection, numbers)
    there = lists.stories_of_pages(connection, numbers)
    changed: set[int] = set()
    for page in pages:
        number = page.line.page_id
        before = None
        if number in there:  # a page before it may have moved it
            before = lists.stories_of_pages(connection, [number]).get(number)
            waiting.forget(connection, number)
            holders.forget()
        changed |= _place(connection, page, before, holders, people.get(number, NOBODY))
    changed |= stories_of(connection, edges.linked(connection, numbers))
    waiting.change(connection, changed)
    w = tables.waiting
    connection.execute(update(w).where(w.c.page_id.in_(numbers)).values(stage=waiting.PLACED))


def _place(
    connection: Connection, page: DeskPage, before: int | None, holders: Holders, people: edges.OfPages
) -> set[int]:
    """Put a page into its story; which stories changed."""
    number = page.line.page_id
    about = nearness.about(page.reading)
    mine = Placed(number, before, nearness.day(page.reading.page.published.value), about)
    holders.add(connection, about)
    telling = nearness.telling(connection, about, holders)
    found, sizes = _around(connection, mine, telling, holders, {*people.same, *people.apart})
    looking.put_terms(connection, number, [term for term, _ in telling], mine.day)
    row = {"page_id": number, "day": mine.day, "terms": looking.pack(about)}
    if not found:
        stays = before if before is not None and not _pages_of(connection, before) else _new_story(connection)
        connection.execute(tables.story_pages.insert().values(story_id=stays, **row))
        return {stays} | ({before} if before is not None else set())
    here = before if before is not None else found[0].story
    connection.execute(tables.story_pages.insert().values(story_id=here, **row))
    return _group(connection, [mine, *found], sizes, holders, people)


def _around(
    connection: Connection, mine: Placed, telling: list[tuple[int, float]], holders: Holders, linked: set[int]
) -> tuple[list[Placed], dict[int, int]]:
    """The pages that are grouped anew with one: those of the stories that it, or the story it was in, may belong to; and
    how many pages these stories have."""
    likely = _likely(connection, mine, telling, holders)
    near: dict[int, float] = {}
    if likely:
        rows = _placed(connection, likely)
        values = nearness.near_one(connection, mine, rows, holders)
        for other, value in zip(rows, values.tolist(), strict=True):
            if other.story is not None:
                near[other.story] = max(near.get(other.story, 0.0), value)
    ranked = sorted((story for story in near if near[story] > NEAR / 2), key=lambda story: (-near[story], story))
    told = lists.stories_of_pages(connection, linked).values() if linked else ()
    wanted = list(dict.fromkeys([*told, *ranked[:STORIES]]))
    if mine.story is not None and mine.story not in wanted:
        wanted.append(mine.story)
    return _of_stories(connection, wanted, mine.day) if wanted else ([], {})


def _likely(connection: Connection, mine: Placed, telling: list[tuple[int, float]], holders: Holders) -> list[int]:
    """Pages of those days that share most of what tells most."""
    told = dict(telling)
    terms = [term for term, _ in telling]
    common = holders.of(connection, nearness.numbers(terms))
    asked = [term for term, count in zip(terms, common.tolist(), strict=True) if 1 < count <= nearness.COMMON]
    if not asked:
        return []
    score: dict[int, float] = defaultdict(float)
    for page_id, term in looking.pages_with(connection, asked, mine.day, nearness.REACH):
        score[page_id] += told[term] ** 2
    score.pop(mine.page_id, None)
    return sorted(score, key=lambda page_id: (-score[page_id], page_id))[:LIKELY]


def _of_stories(connection: Connection, stories: list[int], day: int | None) -> tuple[list[Placed], dict[int, int]]:
    """Pages of stories, of each all or those nearest to a day; and how many pages each has."""
    given: dict[str, Any] = {"stories": many.numbers(connection, stories)}
    if day is None:
        rows = connection.execute(_newest(connection), given).all()
    else:
        rows = connection.execute(_nearest(connection), given | {"day": day}).all()
    order = {story: n for n, story in enumerate(stories)}
    found = sorted((_row(row) for row in rows), key=lambda page: (order[page.story or 0], page.page_id))
    return found, {row.story_id: row.size for row in rows}


@many.once
def _newest(connection: Connection) -> Any:
    return _some_of_each(connection, [])


@many.once
def _nearest(connection: Connection) -> Any:
    day = bindparam("day", type_=Integer)
    return _some_of_each(connection, [func.abs(func.coalesce(tables.story_pages.c.day, day) - day)])


def _some_of_each(connection: Connection, order: list[Any]) -> Any:
    """Some pages of each of the `stories`, the first in an order, the newest of equals."""
    t = tables.story_pages
    place = func.row_number().over(partition_by=t.c.story_id, order_by=[*order, t.c.page_id.desc()]).label("place")
    size = func.count().over(partition_by=t.c.story_id).label("size")
    those = many.among(connection, t.c.story_id, "stories")
    every = select(t.c.page_id, t.c.story_id, t.c.day, place, size).where(those).subquery()
    return select(every, t.c.terms).join(t, t.c.page_id == every.c.page_id).where(every.c.place <= SOME)


def _placed(connection: Connection, page_ids: list[int]) -> list[Placed]:
    return [_row(row) for row in connection.execute(_rows(connection), {"pages": many.numbers(connection, page_ids)})]


@many.once
def _rows(connection: Connection) -> Any:
    t = tables.story_pages
    return select(t).where(many.among(connection, t.c.page_id, "pages")).order_by(t.c.page_id)


@many.once
def _moved(connection: Connection) -> Any:
    t = tables.story_pages
    return update(t).where(many.among(connection, t.c.page_id, "pages")).values(story_id=bindparam("story"))


def _row(row: Row[Any]) -> Placed:
    return Placed(row.page_id, row.story_id, row.day, looking.unpack(row.terms))


def _group(
    connection: Connection, pages: list[Placed], sizes: dict[int, int], holders: Holders, people: edges.OfPages
) -> set[int]:
    """Group pages anew, and write what came of it; which stories changed. The first page is the one that has to be placed;
    `sizes`: how many pages the stories of the others have, without it."""
    pages = [pages[0], *(page for page in pages[1:] if page.page_id != pages[0].page_id)]
    at = {page.page_id: n for n, page in enumerate(pages)}
    near = nearness.near(connection, pages, holders)
    scores: dict[Pair, float] = {
        (a, b): float(near[a, b]) - NEAR for a in range(len(pages)) for b in range(a) if near[a, b] > 0
    }
    shown: dict[int, list[int]] = defaultdict(list)
    for n, page in enumerate(pages[1:], 1):
        if page.story is not None:
            shown[page.story].append(n)
    whole = [(some[0], n) for story, some in shown.items() if sizes[story] > len(some) for n in some[1:]]
    must = whole + [(at[other], 0) for other in people.same if other in at]
    apart = [(0, at[other]) for other in people.apart if other in at]
    groups = group(len(pages), scores, threshold=0.0, never=-NEAR, must=must, cannot=apart)
    before = {n: page.story for n, page in enumerate(pages) if page.story is not None}
    named = names.keep(groups, before, {story: sizes[story] for story in shown if sizes[story] > len(shown[story])})
    return _write(connection, pages, groups, named, sizes)


def _write(
    connection: Connection, pages: list[Placed], groups: list[list[int]], named: names.Named, sizes: dict[int, int]
) -> set[int]:
    t, s = tables.story_pages, tables.stories
    fresh = pages[0].page_id
    numbers: list[int] = []
    touched: set[int] = set()
    for group_, name in zip(groups, named.names, strict=True):
        story = name if name is not None else _new_story(connection)
        numbers.append(story)
        moved = [pages[n].page_id for n in group_ if pages[n].story != story]
        came = {pages[n].story for n in group_ if pages[n].story not in (story, None)}
        if moved or any(pages[n].page_id == fresh for n in group_):
            touched |= {story} | {one for one in came if one is not None}
            those = [*moved, *([fresh] if 0 in group_ else [])]
            connection.execute(_moved(connection), {"pages": many.numbers(connection, those), "story": story})
            waiting.settle_again(connection, [page for page in moved if page != fresh])
    for old, at in named.joined:
        new = numbers[at]
        waiting.settle_again(connection, lists.pages_of_story(connection, old))
        connection.execute(update(t).where(t.c.story_id == old).values(story_id=new))
        connection.execute(update(s).where(s.c.id == old).values(joined_id=new, pages=0))
        touched |= {old, new}
        if sizes.get(old, 0) > 1:
            note(connection, "story", "joined", old, new)
    for at, old in named.split:
        if sizes.get(old, 0) > 1 and len(groups[at]) > 1:
            note(connection, "story", "split", numbers[at], old)
    return touched


def note(connection: Connection, kind: str, what: str, name: int, other: int) -> None:
    """Write down what happened to a number."""
    row = {"kind": kind, "what": what, "name": name, "other": other, "made": now()}
    connection.execute(tables.events.insert().values(row))


def _new_story(connection: Connection) -> int:
    row = {"pages": 0, "propositions": 0, "disputed": 0, "names": []}
    made: int = connection.execute(tables.stories.insert().values(row).returning(tables.stories.c.id)).scalar_one()
    return made


def _pages_of(connection: Connection, story: int, but: int = 0) -> int:
    t = tables.story_pages
    return int(connection.execute(select(func.count()).where(t.c.story_id == story, t.c.page_id != but)).scalar_one())


def stories_of(connection: Connection, page_ids: Iterable[int]) -> set[int]:
    """The stories of some pages."""
    return set(lists.stories_of_pages(connection, page_ids).values())


def forget_empty(connection: Connection, story: int) -> None:
    """A story of which no page is left tells nothing any more; its row stays, for those who cited it."""
    given: dict[str, Any] = {
        "pages": 0,
        "propositions": 0,
        "disputed": 0,
        "title": None,
        "names": [],
        "first": None,
        "last": None,
    }
    connection.execute(update(tables.stories).where(tables.stories.c.id == story).values(given))
    connection.execute(delete(tables.changed).where(tables.changed.c.story_id == story))
