"""The network drawn: outlets first, then those whom they quote; lines as thick as there are quotations."""

from __future__ import annotations

import math
from collections.abc import Callable
from gettext import NullTranslations
from typing import Final

from markupsafe import Markup

from rawi.desk.views.network import Network, Node
from rawi.web.drawing import layout
from rawi.web.drawing.svg import Canvas, short
from rawi.web.languages import Language
from rawi.web.words import N_, NN_

WIDTH: Final = 1180
_FIRST: Final = 190  # for the names of outlets, before their nodes
_LAST: Final = 300  # for the names of those in the last column
_PITCH: Final = 27
_TOP: Final = 44
_LEAST: Final = 220
_HEADS: Final = {0: N_("Outlets"), 1: N_("Agencies"), 2: N_("Sources"), 3: N_("Quoted by sources")}
_GROUPS: Final = {
    "person": NN_("%(count)s other person", "%(count)s other people"),
    "organisation": NN_("%(count)s other organisation", "%(count)s other organisations"),
    "outlet": NN_("%(count)s other outlet", "%(count)s other outlets"),
}
_OTHERS: Final = NN_("%(count)s other source", "%(count)s other sources")

Link = Callable[[Node], str | None]


def network(
    given: Network, language: Language, translations: NullTranslations, link: Link, focus: str | None = None
) -> Markup:
    """The drawing; of more than 150 nodes the least quoted are drawn together. `link`: where a node leads."""
    canvas = Canvas(WIDTH, rtl=language.direction == "rtl")
    placed = layout.columns(layout.grouped(given, keep=focus))
    height = max([_LEAST, *(len(column) * _PITCH for column in placed.columns)])
    apart = (WIDTH - _FIRST - _LAST) / max(1, len(placed.columns) - 1)
    where: dict[str, tuple[float, float]] = {}
    names: dict[str, str] = {}
    for n, column in enumerate(placed.columns):
        for position, node in enumerate(column):
            where[node.key] = (_FIRST + n * apart, _TOP + (position + 0.5) * height / len(column))
            names[node.key] = _name(node, translations)
    most = max((edge.count for edge in placed.edges), default=1)
    for edge in placed.edges:
        (along, y), (to, to_y) = where[edge.by], where[edge.of]
        title = f"{names[edge.by]} ← {names[edge.of]}: {language.number(edge.count)}"
        classes = (
            "edge"
            + (" in-focus" if focus in (edge.by, edge.of) else "")
            + (" relay" if edge.by[:2] in ("e:", "n:") else "")
        )
        width = 1 + 6 * math.log1p(edge.count) / math.log1p(max(most, 8))
        if along == to:  # in one column, as those who quote one another
            to += 0.1
        canvas.curve(along, y, to, to_y, classes, width, title)
    heads = _heads(placed)
    for n, column in enumerate(placed.columns):
        along = _FIRST + n * apart
        canvas.words(along + (12 if n else -14), 20, translations.gettext(heads[n]), "head-of", "start" if n else "end")
        for node in column:
            _node(canvas, node, names[node.key], where[node.key], n == 0, link(node), language, node.key == focus)
    title = translations.gettext("Who is quoted by whom")
    return canvas.finish(_TOP + height + 14, title, "drawing wide network", "network")


def _node(
    canvas: Canvas, node: Node, name: str, place: tuple[float, float], is_first: bool, address: str | None,
    language: Language, in_focus: bool,
) -> None:  # fmt: skip
    along, y = place
    radius = min(11.0, 3.5 + 1.6 * math.sqrt(node.count))
    classes = f"node {node.kind}" + (" many" if node.stands_for > 1 else "") + (" focus" if in_focus else "")
    if address:
        canvas.open_link(address, name)
    count = language.number(node.count)
    canvas.dot(along, y, radius, classes, f"{name}: {count}")
    side = -(radius + 5) if is_first else radius + 5
    canvas.words(along + side, y + 5, short(name, 26 if is_first else 44), "name", "end" if is_first else "start", name)
    if address:
        canvas.close_link()


def _name(node: Node, translations: NullTranslations) -> str:
    if node.stands_for > 1:
        one, many = _GROUPS.get(node.kind, _OTHERS)
        return translations.ngettext(one, many, node.stands_for) % {"count": node.stands_for}
    return node.name or translations.gettext("outlet not known")


def _heads(placed: layout.Columns) -> list[str]:
    """What stands above each column."""
    found, sources = [], 2
    for column in placed.columns:
        kinds = {node.kind for node in column}
        if kinds <= {"outlet"}:
            found.append(_HEADS[0])
        elif kinds <= {"agency"}:
            found.append(_HEADS[1])
        else:
            found.append(_HEADS[min(sources, 3)])
            sources += 1
    return found
