"""Claims in brief: what tells whether claims of two stories may be one, kept beside their keys.

Most claims that share a rare pair with one that came have little else in common with it. That is told by these few numbers,
so that only pages of which a claim may be alike are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from struct import Struct, unpack_from
from typing import Final

from sqlalchemy import Connection

from rawi.desk.together import alike
from rawi.desk.together.looking import number
from rawi.together.propositions import Statement
from rawi.together.running.pages import DeskPage, Pages

Span = tuple[int, int]
_HEAD: Final = Struct("<IIBHHH")  # span, whether somebody says it, how many roots, names and figures


@dataclass(frozen=True, slots=True)
class Brief:
    """A statement in brief. Roots and names as numbers; of figures above 2 the least that they may be."""

    attributed: bool
    roots: frozenset[int]
    names: frozenset[int]
    figures: frozenset[float]


def brief(one: Statement) -> Brief:
    """A statement in brief."""
    figures = frozenset(figure.low for figure in one.figures if figure.low > 2)
    return Brief(one.source is not None, frozenset(map(number, one.roots)), frozenset(map(number, one.names)), figures)


def may_be_one(one: Brief, other: Brief) -> bool:
    """Whether two claims may be alike: they share half of the roots of the shorter one (as all but 2 of 322 did that are),
    four at least, or three and a name or figure, and somebody is named who says it: what pages say themselves again and
    again (a link to the source, a place and a time) is no claim that anybody follows."""
    if not one.attributed and not other.attributed:
        return False
    common = len(one.roots & other.roots)
    told = bool(one.names & other.names or one.figures & other.figures)
    return common >= (3 if told else 4) and 2 * common >= min(len(one.roots), len(other.roots))


def keep(connection: Connection, pages: Iterable[DeskPage]) -> dict[int, dict[Span, Brief]]:
    """Keep the claims of pages in brief; what was kept."""
    every = list(pages)
    made = {page.line.page_id: {one.span: brief(one) for one in page.statements} for page in every}
    alike.put_briefs(connection, {p.line.page_id: (p.version, pack(made[p.line.page_id])) for p in every})
    return made


def of_pages(connection: Connection, page_ids: list[int], pages: Pages) -> dict[int, dict[Span, Brief]]:
    """The claims of some pages as they now stand, in brief; a page of which that is not kept is read for it."""
    now = pages.versions(connection, page_ids)
    kept = alike.briefs_of(connection, page_ids)
    found = {n: unpack(kept[n][1]) for n in page_ids if n in kept and n in now and kept[n][0] == now[n]}
    missing = [n for n in page_ids if n in now and n not in found]
    if missing:
        found |= keep(connection, pages.load(connection, missing, visiting=True).values())
    return found


def pack(some: Mapping[Span, Brief]) -> bytes:
    """Statements in brief, by span, as bytes, little endian: for each a head, then the numbers of 8 bytes."""
    return b"".join(_packed(span, told) for span, told in some.items())


def _packed(span: Span, told: Brief) -> bytes:
    parts = sorted(told.roots), sorted(told.names), sorted(told.figures)
    counts = len(parts[0]), len(parts[1]), len(parts[2])
    body = Struct(f"<{counts[0] + counts[1]}q{counts[2]}d")
    return _HEAD.pack(*span, told.attributed, *counts) + body.pack(*parts[0], *parts[1], *parts[2])


def unpack(data: bytes) -> dict[Span, Brief]:
    """The inverse of `pack`."""
    return dict(_unpacked(data))


def _unpacked(data: bytes) -> Iterator[tuple[Span, Brief]]:
    at = 0
    while at < len(data):
        start, stop, attributed, roots, names, figures = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        values = unpack_from(f"<{roots + names}q{figures}d", data, at)
        at += 8 * len(values)
        told = frozenset(values[:roots]), frozenset(values[roots : roots + names]), frozenset(values[roots + names :])
        yield (start, stop), Brief(bool(attributed), *told)
