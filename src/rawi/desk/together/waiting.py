"""Pages that are to be brought together with the others: noted as they come, are read again or decided on.

A page that goes takes everything with it that was told of it: words of titles and propositions too, which are made anew
the next time that the desk is brought up to date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rawi.desk.tables import page_entities
from rawi.desk.together import looking
from rawi.desk.together.tables import (
    changed,
    members,
    origins,
    propositions,
    stories,
    story_pages,
    waiting,
)
from rawi.reading import Reading

PLACED = 1
"""The stage of a page that is in a story, whose claims are still to be grouped."""


def add(connection: Connection, page_id: int, reading: Reading | None = None) -> None:
    """A page is new, or was read again. What is known of it stays until it is brought together anew."""
    made = _insert(connection, waiting).values(page_id=page_id, stage=0)
    connection.execute(made.on_conflict_do_update(index_elements=["page_id"], set_={"stage": 0}))


def note(connection: Connection, page_id: int) -> None:
    """Somebody decided something on a page."""
    add(connection, page_id)


def settle_again(connection: Connection, page_ids: Iterable[int]) -> None:
    """Pages are of another story than before: their claims are to be grouped with those of that one."""
    rows = [{"page_id": number, "stage": PLACED} for number in sorted(set(page_ids))]
    if rows:
        connection.execute(_insert(connection, waiting).on_conflict_do_nothing(), rows)


def named_otherwise(connection: Connection, entity_ids: Collection[int]) -> None:
    """Some names are of somebody else now: what pages that name them claim with others is to be found again."""
    there = select(members.c.page_id)
    for some in _some(sorted(entity_ids)):
        named = select(page_entities.c.page_id).where(page_entities.c.entity_id.in_(some))
        rows = connection.execute(named.where(page_entities.c.page_id.in_(there)).distinct())
        numbers = [row.page_id for row in rows]
        settle_again(connection, numbers)
        for pages in _some(numbers):
            of = select(story_pages.c.story_id).where(story_pages.c.page_id.in_(pages))
            change(connection, set(connection.execute(of).scalars()))


def change(connection: Connection, story_ids: set[int]) -> None:
    """The claims of some stories are to be grouped again."""
    rows = [{"story_id": number} for number in sorted(story_ids)]
    if rows:
        connection.execute(_insert(connection, changed).on_conflict_do_nothing(), rows)


def remove(connection: Connection, page_id: int) -> None:
    """A page goes: nothing of it stays."""
    connection.execute(delete(waiting).where(waiting.c.page_id == page_id))
    row = connection.execute(select(story_pages).where(story_pages.c.page_id == page_id)).one_or_none()
    if row is None:
        return
    mine = select(members.c.proposition_id).where(members.c.page_id == page_id)
    numbers = sorted(set(connection.execute(mine).scalars()))
    touched = {row.story_id}
    for number in numbers:
        story = select(propositions.c.story_id).where(propositions.c.id == number)
        touched.add(connection.execute(story).scalar_one() or row.story_id)
        others = select(story_pages.c.story_id).join(members, members.c.page_id == story_pages.c.page_id)
        touched |= set(connection.execute(others.where(members.c.proposition_id == number)).scalars())
        connection.execute(update(propositions).where(propositions.c.id == number).values(text=None, found=None))
        connection.execute(delete(origins).where(origins.c.proposition_id == number))
    connection.execute(delete(members).where(members.c.page_id == page_id))
    connection.execute(update(stories).where(stories.c.id == row.story_id).values(title=None, names=[]))
    change(connection, touched)
    forget(connection, page_id)


def forget(connection: Connection, page_id: int) -> None:
    """Take a page out of its story, and let it no longer be found."""
    row = connection.execute(select(story_pages.c.terms).where(story_pages.c.page_id == page_id)).one_or_none()
    if row is None:
        return
    about = looking.unpack(row.terms)
    looking.hold(connection, {**dict.fromkeys(about.terms.tolist(), -1), looking.ALL: -1})
    looking.forget(connection, page_id)
    connection.execute(delete(story_pages).where(story_pages.c.page_id == page_id))


def count(connection: Connection) -> int:
    """How many pages wait."""
    return int(connection.execute(select(func.count()).select_from(waiting)).scalar_one())


def is_begun(connection: Connection) -> bool:
    """Whether claims of stories are to be grouped: pages were placed, or went, and nobody has come so far."""
    placed = select(waiting.c.page_id).where(waiting.c.stage == PLACED).limit(1)
    return any(connection.execute(query).first() for query in (placed, select(changed.c.story_id).limit(1)))


def _some(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[at : at + 400] for at in range(0, len(values), 400))


def _insert(connection: Connection, table: Any) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
