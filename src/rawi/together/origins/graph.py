"""The graph of a proposition: who says it, who relays whom, which page copies which, as data and as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rawi.names import same
from rawi.reading import Reading
from rawi.together.copies import Copy
from rawi.together.origins.origins import HELD, Backing
from rawi.together.propositions.propositions import Proposition

NodeKind = Literal["proposition", "origin", "relay", "page"]
EdgeKind = Literal["supports", "denies", "withholds", "relayed", "copied"]


@dataclass(frozen=True, slots=True)
class Node:
    """`id` is unlike any other in the graph: "origin 1", "relay …", "page …"; `name` is for people."""

    id: str
    kind: NodeKind
    name: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` and `target` are ids of nodes; what is told runs from `source` to `target`."""

    source: str
    target: str
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges, each once."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph(
    proposition: Proposition, backing: Backing, readings: Mapping[str, Reading], copies: Iterable[Copy] = ()
) -> Graph:
    """From each origin through those who relay it to the pages, and between pages that share the words.

    An origin that is a page's own voice has an edge to that page too. An edge from the proposition to an origin tells
    its stance.
    """
    nodes = {"proposition": Node("proposition", "proposition", proposition.text)}
    edges: dict[Edge, None] = {}
    for origin in backing.origins:
        at = f"origin {origin.id}"
        nodes[at] = Node(at, "origin", origin.name)
        for place in origin.members:
            member = proposition.members[place]
            edges[Edge(at, "proposition", member.stance)] = None
            reading = readings[member.page]
            page = f"page {member.page}"
            nodes[page] = Node(page, "page", page_name(reading))
            before = at
            for name in reversed(_relays(reading, member.claim)):
                if name == origin.name:
                    continue
                relay = f"relay {name}"
                nodes[relay] = Node(relay, "relay", name)
                edges[Edge(before, relay, "relayed")] = None
                before = relay
            edges[Edge(before, page, "relayed")] = None
    for copy in copies:
        edges.update(_copied(proposition, copy))
    return Graph(tuple(nodes.values()), tuple(edges))


def page_name(reading: Reading) -> str:
    """What a page is called: its outlet and day, else its title, else where it came from."""
    page = reading.page
    day = (page.published.value or "")[:10]
    name = page.outlet.value or page.agency.value or page.title.value or page.origin or page.id[:12]
    return f"{name} {day}".strip()


def text(proposition: Proposition, backing: Backing, readings: Mapping[str, Reading]) -> str:
    """The graph as lines: an origin, and under it what it says on which pages, and through whom."""
    return "\n".join(_lines(proposition, backing, readings))


def _lines(proposition: Proposition, backing: Backing, readings: Mapping[str, Reading]) -> Iterator[str]:
    yield proposition.text
    for origin in backing.origins:
        yield f"  {origin.name}"
        for place in origin.members:
            member = proposition.members[place]
            relays = [name for name in _relays(readings[member.page], member.claim) if name != origin.name]
            way = " ← ".join([page_name(readings[member.page]), *relays])
            told = f" ({'، '.join(figure.words for figure in member.figures)})" if member.figures else ""
            yield f"    {member.stance}: {way}{told}"


def _relays(reading: Reading, number: int) -> list[str]:
    """The sources between the page and the innermost, from the page inwards; the page's agency first."""
    claim = reading.claims[number - 1]
    sources = [reading.attribution(link.id).source_id for link in claim.chain if link.id is not None]
    names = [reading.source(source).name for source in sources[:-1] if source is not None]
    agency, outlet = reading.page.agency.value, reading.page.outlet.value
    if not agency or (outlet and same(agency, outlet, "ORG")):
        return names
    return [agency, *names]


def _copied(proposition: Proposition, copy: Copy) -> dict[Edge, None]:
    """An edge where both pages have a claim of the proposition in the copied passage; none where it is a quotation."""
    if copy.kind == "quotation":
        return {}
    here = any(m.page == copy.page and _overlap(m.span, copy.span) for m in proposition.members)
    there = any(m.page == copy.other and _overlap(m.span, copy.other_span) for m in proposition.members)
    if not here or not there:
        return {}
    first, second = f"page {copy.other}", f"page {copy.page}"
    if copy.direction == "to_other":
        first, second = second, first
    return {Edge(first, second, "copied"): None}


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) >= HELD * (one[1] - one[0])
