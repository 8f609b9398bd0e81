"""The index: put a page in, take it out, build it anew, check it.

add       called by the store once a page's rows are there, in the same transaction
remove    called before they go
refresh   both, where somebody's decision has changed the rows
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select

from rawi.desk import tables
from rawi.desk.search import documents, postgres, sqlite, stems, tokens
from rawi.desk.search import tables as own
from rawi.desk.search.documents import Document, Name
from rawi.desk.search.plan import Needle, Plan
from rawi.names import skeleton

_CHUNK = 400  # values of one IN; old SQLite takes 999 parameters


def backend(connection: Connection) -> ModuleType:
    """The module that speaks the database's language."""
    return sqlite if connection.dialect.name == "sqlite" else postgres


def add(connection: Connection, page_id: int, reading: object = None) -> None:
    """Put a page into the index, from its rows (`reading` is not looked at: decisions may have changed them)."""
    contents = documents.of_page(connection, page_id)
    kept = backend(connection).write(connection, page_id, contents.documents)
    connection.execute(insert(own.indexed).values(page_id=page_id, version=tokens.VERSION, tokens=kept))
    named = _add_names(connection, contents.names)
    words = {word for d in (*contents.documents, *named) for word in d.words.split()}
    if words:
        backend(connection).add_words(connection, [(word, stems.stem(word)) for word in sorted(words)])


def remove(connection: Connection, page_id: int) -> None:
    """Take a page out of the index; its rows must still be there. Nothing happens where it is not in it."""
    row = connection.execute(select(own.indexed).where(own.indexed.c.page_id == page_id)).one_or_none()
    if row is None:
        return
    contents = documents.of_page(connection, page_id)
    backend(connection).erase(connection, page_id, row.tokens)
    connection.execute(delete(own.indexed).where(own.indexed.c.page_id == page_id))
    gone = _remove_names(connection, page_id, contents.names)
    words = {word for d in (*contents.documents, *gone) for word in d.words.split()}
    gone_words = sorted(words - backend(connection).standing(connection, sorted(words)))
    if gone_words:
        backend(connection).forget_words(connection, gone_words)


def refresh(connection: Connection, page_id: int) -> None:
    """Make the index say what the rows of a page say now."""
    remove(connection, page_id)
    add(connection, page_id)


def rebuild(connection: Connection) -> int:
    """Build the whole index anew from the tables. Returns how many pages it holds."""
    backend(connection).clear(connection)
    for table in (own.words, own.names, own.name_parts, own.indexed):
        connection.execute(delete(table))
    pages = connection.execute(select(tables.pages.c.id).order_by(tables.pages.c.id)).scalars().all()
    for page_id in pages:
        add(connection, page_id)
    return len(pages)


def faults(connection: Connection) -> list[str]:
    """What is wrong with the index, a sentence each: pages that are not in it, of another version, damage."""
    pages, indexed = tables.pages, own.indexed
    missing = connection.execute(
        select(pages.c.id).where(~exists().where(indexed.c.page_id == pages.c.id)).order_by(pages.c.id)
    ).scalars()
    old = connection.execute(select(indexed.c.page_id).where(indexed.c.version != tokens.VERSION)).scalars()
    found = [f"page {n} is not in the index" for n in missing]
    found += [f"page {n} is in the index as an older version of Rawi wrote it" for n in old]
    return found + list(backend(connection).faults(connection))


def optimize(connection: Connection) -> None:
    """Merge all that the index wrote bit by bit, at once."""
    backend(connection).optimize(connection)


def merge(connection: Connection) -> bool:
    """A short step of merging what the index wrote bit by bit; whether there is more to do."""
    found: bool = backend(connection).merge(connection)
    return found


# --- names


def _add_names(connection: Connection, names: Sequence[Name]) -> list[Document]:
    """Names that the index does not hold yet. Returns their documents."""
    wanted = {name.mark: name for name in names}
    known = {row.mark for row in _known(connection, wanted)}
    new = {mark: name for mark, name in wanted.items() if mark not in known}
    if not new:
        return []
    rows = [
        {"entity_id": n.entity_id, "type": n.type, "name": n.name, "mark": mark, "name_key": n.key}
        for mark, n in sorted(new.items())
    ]
    connection.execute(_unless_there(connection, own.names), rows)
    found = [documents.of_name(row.id, new[row.mark]) for row in _known(connection, new)]
    backend(connection).write(connection, 0, found)
    parts = {pair for name in new.values() if name.type for pair in _parts(name.name)}
    if parts:
        rows = [{"skeleton": key, "part": part} for key, part in sorted(parts)]
        connection.execute(_unless_there(connection, own.name_parts), rows)
    return found


