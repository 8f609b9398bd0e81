"""What a search or a list of claims gives, as a table, a piece at a time, so that a long one takes no more memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from rawi.desk.desk import Desk
from rawi.desk.search.results import ClaimHit, NameHit, Of, PageHit, Results
from rawi.desk.views import rows
from rawi.desk.views.claim_lists import ClaimList
from rawi.desk.views.rows import ClaimRow
from rawi.exports.table import Column, Table, Value

MOST_ROWS: Final = 50_000
"""Rows of one export. A last row tells that there is more."""
CUT: Final = "… more than {n} rows: the rest is left out"
_PIECE: Final = 200

CLAIM_COLUMNS: Final = (
    Column("claim", 70), Column("stance"), Column("source", 30), Column("source_kind"), Column("source_named", 8),
    Column("chain", 44), Column("said_first"), Column("said_last"), Column("said_known", 8), Column("about", 26),
    Column("outlet", 20), Column("agency"), Column("published", 18), Column("title", 44), Column("url", 30),
    Column("state"), Column("unsure", 8), Column("score", 8), Column("page", 8), Column("n", 6), Column("start", 8),
    Column("stop", 8), Column("sha256", 20),
)  # fmt: skip
PAGE_COLUMNS: Final = (
    Column("title", 60), Column("outlet", 20), Column("published", 18), Column("url", 40), Column("language", 8),
    Column("excerpts", 70), Column("page", 8), Column("sha256", 20),
)  # fmt: skip
NAME_COLUMNS: Final = (Column("name", 40), Column("type"), Column("pages", 8), Column("entity", 8))


def of_search(desk: Desk, query: str = "", *, of: Of = "claims", most: int = MOST_ROWS, **filters: Any) -> Table:
    """All that a search finds, not only its first page; parameters as of `Desk.search`.

    Raises:
        OptionError: at once, where a parameter is none.
    """
    first = desk.search(query, of=of, limit=_PIECE, **filters)
    results = _results(desk, first, query, filters)
    match of:
        case "pages":
            return Table("pages", PAGE_COLUMNS, _cut(map(_page, results), len(PAGE_COLUMNS), most))
        case "names":
            return Table("names", NAME_COLUMNS, _cut(map(_name, results), len(NAME_COLUMNS), most))
        case _:
            claims = chain.from_iterable(_full(desk, results))
            return Table("claims", CLAIM_COLUMNS, _cut(map(_claim, claims), len(CLAIM_COLUMNS), most))


def of_claims(desk: Desk, listed: Callable[[Any, str | None], ClaimList], most: int = MOST_ROWS) -> Table:
    """A whole list of claims. `listed` gives a page of it for a connection and a key (None: the first)."""

    def all_of_it() -> Iterator[ClaimRow]:
        after: str | None = None
        while True:
            with desk.reading() as connection:
                found = listed(connection, after)
            yield from found.claims
            after = found.next
            if after is None:
                return

    return Table("claims", CLAIM_COLUMNS, _cut(map(_claim, all_of_it()), len(CLAIM_COLUMNS), most))


def _results(desk: Desk, first: Results, query: str, filters: dict[str, Any]) -> Iterator[Any]:
    results = first
    while True:
        yield from results.hits
        if results.next is None:
            return
        results = desk.search(query, of=first.of, limit=_PIECE, **{**filters, "after": results.next})


def _full(desk: Desk, hits: Iterable[ClaimHit]) -> Iterator[list[ClaimRow | ClaimHit]]:
    """The same claims with their chains and times, some at a time."""
    some: list[ClaimHit] = []
    for hit in hits:
        some.append(hit)
        if len(some) == _PIECE:
            yield _rows(desk, some)
            some = []
    yield _rows(desk, some)


def _rows(desk: Desk, hits: list[ClaimHit]) -> list[ClaimRow | ClaimHit]:
    with desk.reading() as connection:
        found = {
            row.claim_id: row for row in rows.of(connection, [hit.claim_id for hit in hits if hit.claim_id is not None])
        }
    # the search's own words are what was found, should somebody have decided in between
    return [
        hit if hit.claim_id is None else replace(found[hit.claim_id], text=hit.text)
        for hit in hits
        if hit.claim_id is None or hit.claim_id in found
    ]


def _cut(given: Iterable[tuple[Value, ...]], columns: int, most: int) -> Iterator[tuple[Value, ...]]:
    for count, row in enumerate(given):
        if count == most:
            yield (CUT.format(n=most), *[None] * (columns - 1))
            return
        yield row


def _claim(row: ClaimRow | ClaimHit) -> tuple[Value, ...]:
    if isinstance(row, ClaimHit):  # somebody added it: no machine gave it a number, a chain or a score
        names = [row.outlet or "page", *([row.source or "?"] if row.kind else [])]
        return (
            row.text, row.stance, row.source, row.kind, row.named, " > ".join(names), *row.said, None, None, row.outlet, None,
            row.published, row.title, row.url, row.state, row.unsure, None, row.page_id, None, *row.place, None,
        )  # fmt: skip
    names = [link.name or ("?" if link.link == "attribution" else link.link) for link in row.chain]
    return (
        row.text, row.stance, row.source, row.kind, row.named, " > ".join(names), row.said_first, row.said_last,
        row.said_known, " ".join(t.value for t in row.about), row.outlet, row.agency, row.published, row.title, row.url,
        row.state, row.unsure, row.score, row.page_id, row.n, row.start, row.stop, row.sha256,
    )  # fmt: skip


def _page(hit: PageHit) -> tuple[Value, ...]:
    excerpts = " … ".join(" ".join(e.text.split()) for e in hit.excerpts)
    return (hit.title, hit.outlet, hit.published, hit.url, hit.language, excerpts, hit.page_id, hit.sha256)


def _name(hit: NameHit) -> tuple[Value, ...]:
    return (hit.name, hit.type or "source", hit.pages, hit.entity_id)
