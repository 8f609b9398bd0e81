"""Claims as rows of a list, as they now stand: each with its chain, its times and the page it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, func, or_, select

from rawi.desk import tables
from rawi.desk.decisions.tables import decided_claims
from rawi.desk.search.results import Span
from rawi.desk.views import kept_together

_CHUNK: Final = 400  # values of one IN; old SQLite takes 999 parameters


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who says something, or passes it on: an entity of the desk, else known by a name alone.

    `entity`: the number of the entity, of several merged ones the first. `key`: the folded name, by which those who are
    no entity are found again. `named`: whether the reader can tell who it is.
    """

    name: str
    kind: str
    named: bool
    key: str
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a chain, from the page inwards. `name` None: nobody says who. `who`: of an attribution."""

    link: str
    name: str | None
    who: Who | None = None
    stance: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class ClaimTime:
    """A time of a claim. `role`: said (when it was said) or of (of which time it speaks); the rest as in `rawi.times`."""

    role: str
    words: Span
    value: str
    first: str | None
    last: str | None
    calendar: str
    precision: str
    tolerance_days: int
    candidates: tuple[str, ...]
    bound: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it now stands.

    `said_first`, `said_last`: the days at which it was said; `said_known` is false where the page does not tell and its
    own day stands for them. `start` and `stop` are its place in the text of the page. `state` is read, or what people
    decided: accepted, corrected, ...
    """

    claim_id: int
    page_id: int
    n: int
    start: int
    stop: int
    text: str
    stance: str
    kind: str | None
    named: bool | None
    source: str | None
    said_first: str | None
    said_last: str | None
    said_known: bool
    score: float
    unsure: bool
    state: str
    chain: tuple[ChainLink, ...]
    times: tuple[ClaimTime, ...]
    title: str | None
    outlet: str | None
    agency: str | None
    url: str | None
    published: str | None
    sha256: str

    @property
    def about(self) -> tuple[ClaimTime, ...]:
        """The times of which it speaks."""
        return tuple(t for t in self.times if t.role == "of")


def of(connection: Connection, claim_ids: Sequence[int]) -> list[ClaimRow]:
    """The claims of some numbers, in their order; those that are gone are left out."""
    found: dict[int, ClaimRow] = {}
    for chunk in _chunks(claim_ids):
        rows = connection.execute(_select(), {"numbers": list(chunk)}).all()
        chains = _links(connection, rows)
        times = _times(connection, chunk)
        for row in rows:
            found[row.id] = _row(row, chains, times.get(row.id, ()))
    return [found[n] for n in claim_ids if n in found]


def root() -> Any:
    """The number of an entity, of several merged ones the first."""
    return func.coalesce(tables.entities.c.merged_into, tables.entities.c.id)


def group(connection: Connection, entity: int) -> list[int]:
    """The entities that people hold to be one with this one, the first the one whose name they go by; [] for none."""
    first = connection.execute(_first(), {"entity": entity}).scalar()
    return [] if first is None else [first, *connection.execute(_merged(), {"first": first}).scalars()]


@cache  # a statement takes longer to be put together than to be run
def _first() -> Any:
    e = tables.entities
    return select(func.coalesce(e.c.merged_into, e.c.id)).where(e.c.id == bindparam("entity"))


@cache
def _merged() -> Any:
    e = tables.entities
    return select(e.c.id).where(e.c.merged_into == bindparam("first")).order_by(e.c.id)


def without_entity(query: Select[Any], key: Any) -> Select[Any]:
    """A query of sources, of those that are no entity and go by a folded name, by the index of these.

    SQLite would rather look through all that are no entity.
    """
    s = tables.sources
    return by_name_index(query.where(s.c.name_key == key, s.c.entity_id.is_(None)))


def by_name_index(query: Select[Any]) -> Select[Any]:
    """A query of sources that are no entity by the index of their names."""
    return kept_together.by_index(query, tables.sources, "sources_of_name")


def stands() -> Any:
    """That a claim was neither rejected nor replaced; for a query that has `decided_claims` by an outer join."""
    return or_(decided_claims.c.id.is_(None), and_(decided_claims.c.stands))


@cache
def _select() -> Any:
    c, p, s, d = tables.claims, tables.pages, tables.sources, decided_claims
    now = [
        case((d.c.id.is_(None), c.c[name]), else_=d.c[name]).label(name)
        for name in ("text", "start", "stop", "stance", "kind", "named")
    ]
    source = case((d.c.id.is_(None), s.c.name), else_=d.c.source).label("source")
    joined = c.join(p, p.c.id == c.c.page_id).outerjoin(s, s.c.id == c.c.source_id).outerjoin(d, d.c.claim_id == c.c.id)
    return select(
        c.c.id, c.c.page_id, c.c.n, *now, source, c.c.said_first, c.c.said_last, c.c.score, c.c.unsure, c.c.chain,
        func.coalesce(d.c.state, "read").label("state"), p.c.title, p.c.outlet, p.c.agency, p.c.author, p.c.url,
        p.c.published, p.c.sha256,
    ).select_from(joined).where(c.c.id.in_(bindparam("numbers", expanding=True)))  # fmt: skip