def _known(connection: Connection, marks: Iterable[str], *, to_remove: bool = False) -> list[Row[Any]]:
    """The names that are there, locked on PostgreSQL: who removes one waits for those who add a page with it."""
    found: list[Row[Any]] = []
    wanted = sorted(marks)
    for start in range(0, len(wanted), _CHUNK):
        some = select(own.names).where(own.names.c.mark.in_(wanted[start : start + _CHUNK])).order_by(own.names.c.mark)
        found += connection.execute(some.with_for_update(read=not to_remove, key_share=not to_remove))
    return found


def _unless_there(connection: Connection, table: Any) -> Any:
    """An insert that passes over rows that are there."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as unless
    else:
        from sqlalchemy.dialects.postgresql import insert as unless  # type: ignore[assignment]
    return unless(table).on_conflict_do_nothing()


def _parts(name: str) -> set[tuple[str, str]]:
    """Skeletons of the parts of an Arabic name, each with the part."""
    return {(key, part) for part in skeleton.parts(name) for key in skeleton.skeletons(part)}


def _remove_names(connection: Connection, page_id: int, names: Sequence[Name]) -> list[Document]:
    """Names that no other page has. Returns their documents."""
    gone = []
    wanted = {name.mark: name for name in names}
    for row in _known(connection, wanted, to_remove=True):
        if not _elsewhere(connection, page_id, row):
            gone.append(documents.of_name(row.id, wanted[row.mark]))
            connection.execute(delete(own.names).where(own.names.c.id == row.id))
    backend(connection).erase_documents(connection, gone)
    for part in sorted({part for name in names for _, part in _parts(name.name)}):
        if not _part_stands(connection, part):
            connection.execute(delete(own.name_parts).where(own.name_parts.c.part == part))
    return gone


def _elsewhere(connection: Connection, page_id: int, row: Row[Any]) -> bool:
    """Whether another page has that name too."""
    if row.entity_id is None:
        s = tables.sources
        same = connection.execute(
            select(s.c.name).where(s.c.name_key == row.name_key, s.c.entity_id.is_(None), s.c.page_id != page_id)
        )
    else:
        e = tables.page_entities
        same = connection.execute(select(e.c.name).where(e.c.entity_id == row.entity_id, e.c.page_id != page_id))
    return any(Name(row.entity_id, None, name, None).mark == row.mark for name in same.scalars())


def _part_stands(connection: Connection, part: str) -> bool:
    """Whether a part of a name stands in any name still, by its last word, which is enough to keep it."""
    words = connection.execute(
        select(own.names.c.name).where(own.names.c.id.in_(_name_ids(connection, Plan(((name_needle(part),),)))))
    ).scalars()
    return any(part in skeleton.parts(name) for name in words)


def name_needle(part: str) -> Needle:
    """What a part of a name (`rawi.names.skeleton.parts`) is in the index: عبدرحمن may be one word there, or two."""
    part = part[: tokens.LONGEST]
    runs: list[tuple[str, ...]] = [(stems.stem(part),)]
    for head in ("عبد", "ابو"):
        if part.startswith(head) and len(part) > len(head) + 1:
            rest = part[len(head) :]
            ends = ("الله",) if rest == "له" else (rest,)
            runs += [(stems.stem(head), stems.stem(end)) for end in ends]
            runs += [(stems.stem(head + "ال" + rest),)]
    for end in ("دين", "له"):
        if part.endswith(end) and len(part) > len(end) + 1:
            runs += [
                (stems.stem(part[: -len(end)]), stems.stem("ال" + end)),
                (stems.stem(part[: -len(end)] + "ال" + end),),
            ]
    runs += [(f,) for f in stems.forms(part)]
    return Needle(phrases=tuple(dict.fromkeys(runs)), part=part)


def _name_ids(connection: Connection, plan: Plan) -> list[int]:
    return keys(connection, documents.NAMES, plan, 200)


def keys(connection: Connection, table: str, plan: Plan, most: int) -> list[int]:
    """Keys of what a plan finds, the highest first."""
    from sqlalchemy import text

    speaks = backend(connection)
    statement = f"SELECT {speaks.KEY} FROM {table} WHERE {speaks.match(table)} ORDER BY {speaks.KEY} DESC LIMIT :most"
    return list(connection.execute(text(statement), {"match": speaks.expression(plan), "most": most}).scalars())
