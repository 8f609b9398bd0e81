"""The network: who is quoted by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.views import network as networks
from rawi.desk.views import outlets
from rawi.desk.views.network import Network, Node
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES
from rawi.web import whereabouts
from rawi.web.drawing.layout import MOST
from rawi.web.drawing.network import network as drawn
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.views.search import Asked

OUTLETS = 60
LISTED = 200
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Quoted:
    """One in the list of who quotes whom: name, how often, where it leads."""

    name: str
    count: int
    link: str | None


def network(request: Request) -> Response:
    """The network of the newest pages that fit, and the same as a table."""
    asked = Asked({name: value.strip()[:LONGEST] for name, value in request.query_params.items() if value.strip()})
    stance, kind = asked.get("stance"), asked.get("kind")
    if (stance and stance not in STANCES) or (kind and kind not in KINDS):
        raise OptionError("There is no such stance or kind of sources.")
    focus = asked.get("focus")
    with request.app.state.desk.reading() as connection:
        found = networks.network(
            connection, focus=focus, outlet=asked.get("outlet"), first=_day(asked.get("from")), last=_day(asked.get("to")),
            stance=stance, kind=kind, unnamed=asked.get("unnamed") == "yes",
        )  # fmt: skip
        known = outlets.most(connection, OUTLETS)
    language = language_of(request)
    filters = {name: asked.get(name) for name in ("outlet", "from", "to", "stance", "kind", "unnamed")}

    def link(node: Node) -> str | None:
        return (
            whereabouts.of_page("/network", focus=node.key, **filters)
            if node.stands_for == 1 and node.key != focus
            else None
        )

    picture = drawn(found, language, catalogue(language.code), link, focus) if found.edges else None
    return render(
        request, "network.html", asked=asked, found=found, picture=picture, stances=STANCES, kinds=KINDS, outlets=known,
        focus=_node(found, focus), whereabouts=whereabouts, without=whereabouts.of_page("/network", **filters), most=MOST,
        names={node.key: node.name for node in found.nodes}, listed=LISTED, quoting=_quoting(found, link),
    )  # fmt: skip


def _quoting(found: Network, link: Callable[[Node], str | None]) -> list[tuple[Quoted, list[Quoted]]]:
    """Who quotes whom as lists, of whoever quotes most first: for screens on which no drawing has room."""
    nodes = {node.key: node for node in found.nodes}
    lists: dict[str, list[Quoted]] = {}
    for edge in found.edges[:LISTED]:
        of = nodes[edge.of]
        lists.setdefault(edge.by, []).append(Quoted(of.name, edge.count, link(of)))
    made = [
        (Quoted(nodes[by].name, sum(one.count for one in some), link(nodes[by])), some) for by, some in lists.items()
    ]
    return sorted(made, key=lambda one: -one[0].count)


def _node(found: Network, key: str | None) -> Node | None:
    return next((node for node in found.nodes if node.key == key), None)


def _day(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise OptionError(f"{given[:40]!r} is no day; write it as 2021-01-31.") from None
