"""Who is quoted by whom: outlets and agencies, the sources that they quote, and those whose words these pass on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, select

from rawi.desk import tables
from rawi.desk.keys import folded
from rawi.desk.views import rows
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
    """The network of the newest pages that fit.

    `focus`: the key of a node; then only what is beside it. `outlet`: a name; `first`, `last`: days of publication;
    `stance` and `kind` of what is quoted; `unnamed`: also those of whom nobody can tell who they are.
    """
    pages = _pages(connection, focus, outlet, first, last)
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], int] = {}
    publishers, source = cache(_publishers), cache(_source)  # the same ones stand in many rows
    for row in connection.execute(_quoted(pages, stance, kind, unnamed)):
        times, outer_n, outer_name = row.times, row.outer_n, row.outer_name
        quoted = source(row.root, row.name_key, row.name, row.kind)
        chain = [*publishers(row.outlet_key, row.outlet, row.agency)]
        if outer_n and outer_name is not None:
            chain.append(source(row.outer_root, row.outer_name_key, outer_name, row.outer_kind))
        elif outer_n:
            chain = chain[-1:]
        for node in (*chain, quoted):
            known = nodes.get(node.key)
            count = (known.count if known else 0) + (times if node is quoted or node is chain[-1] else 0)
            name = node.name if known is None or known.name == node.name else _fuller(known, node)
            nodes[node.key] = Node(node.key, name, node.kind, count, node.who)
        if outer_n:  # how the outer one came is told by its own attribution
            chain = chain[-1:]
        for by, of in pairwise([*chain, quoted]):
            if by.key != of.key:
                edges[by.key, of.key] = edges.get((by.key, of.key), 0) + times
    if focus is not None:
        nodes, edges = _beside(focus, nodes, edges)
    seen = connection.execute(select(func.count()).select_from(pages)).scalar_one()
    linked = {key for edge in edges for key in edge}
    return Network(
        tuple(sorted((node for node in nodes.values() if node.key in linked), key=lambda n: (-n.count, n.key))),
        tuple(Edge(by, of, count) for (by, of), count in sorted(edges.items(), key=lambda one: (-one[1], one[0]))),
        seen, seen < MOST_PAGES,
    )  # fmt: skip


def _fuller(known: Node | None, node: Node) -> str:
    if known is None or (node.who and node.who.entity is not None):
        return node.name
    return max(known.name, node.name, key=len)


def _beside(focus: str, nodes: dict[str, Node], edges: Mapping[tuple[str, str], int]) -> Any:
    """A node, those beside it, those who publish what others pass on of it, and the edges among them."""
    near = {focus} | {key for edge in edges if focus in edge for key in edge}
    relays = {by for by, of in edges if of == focus and by[:2] not in ("o:", "a:")}
    near |= {by for by, of in edges if of in relays}
    kept = {edge: n for edge, n in edges.items() if edge[0] in near and edge[1] in near}
    return {key: node for key, node in nodes.items() if key in near}, kept


def _pages(connection: Connection, focus: str | None, outlet: str | None, first: str | None, last: str | None) -> Any:
    p, s = tables.pages, tables.sources
    query = select(p.c.id, p.c.outlet, p.c.outlet_key, p.c.agency).order_by(p.c.id.desc()).limit(MOST_PAGES)
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
            here = select(s.c.page_id).where(s.c.name_key == key, s.c.entity_id.is_(None))
            query = query.where(p.c.id.in_(here))
        case _:
            pass
    return query.subquery()


def _quoted(pages: Any, stance: str | None, kind: str | None, unnamed: bool) -> Select[Any]:
    """Sources by who published their words, and through which other source they came; with how often."""
    a, s, e = tables.attributions, tables.sources, tables.entities
    outer, os, oe = a.alias("outer_a"), s.alias("outer_s"), e.alias("outer_e")
    root, outer_root = rows.root(), func.coalesce(oe.c.merged_into, oe.c.id)
    main = e.alias("main_e")
    outer_main = e.alias("outer_main_e")
    joined = (
        pages.join(a, a.c.page_id == pages.c.id)
        .join(s, and_(s.c.page_id == a.c.page_id, s.c.n == a.c.source_n))
        .outerjoin(e, e.c.id == s.c.entity_id)
        .outerjoin(main, main.c.id == root)
        .outerjoin(outer, and_(outer.c.page_id == a.c.page_id, outer.c.n == a.c.outer_n))
        .outerjoin(os, and_(os.c.page_id == outer.c.page_id, os.c.n == outer.c.source_n))
        .outerjoin(oe, oe.c.id == os.c.entity_id)
        .outerjoin(outer_main, outer_main.c.id == outer_root)
    )
    columns = {
        "outlet_key": pages.c.outlet_key, "agency": pages.c.agency, "root": root, "outer_root": outer_root,
        "name_key": s.c.name_key, "outer_name_key": os.c.name_key, "kind": s.c.kind, "outer_kind": os.c.kind,
    }  # fmt: skip
    query = select(
        *(column.label(name) for name, column in columns.items()), func.min(pages.c.outlet).label("outlet"),
        func.coalesce(func.max(main.c.name), func.max(s.c.name)).label("name"), func.max(a.c.outer_n).label("outer_n"),
        func.coalesce(func.max(outer_main.c.name), func.max(os.c.name)).label("outer_name"), func.count().label("times"),
    ).select_from(joined)  # fmt: skip
    if not unnamed:
        query = query.where(and_(s.c.named))
    if stance is not None:
        query = query.where(a.c.stance == stance)
    if kind is not None:
        query = query.where(s.c.kind == kind)
    nested = (a.c.outer_n.is_(None)).label("is_outermost")
    return query.group_by(*columns.values(), nested)


def _publishers(outlet_key: str | None, outlet: str, agency: str | None) -> list[Node]:
    """The outlet, and the agency whose report it brings."""
    found = []
    if outlet_key is not None:
        found.append(Node(f"o:{outlet_key}", outlet, "outlet", 0))
    if agency is not None:
        found.append(Node(f"a:{agency}", agency, "agency", 0))
    return found or [Node("o:", "", "outlet", 0)]


def _source(entity: int | None, key: str, name: str, kind: str) -> Node:
    return Node(f"e:{entity}" if entity is not None else f"n:{key}", name, kind, 0, Who(name, kind, True, key, entity))
