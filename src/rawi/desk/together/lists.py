"""Stories, disputes, origins and the propositions of a page, as they are listed. Every question stands on an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, and_, func, or_, select, union

from rawi.desk import many
from rawi.desk.together.tables import events, members, origins, propositions, stories, story_pages


def story(connection: Connection, name: int) -> Row[Any] | None:
    """The row of a story; where it joined another one, that of the other."""
    return _followed(connection, stories, name)


def proposition(connection: Connection, name: int) -> Row[Any] | None:
    """The row of a proposition; where it joined another one, that of the other."""
    return _followed(connection, propositions, name)


def propositions_named(connection: Connection, names: Sequence[int]) -> Sequence[Row[Any]]:
    """The rows of some propositions that are there, in any order; of those that joined another one, their own."""
    return connection.execute(select(propositions).where(propositions.c.id.in_(names))).all()


def _followed(connection: Connection, table: Any, name: int) -> Row[Any] | None:
    seen: set[int] = set()
    while name not in seen:
        seen.add(name)
        row = connection.execute(select(table).where(table.c.id == name)).one_or_none()
        if row is None or row.joined_id is None:
            return row
        name = row.joined_id
    return None


def newest_stories(connection: Connection, after: Row[Any] | None, limit: int) -> Sequence[Row[Any]]:
    """Stories of more than one page, the newest first, those without a day last; behind the row of one."""
    s = stories
    query = select(s).where(s.c.pages > 1).order_by(s.c.last.desc().nulls_last(), s.c.id.desc()).limit(limit)
    if after is not None and after.last is None:
        query = query.where(s.c.last.is_(None), s.c.id < after.id)
    elif after is not None:
        earlier = or_(s.c.last < after.last, and_(s.c.last == after.last, s.c.id < after.id))
        query = query.where(or_(s.c.last.is_(None), earlier))
    return connection.execute(query).all()


def pages_of_story(connection: Connection, name: int) -> list[int]:
    """The pages of a story, in the order in which they came."""
    t = story_pages
    return list(connection.execute(select(t.c.page_id).where(t.c.story_id == name).order_by(t.c.page_id)).scalars())


def stories_of_pages(connection: Connection, page_ids: Iterable[int]) -> dict[int, int]:
    """The story of each of some pages."""
    wanted = sorted(set(page_ids))
    if not wanted:
        return {}
    given = {"pages": many.numbers(connection, wanted)}
    return {row.page_id: row.story_id for row in connection.execute(_stories_of(connection), given)}


@many.once
def _stories_of(connection: Connection) -> Any:
    t = story_pages.c
    return select(t.page_id, t.story_id).where(many.among(connection, t.page_id, "pages"))


def propositions_of_story(connection: Connection, name: int) -> Sequence[Row[Any]]:
    """The propositions that a story has a part in, those of most pages first."""
    p = propositions
    query = select(*_line()).where(in_story(name), p.c.pages > 0, p.c.text.is_not(None))
    return connection.execute(query.order_by(p.c.pages.desc(), p.c.id)).all()


def in_story(name: int | BindParameter[int]) -> ColumnElement[bool]:
    """Whether a proposition is of a story, or has claims of its pages."""
    p, m, t = propositions, members, story_pages
    pages = select(m.c.proposition_id).join(t, t.c.page_id == m.c.page_id).where(t.c.story_id == name)
    return p.c.id.in_(union(pages, select(p.c.id).where(p.c.story_id == name)))


def disputed(connection: Connection, after: Row[Any] | None, limit: int) -> Sequence[Row[Any]]:
    """Propositions that somebody denies, or of which figures or times differ, those of most pages first."""
    p = propositions
    query = select(*_line()).where(p.c.disputed, p.c.text.is_not(None))
    if after is not None:
        query = query.where(or_(p.c.pages < after.pages, and_(p.c.pages == after.pages, p.c.id < after.id)))
    return connection.execute(query.order_by(p.c.pages.desc(), p.c.id.desc()).limit(limit)).all()


def of_page(connection: Connection, page_id: int) -> Sequence[Row[Any]]:
    """The claims of a page that are of propositions, each with the counts of its proposition, by place."""
    p, m = propositions, members
    query = select(m.c.claim, m.c.start, m.c.stop, m.c.stance, m.c.unsure.label("claim_unsure"), *_line())
    query = query.join(p, p.c.id == m.c.proposition_id).where(m.c.page_id == page_id, p.c.text.is_not(None))
    return connection.execute(query.order_by(m.c.start)).all()


def propositions_at(connection: Connection, page_ids: Sequence[int]) -> dict[tuple[int, int, int], int]:
    """The propositions of the statements of some pages, by page and span."""
    m = members
    query = select(m.c.page_id, m.c.start, m.c.stop, m.c.proposition_id).where(m.c.page_id.in_(page_ids))
    return {(row.page_id, row.start, row.stop): row.proposition_id for row in connection.execute(query)}


def most_relied_on(connection: Connection, after: int, limit: int) -> Sequence[Row[Any]]:
    """Those with whom propositions end, those with most first: key, propositions, pages, how many for and against."""
    o = origins
    count = func.count().label("propositions")
    most = select(o.c.key, count).group_by(o.c.key).order_by(count.desc(), o.c.key).offset(after).limit(limit)
    chosen = most.subquery()  # by the index of keys alone; the rest is asked only of these
    query = select(
        o.c.key, count, func.sum(o.c.pages).label("pages"), func.count().filter(o.c.supports).label("supporting"),
        func.count().filter(o.c.denies).label("denying"),
    ).where(o.c.key.in_(select(chosen.c.key)))  # fmt: skip
    return connection.execute(query.group_by(o.c.key).order_by(count.desc(), o.c.key)).all()


def origins_of_key(connection: Connection, key: str, limit: int) -> Sequence[Row[Any]]:
    """The rows of one who is an origin, those of the newest propositions first."""
    o = origins
    return connection.execute(
        select(o).where(o.c.key == key).order_by(o.c.proposition_id.desc()).limit(limit)
    ).all()  # fmt: skip


def happened(connection: Connection, kind: str, name: int) -> Sequence[Row[Any]]:
    """What happened to the name of a story or proposition, the oldest first."""
    e = events
    return connection.execute(
        select(e).where(e.c.kind == kind, or_(e.c.name == name, e.c.other == name)).order_by(e.c.id)
    ).all()  # fmt: skip


def _line() -> list[Any]:
    p = propositions
    return [
        p.c.id, p.c.story_id, p.c.text, p.c.pages, p.c.outlets, p.c.supporting, p.c.denying, p.c.conflicts, p.c.unsure,
        p.c.first, p.c.last,
    ]  # fmt: skip