def _links(connection: Connection, rows: Sequence[Row[Any]]) -> dict[tuple[int, int], ChainLink]:
    """The attributions in the chains of some claims, by page and number."""
    wanted = {(row.page_id, link["id"]) for row in rows for link in row.chain if link.get("id") is not None}
    found: dict[tuple[int, int], ChainLink] = {}
    pages, numbers = sorted({page for page, _ in wanted}), sorted({n for _, n in wanted})
    if not wanted:
        return found
    for some in _chunks(pages):
        here = {"pages": list(some), "first": numbers[0], "last": numbers[-1]}
        for r in connection.execute(_select_links(), here).all():
            if (r.page_id, r.n) in wanted:
                who = None if r.name is None else Who(r.name, r.kind, bool(r.named), r.name_key, r.root)
                found[r.page_id, r.n] = ChainLink("attribution", r.name, who, r.stance, r.speaker_how)
    return found


@cache
def _select_links() -> Any:
    a, s, e = tables.attributions, tables.sources, tables.entities
    joined = a.outerjoin(s, and_(s.c.page_id == a.c.page_id, s.c.n == a.c.source_n)).outerjoin(
        e, e.c.id == s.c.entity_id
    )
    return select(
        a.c.page_id, a.c.n, a.c.stance, a.c.speaker_how, s.c.name, s.c.kind, s.c.named, s.c.name_key, root().label("root")
    ).select_from(joined).where(
        a.c.page_id.in_(bindparam("pages", expanding=True)), a.c.n >= bindparam("first"), a.c.n <= bindparam("last")
    )  # fmt: skip


def _times(connection: Connection, claim_ids: Sequence[int]) -> Mapping[int, Sequence[ClaimTime]]:
    found: dict[int, list[ClaimTime]] = defaultdict(list)
    for r in connection.execute(_select_times(), {"numbers": list(claim_ids)}).all():
        found[r.claim_id].append(
            ClaimTime(
                r.role, (r.start, r.stop), r.value, r.first, r.last, r.calendar, r.precision, r.tolerance_days,
                tuple(r.candidates), r.bound,
            )
        )  # fmt: skip
    return found


@cache
def _select_times() -> Any:
    ct, t, c = tables.claim_times, tables.times, tables.claims
    joined = ct.join(c, c.c.id == ct.c.claim_id).join(t, and_(t.c.page_id == c.c.page_id, t.c.n == ct.c.time_n))
    return select(
        ct.c.claim_id, ct.c.role, t.c.start, t.c.stop, t.c.value, t.c.first, t.c.last, t.c.calendar, t.c.precision,
        t.c.tolerance_days, t.c.candidates, t.c.bound,
    ).select_from(joined).where(
        ct.c.claim_id.in_(bindparam("numbers", expanding=True))
    ).order_by(ct.c.claim_id, ct.c.position)  # fmt: skip


def _row(row: Row[Any], links: Mapping[tuple[int, int], ChainLink], times: Sequence[ClaimTime]) -> ClaimRow:
    chain = tuple(_chain(row, links))
    placed = any(t.role == "said" and (t.first or t.last) for t in times)
    return ClaimRow(
        claim_id=row.id, page_id=row.page_id, n=row.n, start=row.start, stop=row.stop, text=row.text, stance=row.stance,
        kind=row.kind, named=row.named if row.named is None else bool(row.named), source=row.source,
        said_first=row.said_first, said_last=row.said_last, said_known=placed, score=row.score, unsure=bool(row.unsure),
        state=row.state, chain=chain, times=tuple(times), title=row.title, outlet=row.outlet, agency=row.agency,
        url=row.url, published=row.published, sha256=row.sha256,
    )  # fmt: skip


def _chain(row: Row[Any], links: Mapping[tuple[int, int], ChainLink]) -> Iterator[ChainLink]:
    last = len(row.chain) - 1
    for position, link in enumerate(row.chain):
        if link.get("id") is None:
            yield ChainLink(link["link"], None if link["link"] == "page" else getattr(row, link["link"]))
            continue
        made = links.get((row.page_id, link["id"]), ChainLink("attribution", None))
        if position == last and row.source != made.name:  # somebody put right who says it
            made = ChainLink("attribution", row.source, None, row.stance, "person")
        yield made


def _chunks(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
