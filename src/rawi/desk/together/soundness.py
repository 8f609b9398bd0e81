"""Whether the tables of what pages say together, and of copies, hold together; and mending them.

All of it is derived, so that whatever is wrong is taken away or noted to be made again by the next `rawi together`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, Table, delete, or_, select, update

from rawi.desk.passages import rows as passages
from rawi.desk.passages.tables import copies, page_words, shingles
from rawi.desk.tables import pages
from rawi.desk.together import looking, waiting
from rawi.desk.together.tables import changed, holders, members, origins, propositions, stories, story_pages, terms
from rawi.desk.together.tables import waiting as waits

_PAGES: Final = select(pages.c.id)
_PLACED: Final = select(story_pages.c.page_id)
_WITH_WORDS: Final = select(page_words.c.page_id)
_LIVE: Final = select(propositions.c.id).where(propositions.c.pages > 0, propositions.c.joined_id.is_(None))

STRAYS: Final = (
    (story_pages, or_(story_pages.c.page_id.not_in(_PAGES), story_pages.c.story_id.not_in(select(stories.c.id)))),
    (terms, terms.c.page_id.not_in(_PLACED)),
    (waits, waits.c.page_id.not_in(_PAGES)),
    (changed, changed.c.story_id.not_in(select(stories.c.id))),
    (members, or_(members.c.page_id.not_in(_PLACED), members.c.proposition_id.not_in(_LIVE))),
    (origins, origins.c.proposition_id.not_in(_LIVE)),
    (page_words, page_words.c.page_id.not_in(_PAGES)),
    (copies, or_(copies.c.page_id.not_in(_WITH_WORDS), copies.c.other_page_id.not_in(_WITH_WORDS))),
)
"""Rows of what is no longer there, by table, each after those that it hangs on."""


def faults(connection: Connection) -> Iterator[str]:
    """What is wrong, a sentence for each sort."""
    for table, where in STRAYS:
        count = len(connection.execute(select(*table.primary_key.columns).where(where)).all())
        if count:
            yield f"{count} rows of {table.name} belong to what is not there"
    for table in (stories, propositions):
        if count := len(connection.execute(select(table.c.id).where(_nowhere(table))).all()):
            yield f"{count} rows of {table.name} lead to what is not there"
    if numbers := _forgotten(connection):
        yield f"{len(numbers)} pages are not brought together with the others, and do not wait for it: page {numbers[0]} first"
    if numbers := _broken(connection):
        yield f"the propositions of {len(numbers)} stories lack claims or what stands behind them: story {numbers[0]} first"
    if _counted(connection) != _held(connection):
        yield "it is not counted rightly how many pages hold a word"
    if found := len(_loose_shingles(connection)):
        yield f"{found} runs of words are held by pages that are not there"


def _nowhere(table: Table) -> ColumnElement[bool]:
    """A story or proposition that is said to have become part of one that is not there."""
    return table.c.joined_id.not_in(select(table.alias().c.id))


def mend(connection: Connection) -> int:
    """Mend it: strays are taken away, what lacks something is noted to be made again; how many rows that were."""
    mended = 0
    for table in (stories, propositions):
        mended += connection.execute(update(table).where(_nowhere(table)).values(joined_id=None)).rowcount
    lost = members.c.proposition_id.not_in(_LIVE)
    theirs = select(story_pages.c.story_id).join(members, members.c.page_id == story_pages.c.page_id).where(lost)
    again = set(_numbers(connection, theirs.where(story_pages.c.story_id.in_(select(stories.c.id)))))
    for table, where in STRAYS:
        mended += connection.execute(delete(table).where(where)).rowcount
    for number in _forgotten(connection):
        waiting.add(connection, number)
        mended += 1
    again |= set(_broken(connection))
    waiting.change(connection, again)
    mended += len(again)
    counted = _counted(connection)
    if counted != _held(connection):
        connection.execute(delete(holders))
        looking.hold(connection, counted)
        mended += len(counted)
    loose = _loose_shingles(connection)
    passages.enter(connection, loose)
    return mended + len(loose)


def _numbers(connection: Connection, query: Select[Any]) -> list[int]:
    return sorted({row[0] for row in connection.execute(query)})


def _forgotten(connection: Connection) -> list[int]:
    """Pages that lack a story or words, and do not wait."""
    lacking = or_(pages.c.id.not_in(_PLACED), pages.c.id.not_in(_WITH_WORDS))
    query = select(pages.c.id).where(lacking, pages.c.id.not_in(select(waits.c.page_id).where(waits.c.stage == 0)))
    return _numbers(connection, query)


def _broken(connection: Connection) -> list[int]:
    """Stories with a proposition of which something is lost, that are not noted to be grouped again."""
    p = propositions
    lost = or_(
        p.c.found.is_(None),
        p.c.text.is_(None),
        p.c.id.not_in(select(members.c.proposition_id)),
        p.c.id.not_in(select(origins.c.proposition_id)),
    )
    query = select(p.c.story_id).where(p.c.id.in_(_LIVE), lost, p.c.story_id.in_(select(stories.c.id)))
    placed = select(waits.c.page_id).where(waits.c.stage == waiting.PLACED)
    unsettled = select(story_pages.c.story_id).where(story_pages.c.page_id.in_(placed))
    noted = select(changed.c.story_id)
    every = _numbers(connection, query.where(p.c.story_id.not_in(noted)))
    return sorted({*every, *_numbers(connection, unsettled.where(story_pages.c.story_id.not_in(noted)))})


def _counted(connection: Connection) -> dict[int, int]:
    """How many placed pages hold each word, counted anew."""
    found: Counter[int] = Counter()
    for packed in connection.execute(select(story_pages.c.terms).execution_options(yield_per=1000)).scalars():
        found.update([*looking.unpack(packed).terms.tolist(), looking.ALL])
    return dict(found)


def _held(connection: Connection) -> dict[int, int]:
    rows = connection.execute(select(holders.c.term, holders.c.pages).where(holders.c.pages != 0))
    return {row.term: row.pages for row in rows}


def _loose_shingles(connection: Connection) -> dict[int, bytes]:
    """Shingles with pages that have no words here, each with those that have."""
    there = np.array(_numbers(connection, _WITH_WORDS), np.int64)
    loose: dict[int, bytes] = {}
    for row in connection.execute(select(shingles).execution_options(yield_per=1000)):
        entries = np.frombuffer(row.pages, passages.ENTRY)
        kept = np.isin(entries["page"], there)
        if not kept.all():
            loose[row.shingle] = entries[kept].tobytes()
    return loose
