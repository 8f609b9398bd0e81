"""Who is quoted by whom: outlets and agencies, the sources that they quote, and those whose words these pass on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, select

from rawi.desk import tables
from rawi.desk.keys import folded
from rawi.desk.views import kept_together, rows
from rawi.desk.views.remembered import remembered
from rawi.desk.views.rows import Who

MOST_PAGES: Final = 400
"""Pages, the newest that fit, that a network is made of."""


@dataclass(frozen=True, slots=True)
class Node:
    """An outlet (``o:``), an agency (``a:``), or a source: an entity (``e:``) or a name (``n:``), by the start of its key.

    `kind`: outlet, agency, or the kind of the source. `count`: how often it is quoted, of outlets and agencies how often
    they quote. `stands_for`: how many are drawn as one.
    """

    key: str
    name: str
    kind: str
    count: int
    who: Who | None = None
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class Edge:
    """One quotes another, so many times; by the keys of the nodes."""

    by: str
    of: str
    count: int


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, and edges between them. `pages` were looked at; `whole`: these are all that fit."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    pages: int
    whole: bool


def network(
    connection: Connection,
    *,
    focus: str | None = None,
    outlet: str | None = None,
    first: str | None = None,
    last: str | None = None,
    stance: str | None = None,
    kind: str | None = None,
    unnamed: bool = False,
) -> Network:
    """The network of the newest pages that fit. That of all pages, which most ask for, is remembered.

    `focus`: the key of a node; then only what is beside it. `outlet`: a name; `first`, `last`: days of publication;
    `stance` and `kind` of what is quoted; `unnamed`: also those of whom nobody can tell who they are.
    """
    if (focus, outlet, first, last, stance, kind, unnamed) == (None, None, None, None, None, None, False):
        return remembered(connection, "network", lambda: _gathered(connection, _pages(connection)))
    pages = _pages(connection, focus, outlet, first, last)
    return _gathered(connection, pages, focus=focus, stance=stance, kind=kind, unnamed=unnamed)


def _gathered(
    connection: Connection, newest: Select[Any], *, focus: str | None = None, stance: str | None = None,
    kind: str | None = None, unnamed: bool = False,
) -> Network:  # fmt: skip
    pages = {row.id: row for row in connection.execute(newest)}
    nodes = _Nodes()
    publishers = {n: nodes.publishers(row.outlet_key, row.outlet, row.agency) for n, row in pages.items()}
    edges: defaultdict[tuple[str, str], int] = defaultdict(int)
    for page_id, quoted, through in _quoted(connection, [*pages], stance, kind, unnamed):
        chain = publishers[page_id]
        if through is not None:  # how the outer one came is told by its own attribution
            chain = [nodes.source(through)] if through[_NAME] is not None else chain[-1:]
        key = nodes.source(quoted)
        by = chain[-1]
        nodes.counts[key] += 1
        if by != key:
            nodes.counts[by] += 1
            edges[by, key] += 1
        if len(chain) > 1:
            edges[chain[0], by] += 1
    kept: Mapping[tuple[str, str], int] = edges if focus is None else _beside(focus, edges)
    return Network(
        tuple(sorted(nodes.made({key for edge in kept for key in edge}), key=lambda node: (-node.count, node.key))),
        tuple(Edge(by, of, count) for (by, of), count in sorted(kept.items(), key=lambda one: (-one[1], one[0]))),
        len(pages), len(pages) < MOST_PAGES,
    )  # fmt: skip


_Told = tuple[int | None, str, str | None, str, bool]
"""A source as a page has it: its entity, folded name, name, kind, whether the name is the entity's."""
_NAME: Final = 2


class _Nodes:
    """Who quotes or is quoted, by key, while it is gathered: nodes are made once all is known of them."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.told: dict[str, tuple[str, int | None, str | None]] = {}  # kind, entity, folded name (publishers: None)
        self.counts: defaultdict[str, int] = defaultdict(int)  # of publishers how often they quote

    def publishers(self, outlet_key: str | None, outlet: str | None, agency: str | None) -> list[str]:
        """The outlet, and the agency whose report it brings."""
        found = [] if agency is None else [self._publisher(f"a:{agency}", agency, "agency")]
        if outlet_key is not None or not found:
            found.insert(0, self._publisher(f"o:{outlet_key or ''}", outlet or "", "outlet"))
        return found

    def _publisher(self, key: str, name: str, kind: str) -> str:
        self.told.setdefault(key, (kind, None, None))
        self.names[key] = min(self.names.get(key, name), name)
        return key

    def source(self, told: _Told) -> str:
        """One that is quoted. It is called as its entity is; where it is none, as the page does that says most."""
        entity, name_key, name, kind, is_of_entity = told
        key = f"n:{name_key}" if entity is None else f"e:{entity}"
        if key not in self.told:
            self.told[key] = (kind, entity, name_key)
            self.names[key] = name or ""
        elif not is_of_entity and name is not None and len(name) > len(self.names[key]):
            self.names[key] = name
        return key

    def made(self, keys: Iterable[str]) -> Iterator[Node]:
        """The nodes of some keys."""
        for key in keys:
            kind, entity, name_key = self.told[key]
            name = self.names[key]
            who = None if name_key is None else Who(name, kind, True, name_key, entity)
            yield Node(key, name, kind, self.counts[key], who)


def _beside(focus: str, edges: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The edges among a node, those beside it, and those who publish what others pass on of it."""
    near = {focus} | {key for edge in edges if focus in edge for key in edge}
    relays = {by for by, of in edges if of == focus and by[:2] not in ("o:", "a:")}
    near |= {by for by, of in edges if of in relays}
    return {edge: n for edge, n in edges.items() if edge[0] in near and edge[1] in near}


