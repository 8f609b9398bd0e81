"""A page of a desk as it now stands: its reading, with what people decided applied."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from rawi.desk import many, readings, tables
from rawi.desk.decisions import making
from rawi.desk.decisions.tables import page_states
from rawi.reading import Reading
from rawi.together.answers import PageLine
from rawi.together.propositions import Statement, statements

KEPT: Final = 1500
"""So many pages are kept at hand while a desk is brought up to date: some 100 MB."""
VISITORS: Final = 200
"""So many pages of other stories are kept beside them, which shall not take their place."""


@dataclass(frozen=True)
class DeskPage:
    """A page: how it is told of, its reading as it now stands, and for each claim of that its number in the machine's.

    `version`: what makes this state of it unlike any other. `entities`: for each entity its number in the machine's
    reading, None where a person added it.
    """

    line: PageLine
    reading: Reading
    numbers: tuple[int | None, ...]
    version: str
    entities: tuple[int | None, ...]

    @cached_property
    def statements(self) -> list[Statement]:
        """What it claims."""
        return statements(self.reading)

    def number(self, claim: int) -> int | None:
        """The number in the machine's reading of a claim; None where a person added it."""
        return self.numbers[claim - 1]


class _Shelf(OrderedDict[int, DeskPage]):
    """Pages by number, of which the last used stay."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, number: int, page: DeskPage) -> None:
        self[number] = page
        self.move_to_end(number)
        if len(self) > self.most:
            self.popitem(last=False)


class Pages:
    """Pages of a desk, the last ones kept at hand; each is read anew where it is no longer as it was."""

    def __init__(self, kept: int = KEPT) -> None:
        self._own = _Shelf(kept)
        self._visitors = _Shelf(VISITORS)

    def load(self, connection: Connection, page_ids: Iterable[int], *, visiting: bool = False) -> dict[int, DeskPage]:
        """The pages of these numbers, in their order; one that is gone is left out. `visiting`: they are looked at beside
        those that are at work, and do not take the place of these."""
        wanted = list(dict.fromkeys(page_ids))
        rows = {row.id: row for row in _rows(connection, wanted)}
        at_hand = {n: page for n in rows if (page := self._at_hand(n)) is not None}
        found = {n: page for n, page in at_hand.items() if page.version == _version(rows[n])}
        missing = [number for number in rows if number not in found]
        read = readings.get(connection, (number for number in missing if not rows[number].in_force))
        for number in missing:
            found[number] = _page(connection, rows[number], _version(rows[number]), read.get(number))
        for number in wanted:
            if number not in rows:
                self._own.pop(number, None)
                self._visitors.pop(number, None)
            else:
                self._keep(number, found[number], visiting)
        return {number: found[number] for number in wanted if number in found}

    def done(self, page_ids: Iterable[int]) -> None:
        """These are not at work any more: they are the first to make room. (Stories are settled in the order in which their
        pages came, so that else those would go whose turn is next.)"""
        for number in page_ids:
            if number in self._own:
                self._own.move_to_end(number, last=False)

    def versions(self, connection: Connection, page_ids: Iterable[int]) -> dict[int, str]:
        """The versions of pages as they now stand; one that is gone is left out."""
        return {row.id: _version(row) for row in _rows(connection, page_ids)}

    def _at_hand(self, number: int) -> DeskPage | None:
        return self._own.get(number) or self._visitors.get(number)

    def _keep(self, number: int, page: DeskPage, visiting: bool) -> None:
        if visiting and number not in self._own:
            self._visitors.keep(number, page)
        else:
            self._visitors.pop(number, None)
            self._own.keep(number, page)


def line(row: Row[Any]) -> PageLine:
    """A row of `pages` as a page in a list."""
    return PageLine(
        row.id, row.sha256, row.title, row.outlet, row.agency, row.published_day, row.url, row.origin
    )  # fmt: skip


def lines(connection: Connection, page_ids: Iterable[int]) -> dict[int, PageLine]:
    """How pages are told of, by number; one that is gone is left out."""
    return {row.id: line(row) for row in _rows(connection, page_ids)}


def _rows(connection: Connection, page_ids: Iterable[int]) -> Sequence[Row[Any]]:
    wanted = dict.fromkeys(page_ids)
    given = {"pages": many.numbers(connection, wanted)}
    return connection.execute(_lines(connection), given).all() if wanted else []


@many.once
def _lines(connection: Connection) -> Any:
    p, s = tables.pages, page_states
    query = select(
        p.c.id, p.c.sha256, p.c.title, p.c.outlet, p.c.agency, p.c.published_day, p.c.url, p.c.origin, p.c.read,
        s.c.in_force,
    ).outerjoin(s, s.c.page_id == p.c.id)  # fmt: skip
    return query.where(many.among(connection, p.c.id, "pages"))


def _version(row: Row[Any]) -> str:
    return f"{row.read} {row.in_force or 0}"


def _page(connection: Connection, row: Row[Any], version: str, reading: Reading | None) -> DeskPage:
    """`reading`: that of the page, where nobody decided anything on it."""
    if reading is None:
        decided = making.decided(connection, row.id)
        standing = {one.claim.id: one.n for one in decided.claims if one.stands}
        numbers = tuple(standing.get(claim.id) for claim in decided.reading.claims)
        entities = tuple(number if number > 0 else None for number in decided.origins["entity"])
        return DeskPage(line(row), decided.reading, numbers, version, entities)
    claims, entities = (tuple(one.id for one in some) for some in (reading.claims, reading.entities))
    return DeskPage(line(row), reading, claims, version, entities)
