"""Documents: what of a page goes into the index, made from the tables of the desk.

A document's key is its number in the index: the day first, so that the newest come first when the index is read
backwards, then what it stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Table, bindparam, select

from rawi.desk import tables
from rawi.desk.search import facets, tokens
from rawi.names import skeleton

CLAIMS: Final = "search_claims"
PAGES: Final = "search_pages"
NAMES: Final = "search_name_words"
UNREAD: Final = ("navigation", "teaser")
"""Kinds of blocks that are not searched: they are another page's words."""
PIECE: Final = 2000
"""Words of a page that are one document. A longer page is several, and all words of a query have to stand in one."""
OVERLAP: Final = 30
"""Words with which a piece repeats the one before it, so that no phrase is cut in two."""
ADDED: Final = 1 << 31
"""Of claims that people added the number is that of `decided_claims`, and this."""
_ID_BITS: Final = 32
_PIECE_BITS: Final = 10
_MOST_OF_NAME: Final = 40
_MOST_PIECES: Final = 1 << _PIECE_BITS


class Document(NamedTuple):
    """One row of the index."""

    table: str
    key: int
    page_id: int | None
    words: str
    stems: str
    facets: str


# --- keys


def claim_key(day: int, number: int) -> int:
    """Of a claim that was said on a day (`facets.ordinal`, 0 where none is known)."""
    return (day << _ID_BITS) | number


def page_key(day: int, number: int, piece: int = 0) -> int:
    """Of a piece of a page that was published on a day."""
    return (((day << (_ID_BITS - 1)) | number) << _PIECE_BITS) | piece


def number_of(table: str, key: int) -> int:
    """The claim, page or name that a key stands for."""
    if table == CLAIMS:
        return key & ((1 << _ID_BITS) - 1)
    return (key >> _PIECE_BITS) & ((1 << (_ID_BITS - 1)) - 1) if table == PAGES else key


def number_in_sql(table: str, key: str) -> str:
    """The same in SQL."""
    if table == CLAIMS:
        return f"({key} & {(1 << _ID_BITS) - 1})"
    return f"(({key} >> {_PIECE_BITS}) & {(1 << (_ID_BITS - 1)) - 1})" if table == PAGES else key


def first_of_page(key: int) -> int:
    """The key of the first piece of the page."""
    return key >> _PIECE_BITS << _PIECE_BITS


def from_day(table: str, day: int) -> int:
    """The lowest key of a day."""
    return claim_key(day, 0) if table == CLAIMS else page_key(day, 0)


