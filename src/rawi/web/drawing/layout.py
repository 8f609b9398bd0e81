"""Where the nodes of a network lie: in columns from those who publish to those who are quoted, few lines crossing.

A network of more nodes than can be read is grouped first: those whom only one quotes become one node of that one and
their kind, beginning with the least quoted; then the least quoted of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from rawi.desk.views.network import Edge, Network, Node

MOST: Final = 150
"""Nodes that can be read in one drawing."""
_DEEPEST: Final = 4
_SWEEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """Nodes in columns, from where reading begins; each from top to bottom."""

    columns: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]


def grouped(network: Network, most: int = MOST, keep: str | None = None) -> Network:
    """The same network with `most` nodes at most, the least quoted drawn together. `keep` is never drawn with others."""
    if len(network.nodes) <= most:
        return network
    quoting: dict[str, set[str]] = defaultdict(set)
    giving = {edge.by for edge in network.edges}
    for edge in network.edges:
        quoting[edge.of].add(edge.by)
    into: dict[str, str] = {}
    left = len(network.nodes)
    groups: set[str] = set()

    def put(node: Node, group: str) -> None:
        nonlocal left
        into[node.key] = group
        left += (group not in groups) - 1
        groups.add(group)

    least = sorted(network.nodes, key=lambda node: (node.count, node.key))
    for node in least:
        if left > most and node.key != keep and node.key not in giving and len(quoting[node.key]) == 1:
            put(node, f"g:{node.kind}:{next(iter(quoting[node.key]))}")
    for node in least:
        if left > most and node.key != keep and node.key not in into:
            put(node, f"g:{node.kind}")
    by_group: dict[str, list[Node]] = defaultdict(list)
    for node in network.nodes:
        if node.key in into:
            by_group[into[node.key]].append(node)
    nodes = [node for node in network.nodes if node.key not in into]
    for key, some in by_group.items():
        first = replace(some[0], count=sum(node.count for node in some), stands_for=len(some))
        nodes.append(first if len(some) == 1 else replace(first, key=key, name="", who=None))
        if len(some) == 1:
            del into[some[0].key]
    edges: dict[tuple[str, str], int] = defaultdict(int)
    for edge in network.edges:
        # whom a group quotes is quoted by it
        by, of = into.get(edge.by, edge.by), into.get(edge.of, edge.of)
        if by != of:
            edges[by, of] += edge.count
    made = (Edge(by, of, count) for (by, of), count in edges.items())
    return replace(network, nodes=tuple(nodes), edges=tuple(made))


def columns(network: Network) -> Columns:
    """Outlets, agencies, sources, sources of sources; each column in the order in which fewest lines cross."""
    rank = _ranks(network)
    used = sorted(set(rank.values()))
    found: list[list[Node]] = [[node for node in network.nodes if rank[node.key] == r] for r in used]
    beside: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for edge in network.edges:
        beside[edge.by].append((edge.of, edge.count))
        beside[edge.of].append((edge.by, edge.count))
    place = _places(found)
    for sweep in range(_SWEEPS):
        order = range(len(found)) if sweep % 2 == 0 else range(len(found) - 1, -1, -1)
        for n in order:
            found[n].sort(key=lambda node: (_middle(beside[node.key], place, place[node.key]), -node.count, node.key))
            place.update(_places([found[n]]))
    return Columns(tuple(tuple(column) for column in found), network.edges)


def heights(placed: Columns, height: float, pitch: float) -> dict[str, float]:
    """How far down each node lies: the longest column evenly, those of others beside what they are joined to.

    None is nearer to the next of its column than `pitch`, and the order of each column is kept.
    """
    beside: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for edge in placed.edges:
        beside[edge.by].append((edge.of, edge.count))
        beside[edge.of].append((edge.by, edge.count))
    found: dict[str, float] = {}
    for column in placed.columns:
        found |= {node.key: (n + 0.5) * height / len(column) for n, node in enumerate(column)}
    longest = max(placed.columns, key=len, default=())
    for _ in range(2):
        for column in placed.columns:
            if column is not longest:
                wanted = [_middle(beside[node.key], found, found[node.key]) for node in column]
                found |= {node.key: y for node, y in zip(column, apart(wanted, pitch, height), strict=True)}
    return found


def apart(wanted: Sequence[float], pitch: float, height: float) -> list[float]:
    """Places in this order, as near to those wanted as can be, none nearer to the next than `pitch`, all within `height`.

    Neighbours that would come too near one another become a block, which lies at the mean of what its members want.
    """
    blocks: list[list[float]] = []  # sum of what is wanted of the first, number
    for n, y in enumerate(wanted):
        blocks.append([y - n * pitch, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1]]
    firsts = [total / number for total, number in blocks for _ in range(int(number))]
    low, high = pitch / 2, height - pitch / 2 - (len(firsts) - 1) * pitch
    return [min(max(first, low), max(low, high)) + n * pitch for n, first in enumerate(firsts)]


def gap(column: Sequence[float], wanted: float, pitch: float) -> float:
    """Where a line can pass a column between two of its boxes, or beyond its ends, nearest to where it is wanted."""
    if not column:
        return wanted
    half = pitch / 2
    free = [min(wanted, column[0] - half), max(wanted, column[-1] + half)]
    for one, other in pairwise(column):
        low, high = one + half, other - half
        free.append(min(max(wanted, low), high) if low < high else (one + other) / 2)
    return min(free, key=lambda y: abs(y - wanted))


def _ranks(network: Network) -> dict[str, int]:
    """0 outlets, 1 agencies, 2 sources, deeper those who are quoted by a source; where they quote one another, an end."""
    rank = {node.key: {"outlet": 0, "agency": 1}.get(node.kind, 2) for node in network.nodes}
    for _ in range(_DEEPEST - 2):
        for edge in network.edges:
            if rank[edge.by] >= 2 and rank[edge.of] >= 2:
                rank[edge.of] = max(rank[edge.of], min(_DEEPEST, rank[edge.by] + 1))
    return rank


def _places(found: Sequence[Sequence[Node]]) -> dict[str, float]:
    """How far down its column each node lies, from 0 to 1."""
    return {node.key: (n + 0.5) / len(column) for column in found for n, node in enumerate(column)}


def _middle(beside: Sequence[tuple[str, int]], place: dict[str, float], otherwise: float) -> float:
    weight = sum(count for _, count in beside)
    return sum(place[key] * count for key, count in beside) / weight if weight else otherwise
