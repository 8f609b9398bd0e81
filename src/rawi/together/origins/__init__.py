"""Origins: where the chains of a proposition's claims end, and how many of them are independent.

    origins   find: what stands behind a proposition: its origins, pages, outlets, chains, figures told, changed minds
    party     who it is that several pages name as a source
    who       what people say of who is who, which wins
    graph     who says it, who relays whom, which page copies which, as data and as text

Rawi counts origins that can be seen in the text; it cannot see a hidden common source.
"""

from rawi.together.origins.graph import Edge, Graph, Node, graph, page_name, text
from rawi.together.origins.origins import Backing, Origin, Turn, find
from rawi.together.origins.party import Party, parties
from rawi.together.origins.who import Identities, Identity

__all__ = [
    "Backing", "Edge", "Graph", "Identities", "Identity", "Node", "Origin", "Party", "Turn", "find", "graph", "page_name",
    "parties", "text",
]  # fmt: skip