def _pages(
    connection: Connection, focus: str | None = None, outlet: str | None = None, first: str | None = None,
    last: str | None = None,
) -> Select[Any]:  # fmt: skip
    p, s = tables.pages, tables.sources
    query = select(p.c.id, p.c.outlet, p.c.outlet_key, p.c.agency).order_by(p.c.id.desc()).limit(MOST_PAGES)
    of_source = focus is not None and focus[:2] in ("e:", "n:")
    if of_source and (outlet, first, last) == (None, None, None):
        query = kept_together.by_index(query, p, "pages_publishers")
    if outlet is not None:
        query = query.where(p.c.outlet_key == folded(outlet))
    if first is not None:
        query = query.where(p.c.published_day >= first)
    if last is not None:
        query = query.where(p.c.published_day <= last)
    match (focus or "").partition(":"):
        case ("o", _, key):
            query = query.where(p.c.outlet_key == key)
        case ("a", _, key):
            query = query.where(p.c.agency == key)
        case ("e", _, key) if key.isascii() and key.isdigit() and len(key) < 18:
            group = rows.group(connection, int(key))
            query = query.where(p.c.id.in_(select(s.c.page_id).where(s.c.entity_id.in_(group))))
        case ("n", _, key):
            query = query.where(p.c.id.in_(rows.without_entity(select(s.c.page_id), key)))
        case _:
            pass
    return query


def _quoted(
    connection: Connection, pages: Sequence[int], stance: str | None, kind: str | None, unnamed: bool
) -> Iterator[tuple[int, _Told, _Told | None]]:
    """What pages attribute to whom, the newest first: the page, the source, and the other one through which it came."""
    a, s, e = tables.attributions, tables.sources, tables.entities
    outer, os, oe = a.alias("outer_a"), s.alias("outer_s"), e.alias("outer_e")
    root, outer_root = rows.root(), func.coalesce(oe.c.merged_into, oe.c.id)
    main, outer_main = e.alias("main_e"), e.alias("outer_main_e")
    joined = (
        a.join(s, and_(s.c.page_id == a.c.page_id, s.c.n == a.c.source_n))
        .outerjoin(e, e.c.id == s.c.entity_id)
        .outerjoin(main, main.c.id == root)
        .outerjoin(outer, and_(outer.c.page_id == a.c.page_id, outer.c.n == a.c.outer_n))
        .outerjoin(os, and_(os.c.page_id == outer.c.page_id, os.c.n == outer.c.source_n))
        .outerjoin(oe, oe.c.id == os.c.entity_id)
        .outerjoin(outer_main, outer_main.c.id == outer_root)
    )
    query = select(
        a.c.page_id, a.c.outer_n, main.c.id, s.c.name_key, s.c.name, s.c.kind, main.c.name,
        outer_main.c.id, os.c.name_key, os.c.name, os.c.kind, outer_main.c.name,
    ).select_from(joined).order_by(a.c.page_id.desc())  # fmt: skip
    if not unnamed:
        query = query.where(and_(s.c.named))
    if stance is not None:
        query = query.where(a.c.stance == stance)
    if kind is not None:
        query = query.where(s.c.kind == kind)
    for row in connection.execute(query.where(a.c.page_id.in_(pages))).all():
        page_id, outer_n, entity, key, name, its_kind, main_name, *of_outer = row
        through = None
        if outer_n is not None:
            outer_entity, outer_key, outer_name, outer_kind, outer_main_name = of_outer
            through = (outer_entity, outer_key, outer_main_name or outer_name, outer_kind, outer_main_name is not None)
        yield page_id, (entity, key, main_name or name, its_kind, main_name is not None), through
