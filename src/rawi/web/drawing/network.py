"""The network drawn: outlets first, then those whom they quote; lines as thick as there are quotations."""

from __future__ import annotations

import math
from collections.abc import Callable
from gettext import NullTranslations
from typing import Final

from markupsafe import Markup

from rawi.desk.views.network import Network, Node
from rawi.web.drawing import layout
from rawi.web.drawing.svg import Canvas, fitted
from rawi.web.languages import Language
from rawi.web.words import N_, NN_

WIDTH: Final = 1180
_BOXES: Final = {1: 420, 2: 340, 3: 262, 4: 205, 5: 164}
"""How long a node's box is, by the number of columns; what is left is for the lines between them."""
_BOX: Final = 22
_PITCH: Final = 28
_TOP: Final = 40
_LEAST: Final = 120
_ROOM: Final = 18  # of a box, that is not for the name: both ends, and each digit of the number comes to it
_DIGIT: Final = 8
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
    count = max(1, len(placed.columns))
    length = _BOXES[count]
    apart = (WIDTH - length - 2) / max(1, count - 1)
    height = max([_LEAST, *(len(column) * _PITCH for column in placed.columns)])
    down = layout.heights(placed, height, _PITCH)
    column_of = {node.key: n for n, column in enumerate(placed.columns) for node in column}
    nodes = {node.key: node for column in placed.columns for node in column}
    names = {key: _name(node, translations) for key, node in nodes.items()}
    most = max((edge.count for edge in placed.edges), default=1)
    # the thinnest on top, and those in focus above all
    for edge in sorted(placed.edges, key=lambda edge: (focus in (edge.by, edge.of), -edge.count, edge.by, edge.of)):
        one, other = column_of[edge.by], column_of[edge.of]
        title = f"{names[edge.by]} ← {names[edge.of]}: {language.number(edge.count)}"
        classes = (
            "edge"
            + (" in-focus" if focus in (edge.by, edge.of) else "")
            + (" relay" if edge.by[:2] in ("e:", "n:") else "")
        )
        width = 1 + 4 * math.log1p(edge.count) / math.log1p(max(most, 8))
        if one == other:  # in one column, as those who quote one another
            side = 1 + one * apart + length
            canvas.arc(side, _TOP + down[edge.by], side, _TOP + down[edge.of], 36, classes, title)
            continue
        if one > other:
            one, other, classes = other, one, f"{classes} back"
            first, last = down[edge.of], down[edge.by]
        else:
            first, last = down[edge.by], down[edge.of]
        # past the columns between, through a gap between their boxes
        points = [(1 + one * apart + length, _TOP + first)]
        for n in range(one + 1, other):
            begins = 1 + n * apart
            share = (n - one) / (other - one)
            y = _TOP + layout.gap(
                [down[node.key] for node in placed.columns[n]], first + share * (last - first), _PITCH
            )
            points += [(begins, y), (begins + length, y)]
        points.append((1 + other * apart, _TOP + last))
        canvas.path(points, classes, width, title)
    heads = _heads(placed)
    for n, column in enumerate(placed.columns):
        begins = 1 + n * apart
        canvas.words(begins + 2, 20, translations.gettext(heads[n]), "head-of")
        for node in column:
            at = (begins, _TOP + down[node.key])
            _node(canvas, node, names[node.key], at, length, link(node), language, node.key == focus)
    title = translations.gettext("Who is quoted by whom")
    return canvas.finish(_TOP + height + 8, title, "drawing wide network", "network")


def _node(
    canvas: Canvas, node: Node, name: str, place: tuple[float, float], length: float, address: str | None,
    language: Language, in_focus: bool,
) -> None:  # fmt: skip
    """A box with the name and how often. No line runs over it, whatever lies behind."""
    begins, y = place
    classes = f"node {node.kind}" + (" many" if node.stands_for > 1 else "") + (" focus" if in_focus else "")
    count = language.number(node.count)
    shown = fitted(name, length - _ROOM - _DIGIT * len(count))
    if address:  # called as it reads, which is what voice control goes by, and in full where it is cut
        canvas.open_link(address, f"{shown}: {count}" + (f" ({name})" if shown != name else ""))
    canvas.box(begins, y - _BOX / 2, length, _BOX, classes, f"{name}: {count}", 4)
    canvas.words(
        begins + 8,
        y + 5,
        shown,
        f"name {node.kind}{'' if node.name and node.stands_for == 1 else ' called'}",
        "start",
        name,
    )
    if node.count:  # of an outlet that has everything from an agency there is none
        canvas.words(begins + length - 7, y + 4.5, count, f"n {node.kind}", "end")
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
