"""What people said of pages and claims (*same*, *not the same*, *copied from*): it wins over what is found.

Said of two pages: that they are, or are not, about one event; that one was copied from the other. Of two claims: that
they claim, or do not claim, the same; that the words of one were copied from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from rawi.desk import many
from rawi.desk.decisions.decision import LINKS, STANDS, Target
from rawi.desk.decisions.tables import decisions
from rawi.reading.spans import hull
from rawi.together.copies import Copy
from rawi.together.propositions import Statement
from rawi.together.running.pages import DeskPage

Link = Row[Any]
"""A decision that links two pages, or claims of them, and stands."""


@dataclass(frozen=True, slots=True)
class OfPages:
    """Of one page: those that are about one event with it, and those that are not."""

    same: tuple[int, ...]
    apart: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfClaims:
    """Pairs of statements that claim the same and that do not, as places in a list; and what was copied."""

    same: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]
    copies: tuple[Copy, ...]


def of_pages(connection: Connection, page_ids: Sequence[int]) -> dict[int, OfPages]:
    """What people said of some pages and others, by page; those of which nobody said anything are left out."""
    same: dict[int, dict[int, None]] = {}
    apart: dict[int, dict[int, None]] = {}
    for row in links(connection, page_ids):
        if row.target.get("on") == "page" and row.kind != "copied_from":
            for page, other in ((row.page_id, row.other_page_id), (row.other_page_id, row.page_id)):
                (same if row.kind == "same" else apart).setdefault(page, {})[other] = None
    asked = {number for number in page_ids if number in same or number in apart}
    return {number: OfPages(tuple(same.get(number, ())), tuple(apart.get(number, ()))) for number in asked}


def linked(connection: Connection, page_ids: Sequence[int]) -> set[int]:
    """Pages that anybody linked with some, whether he took it back or not."""
    if not is_any(connection):
        return set()
    rows = connection.execute(_ever(connection), {"pages": many.numbers(connection, page_ids)})
    return {number for row in rows for number in row if number is not None}


def is_any(connection: Connection) -> bool:
    """Whether anybody ever linked anything on the desk."""
    return bool(connection.execute(_any(connection)).scalar())


@many.once
def _any(connection: Connection) -> Any:
    return select(or_(*(select(decisions.c.id).where(decisions.c.kind == kind).exists() for kind in LINKS)))


@many.once
def _ever(connection: Connection) -> Any:
    return select(decisions.c.page_id, decisions.c.other_page_id).where(*_ways(connection))


def _ways(connection: Connection) -> list[Any]:
    """That a decision is a link of some pages. The kind is no bare column, since SQLite, which knows no figures, would rather
    look through all decisions of a kind or state."""
    ends = (many.among(connection, decisions.c[name], "pages") for name in ("page_id", "other_page_id"))
    return [decisions.c.kind.concat("").in_(LINKS), or_(*ends)]


def links(connection: Connection, page_ids: Iterable[int]) -> list[Link]:
    """What people said of some pages, or claims of theirs, and others, the oldest first."""
    if not is_any(connection):
        return []
    return list(connection.execute(_links(connection), {"pages": many.numbers(connection, page_ids)}))


@many.once
def _links(connection: Connection) -> Any:
    d = decisions
    return select(d).where(*_ways(connection), d.c.state.concat("") == STANDS).order_by(d.c.id)


def of_claims(told: Iterable[Link], pages: Mapping[int, DeskPage], every: Sequence[Statement]) -> OfClaims:
    """What people said of the claims of some pages and of what was copied between them. `told`: all that they said of
    these; `every`: their statements."""
    at: dict[str, list[int]] = {}
    for place, statement in enumerate(every):
        at.setdefault(statement.page, []).append(place)
    same: list[tuple[int, int]] = []
    apart: list[tuple[int, int]] = []
    copies: list[Copy] = []
    for row in told:
        if row.page_id not in pages or row.other_page_id not in pages:
            continue
        one, other = Target.from_json(row.target), Target.from_json(row.after["to"])
        if row.kind == "copied_from":
            copies.append(_copy(pages[row.page_id], one, pages[row.other_page_id], other))
        elif one.on == "claim":
            mine = _meant(one, pages[row.page_id], every, at)
            theirs = _meant(other, pages[row.other_page_id], every, at)
            if row.kind == "not_same":
                apart += [(a, b) for a in mine for b in theirs if a != b]
            elif mine and theirs:
                same.append(max(((a, b) for a in mine for b in theirs), key=lambda p: _alike(every[p[0]], every[p[1]])))
    return OfClaims(tuple(same), tuple(apart), tuple(copies))


def beyond(told: Iterable[Link], page_ids: Iterable[int]) -> set[int]:
    """Other pages with claims that people hold to be one with claims of some pages, or not. `told`: all that they said of
    these."""
    mine = set(page_ids)
    ends = [
        (row.page_id, row.other_page_id)
        for row in told
        if row.kind != "copied_from" and row.target.get("on") == "claim"
    ]
    return {number for pair in ends for number in pair if number not in mine}


def _meant(target: Target, page: DeskPage, every: Sequence[Statement], at: Mapping[str, list[int]]) -> list[int]:
    """The statements of a claim that somebody pointed at."""
    return [
        place
        for place in at.get(page.line.id, ())
        if any(every[place].span[0] < end and start < every[place].span[1] for start, end in target.spans)
    ]


def _alike(one: Statement, other: Statement) -> float:
    return 2 * len(one.roots & other.roots) / (len(one.roots) + len(other.roots) or 1)


def _copy(page: DeskPage, one: Target, other_page: DeskPage, other: Target) -> Copy:
    """What a person says was copied: the claim or the whole page."""
    here = hull(one.spans) if one.spans else (0, len(page.reading.page.text))
    there = hull(other.spans) if other.spans else (0, len(other_page.reading.page.text))
    words = len(page.reading.page.text[slice(*here)].split())
    return Copy(page.line.id, here, other_page.line.id, there, words, words, 1.0, 1.0, "near", "from_other")
