"""Hits: the rows of what was found, with the words that were found in their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, case, func, select

from rawi.desk import tables
from rawi.desk.search import documents
from rawi.desk.search import tables as own
from rawi.desk.search.highlight import highlights, onto_page
from rawi.desk.search.plan import Plan
from rawi.desk.search.results import ClaimHit, Excerpt, Hit, NameHit, Of, PageHit, Span

JOINT: Final = len(" … ")
"""Characters between the pieces of a claim in its text."""
MOST_EXCERPTS: Final = 3
EXCERPT: Final = 240
"""Characters of an excerpt, about."""
MOST_PAGES: Final = 1000
_CHUNK: Final = 400
_RANKED: Final = 3000
"""Characters of a page that its rank is reckoned from."""


def _chunks(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]


def texts(connection: Connection, of: Of, keys: Sequence[int]) -> list[tuple[int, str]]:
    """The texts by which results are ranked, with their keys."""
    table: Any = {"claims": tables.claims, "pages": tables.pages, "names": own.names}[of]
    column: Any = table.c.name if of == "names" else table.c.text
    if of == "pages":
        column = func.substr(column, 1, _RANKED, type_=column.type)
    where = {documents.number_of(documents_table(of), key): key for key in keys}
    found: list[tuple[int, str]] = []
    numbers, added = split(of, list(where))
    for chunk in _chunks(numbers):
        rows = connection.execute(select(table.c.id, column).where(table.c.id.in_(chunk)))
        found += [(where[number], text) for number, text in rows]
    d = tables.metadata.tables["decided_claims"]
    for chunk in _chunks(added):
        rows = connection.execute(select(d.c.id, d.c.text).where(d.c.id.in_(chunk)))
        found += [(where[documents.ADDED | number], text) for number, text in rows]
    return found


def split(of: Of, numbers: Sequence[int]) -> tuple[list[int], list[int]]:
    """Numbers of claims apart from those of `decided_claims`, which people added; all others are the first."""
    if of != "claims":
        return list(numbers), []
    return [n for n in numbers if n < documents.ADDED], [n ^ documents.ADDED for n in numbers if n >= documents.ADDED]


def documents_table(of: Of) -> str:
    """The table of the index."""
    return {"claims": documents.CLAIMS, "pages": documents.PAGES, "names": documents.NAMES}[of]


def fetch(connection: Connection, of: Of, keys: Sequence[int], plan: Plan) -> tuple[Hit, ...]:
    """The results of some keys, in their order. What has gone in between is passed over."""
    numbers = [documents.number_of(documents_table(of), key) for key in keys]
    make = {"claims": _claims, "pages": _pages, "names": _names}[of]
    found: dict[int, Hit] = {}
    read, added = split(of, numbers)
    for chunk in _chunks(read):
        found.update(make(connection, chunk, plan))
    for chunk in _chunks(added):
        found.update(_added(connection, chunk, plan))
    return tuple(found[n] for n in numbers if n in found)


def _claims(connection: Connection, numbers: Sequence[int], plan: Plan) -> Iterator[tuple[int, Hit]]:
    rows = connection.execute(_claim_rows(), {"numbers": list(numbers)}).all()
    for r in rows:
        spans = highlights(r.text, plan.needles)
        yield r.id, ClaimHit(
            claim_id=r.id, page_id=r.page_id, n=r.n, key=str(r.n), place=_place(r), text=r.text, highlights=spans,
            spans=onto_page(spans, [(a, b) for a, b in r.content], JOINT), stance=r.stance, kind=r.kind, named=r.named,
            source=r.source, source_id=r.source_id, said=(r.said_first, r.said_last), unsure=bool(r.unsure), state=r.state,
            title=r.title, outlet=r.outlet, url=r.url, published=r.published,
        )  # fmt: skip


@cache  # a statement takes longer to be put together than to be run
def _claim_rows() -> Select[Any]:
    c, p, s, d = tables.claims, tables.pages, tables.sources, tables.metadata.tables["decided_claims"]
    now = [
        case((d.c.id.is_(None), c.c[name]), else_=d.c[name]).label(name)
        for name in ("text", "content", "stance", "kind", "named")
    ]
    source = case((d.c.id.is_(None), s.c.name), else_=d.c.source).label("source")
    joined = c.join(p, p.c.id == c.c.page_id).outerjoin(s, s.c.id == c.c.source_id).outerjoin(d, d.c.claim_id == c.c.id)
    return select(
        c.c.id, c.c.page_id, c.c.n, *now, source, c.c.source_id, c.c.said_first, c.c.said_last, c.c.unsure, p.c.title,
        p.c.outlet, p.c.url, p.c.published, func.coalesce(d.c.state, "read").label("state"),
    ).select_from(joined).where(c.c.id.in_(bindparam("numbers", expanding=True)))  # fmt: skip


def _place(row: Any) -> tuple[int, int]:
    return min(a for a, _ in row.content), max(b for _, b in row.content)


def _added(connection: Connection, numbers: Sequence[int], plan: Plan) -> Iterator[tuple[int, Hit]]:
    """Claims that people added, by their numbers in `decided_claims`."""
    p, d = tables.pages, tables.metadata.tables["decided_claims"]
    rows = connection.execute(
        select(d, p.c.title, p.c.outlet, p.c.url, p.c.published)
        .select_from(d.join(p, p.c.id == d.c.page_id))
        .where(d.c.id.in_(numbers), d.c.claim_id.is_(None))
    )
    for r in rows:
        spans = highlights(r.text, plan.needles)
        yield documents.ADDED | r.id, ClaimHit(
            claim_id=None, page_id=r.page_id, n=None, key=f"at-{r.start}-{r.stop}", place=(r.start, r.stop), text=r.text,
            highlights=spans, spans=onto_page(spans, [(a, b) for a, b in r.content], JOINT), stance=r.stance, kind=r.kind,
            named=r.named, source=r.source, source_id=None, said=(r.said_first, r.said_last), unsure=False, state=r.state,
            title=r.title, outlet=r.outlet, url=r.url, published=r.published,
        )  # fmt: skip


def _pages(connection: Connection, numbers: Sequence[int], plan: Plan) -> Iterator[tuple[int, Hit]]:
    b = tables.blocks
    blocks: dict[int, list[Row[Any]]] = {}
    for block in connection.execute(select(b).where(b.c.page_id.in_(numbers), b.c.kind.in_(documents.UNREAD))):
        blocks.setdefault(block.page_id, []).append(block)
    for number in numbers:  # one text in memory at a time
        unread = [(block.start, block.stop) for block in blocks.get(number, ())]
        r = connection.execute(_page_row(), {"page": number}).one_or_none()
        if r is not None:
            spans = highlights(documents.searched(r.text, blocks.get(number, ())), plan.needles)
            yield number, PageHit(
                page_id=r.id, sha256=r.sha256, title=r.title, outlet=r.outlet, url=r.url, published=r.published,
                language=r.language, spans=spans, excerpts=tuple(_excerpts(r.text, spans, unread)),
            )  # fmt: skip


@cache
def _page_row() -> Select[Any]:
    p = tables.pages
    return select(
        p.c.id, p.c.sha256, p.c.title, p.c.outlet, p.c.url, p.c.published, p.c.language, p.c.text
    ).where(p.c.id == bindparam("page"))  # fmt: skip


def _excerpts(text: str, spans: Sequence[Span], unread: Sequence[Span]) -> Iterator[Excerpt]:
    """Stretches around the first words that were found, cut at spaces; of a page without any, its beginning.

    They end at what is no part of the article (`unread`: menus, teasers), which would be told as if it were.
    """
    end, count = 0, 0
    for start, stop in spans or [_beginning(text, unread)]:
        if start < end and spans:
            continue
        if count == MOST_EXCERPTS:
            return
        begins = max((b for _, b in unread if b <= start), default=0)
        ends = min((a for a, _ in unread if a >= stop), default=len(text))
        first = max(end, begins, start - EXCERPT // 4)
        if first > max(end, begins):  # to the next space, not past the word
            first += next((n + 1 for n, c in enumerate(text[first:start]) if c.isspace()), start - first)
        last = min(ends, max(stop, first + EXCERPT))
        if last < ends:
            last -= next((n for n, c in enumerate(reversed(text[stop:last])) if c.isspace()), 0)
        inside = tuple((a - first, b - first) for a, b in spans if first <= a and b <= last)
        if first == last:  # there is no article
            return
        yield Excerpt(first, text[first:last], inside)
        end, count = last, count + 1


def _beginning(text: str, unread: Sequence[Span]) -> Span:
    """An empty place at the beginning of the article."""
    at = 0
    for start, stop in sorted(unread):
        if text[at:start].strip():
            break
        at = max(at, stop)
    return at, at


def _names(connection: Connection, numbers: Sequence[int], plan: Plan) -> Iterator[tuple[int, Hit]]:
    for r in connection.execute(_name_rows(), {"numbers": list(numbers)}).all():
        pages = 0
        if r.entity_id is not None:
            pages = connection.execute(_pages_of(), {"entity": r.entity_id}).scalar_one()
        yield r.id, NameHit(r.name, highlights(r.name, plan.needles), r.entity_id, r.type, pages)


@cache
def _name_rows() -> Select[Any]:
    n = own.names
    return select(n.c.id, n.c.entity_id, n.c.type, n.c.name).where(n.c.id.in_(bindparam("numbers", expanding=True)))


@cache
def _pages_of() -> Select[Any]:
    """How many pages name an entity, `MOST_PAGES` at most."""
    e = tables.page_entities
    some = select(e.c.page_id).where(e.c.entity_id == bindparam("entity")).limit(MOST_PAGES).subquery()
    return select(func.count()).select_from(some)