# --- from the tables


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity, or of a source that is none (`entity_id` None)."""

    entity_id: int | None
    type: str | None
    name: str
    key: str | None

    @property
    def mark(self) -> str:
        """Of the entity and the folded name: one text, since an index of two columns would not serve `IN`."""
        return facets.mark(f"{self.entity_id or 0} {' '.join(tokens.words(self.name))}")


@dataclass(frozen=True, slots=True)
class Contents:
    """What one page gives to the index."""

    documents: list[Document]
    names: list[Name]


def of_page(connection: Connection, page_id: int) -> Contents:
    """Everything of a page that goes into the index. A handful of queries, whatever the page holds."""
    page = connection.execute(_PAGE, {"page_id": page_id}).one()
    sources = _rows(connection, tables.sources, page_id)
    named = _rows(connection, tables.page_entities, page_id)
    common = [facets.ALL]
    common += [facets.language(page.language)] if page.language else []
    common += [facets.outlet(page.outlet_key)] if page.outlet_key else []
    decided = _rows(connection, tables.metadata.tables["decided_claims"], page_id)
    claims = list(_claims(connection, page_id, common, sources, {e.n: e.name for e in named}, decided))
    added = [row for row in decided if row.claim_id is None and row.stands]
    claims += _added(connection, page_id, common, sources, named, added) if added else []
    names = [Name(e.entity_id, e.type, e.name, None) for e in named]
    names += [Name(None, None, s.name, s.name_key) for s in sources if s.entity_id is None]
    return Contents([*claims, *_pages(connection, page, claims, named)], list(dict.fromkeys(names)))


def _rows(connection: Connection, table: Table, page_id: int) -> Sequence[Row[Any]]:
    return connection.execute(_of_page(table), {"page_id": page_id}).all()


def _hanging(connection: Connection, table: Table, page_id: int) -> dict[int, list[Row[Any]]]:
    """The rows that hang on the claims of a page, by claim."""
    found = defaultdict(list)
    for row in connection.execute(_of_claims(table), {"page_id": page_id}):
        found[row.claim_id].append(row)
    return found


# Statements are made once: making them takes longer than running them.
_PAGE: Final = select(tables.pages).where(tables.pages.c.id == bindparam("page_id"))
_NEEDED: Final = {
    "attributions": ("n", "source_n"), "blocks": ("kind", "start", "stop"), "page_entities": ("n", "entity_id", "type", "name"),
    "sources": ("n", "name", "name_key", "entity_id"), "times": ("first", "last", "start", "stop"),
    "quantities": ("low", "high", "unit", "start", "stop"), "mentions": ("entity_n", "start", "stop"),
    "claims": ("id", "text", "kind", "stance", "named", "said_first", "said_last", "chain"),
    "decided_claims": (
        "id", "claim_id", "stands", "text", "kind", "stance", "named", "source", "start", "stop", "said_first", "said_last"
    ),
    "claim_entities": ("claim_id", "entity_n", "entity_id"), "claim_times": ("claim_id", "role", "first", "last"),
    "claim_quantities": ("claim_id", "low", "high", "unit"),
}  # fmt: skip
"""Columns that the index is made from."""


@cache
def _of_page(table: Table) -> Any:
    return select(*(table.c[name] for name in _NEEDED[table.name])).where(table.c.page_id == bindparam("page_id"))


@cache
def _of_claims(table: Table) -> Any:
    claims = tables.claims
    wanted = select(*(table.c[name] for name in _NEEDED[table.name]))
    return wanted.join(claims, claims.c.id == table.c.claim_id).where(claims.c.page_id == bindparam("page_id"))


def _claims(
    connection: Connection, page_id: int, common: list[str], sources: Sequence[Row[Any]], names: dict[int, str],
    decisions: Sequence[Row[Any]],
) -> Iterator[Document]:  # fmt: skip
    entities = _hanging(connection, tables.claim_entities, page_id)
    times = _hanging(connection, tables.claim_times, page_id)
    quantities = _hanging(connection, tables.claim_quantities, page_id)
    speakers = {a.n: a.source_n for a in _rows(connection, tables.attributions, page_id)}
    by_number = {s.n: s for s in sources}
    decided = {d.claim_id: d for d in decisions if d.claim_id is not None}
    for claim in _rows(connection, tables.claims, page_id):
        now = decided.get(claim.id, claim)
        if not getattr(now, "stands", True):
            continue
        marks = [*common, facets.kind(now.kind), facets.stance(now.stance)]
        marks += [facets.named(bool(now.named))] if now.named is not None else []
        if now is not claim and now.source:
            marks += [facets.source_word(word) for word in _of_name(now.source)]
        marks += facets.said(claim.said_first, claim.said_last)
        for e in entities[claim.id]:
            marks += _entity(e.entity_id, names.get(e.entity_n, ""))
        for link in claim.chain:
            source = by_number.get(speakers.get(link.get("id")))
            marks += _source(source) if source is not None else []
        for t in times[claim.id]:
            marks += facets.of_time(t.first, t.last) if t.role == "of" else []
        for q in quantities[claim.id]:
            marks += _quantity(q)
        day = facets.ordinal(claim.said_first) or facets.ordinal(claim.said_last) or 0
        words = tokens.words(now.text)
        yield _document(CLAIMS, claim_key(day, claim.id), page_id, words, marks)


def _added(
    connection: Connection, page_id: int, common: list[str], sources: Sequence[Row[Any]], named: Sequence[Row[Any]],
    added: Sequence[Row[Any]],
) -> Iterator[Document]:  # fmt: skip
    """Claims that people added. Names, times and quantities are those of the page that stand in their words."""
    entities = {e.n: e for e in named}
    mentions = _rows(connection, tables.mentions, page_id)
    times, quantities = _rows(connection, tables.times, page_id), _rows(connection, tables.quantities, page_id)
    for claim in added:
        marks = [*common, facets.kind(claim.kind), facets.stance(claim.stance)]
        marks += [facets.named(bool(claim.named))] if claim.named is not None else []
        marks += facets.said(claim.said_first, claim.said_last)
        if claim.source:
            marks += [facets.source_word(word) for word in _of_name(claim.source)]
            for source in sources:
                marks += _source(source) if source.name == claim.source else []
        for number in {m.entity_n for m in mentions if _holds(claim, m)}:
            marks += _entity(entities[number].entity_id, entities[number].name)
        for t in times:
            marks += facets.of_time(t.first, t.last) if _holds(claim, t) else []
        for q in quantities:
            marks += _quantity(q) if _holds(claim, q) else []
        day = facets.ordinal(claim.said_first) or facets.ordinal(claim.said_last) or 0
        yield _document(CLAIMS, claim_key(day, ADDED | claim.id), page_id, tokens.words(claim.text), marks)


def _holds(claim: Row[Any], part: Row[Any]) -> bool:
    held: bool = claim.start <= part.start and part.stop <= claim.stop
    return held


def _source(source: Row[Any]) -> list[str]:
    words = [facets.source_word(word) for word in _of_name(source.name)]
    return [facets.source(source.entity_id), *words] if source.entity_id else words


def _entity(number: int, name: str) -> list[str]:
    return [facets.entity(number), *(facets.entity_word(word) for word in _of_name(name))]


@lru_cache(maxsize=1 << 14)
def _of_name(name: str) -> tuple[str, ...]:
    """The stems of a name, and its parts as other scripts have them."""
    words = tokens.words(name)[:_MOST_OF_NAME]
    return tuple(
        dict.fromkeys(
            [*tokens.stems(words), *(part[: tokens.LONGEST] for part in skeleton.parts(name) if part.isalnum())]
        )
    )


def _quantity(q: Row[Any]) -> list[str]:
    return [*facets.of_size(q.low, q.high), *([facets.unit(q.unit)] if q.unit else [])]


def _pages(
    connection: Connection, page: Row[Any], claims: Sequence[Document], named: Sequence[Row[Any]]
) -> Iterator[Document]:
    """The pieces of the page, with the facets of all its claims."""
    marks = list({f: None for claim in claims for f in claim.facets.split() if f != facets.WIDE})
    marks += [facets.ALL, *([facets.language(page.language)] if page.language else [])]
    marks += [facets.outlet(page.outlet_key)] if page.outlet_key else []
    for e in named:
        marks += _entity(e.entity_id, e.name)
    for t in _rows(connection, tables.times, page.id):
        marks += facets.of_time(t.first, t.last)
    for q in _rows(connection, tables.quantities, page.id):
        marks += _quantity(q)
    blocks = _rows(connection, tables.blocks, page.id)
    words = tokens.words(searched(page.text, blocks))
    day = facets.ordinal(page.published_day) or 0
    for piece, part in enumerate(_pieces(words)):
        yield _document(PAGES, page_key(day, page.id, piece), page.id, part, marks)


def searched(text: str, blocks: Iterable[Any]) -> str:
    """A page's text with the parts that are not searched blanked out, so that every offset stays what it is."""
    parts, at = [], 0
    for block in sorted(blocks, key=lambda b: b.start):
        if block.kind in UNREAD:
            parts += [text[at : block.start], "\n" * (block.stop - block.start)]
            at = block.stop
    return "".join([*parts, text[at:]])


def _pieces(words: list[str]) -> Iterator[list[str]]:
    size = max(PIECE, len(words) // (_MOST_PIECES - 2))
    start = 0
    while True:
        yield words[max(0, start - OVERLAP) : start + size]
        start += size
        if start >= len(words):
            return


def of_name(number: int, name: Name) -> Document:
    """The document of a name."""
    return _document(NAMES, number, None, tokens.words(name.name), [facets.ALL, facets.kind(name.type or "source")])


def _document(table: str, key: int, page_id: int | None, words: list[str], marks: Iterable[str]) -> Document:
    return Document(table, key, page_id, " ".join(words), " ".join(tokens.stems(words)), facets.once(marks))
