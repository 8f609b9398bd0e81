"""Spans of a text as nested elements of HTML: marks may lie in each other and across each other.

A mark that crosses the end of another is cut there, since elements cannot cross. The text itself stays letter by letter
what it is, so that places in the browser can be reckoned back to places in the page.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

DEEPEST: Final = 24
"""Marks in each other; what lies deeper is not marked, so that a hostile reading cannot blow up the page."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on ``text[start:stop]``.

    `layer`: of two marks that begin at one place, the lower layer is round the other. `href` makes a link of it, unless
    it stands within one. `id` goes on its first piece only. `name`: the element, where it is no link.
    """

    start: int
    stop: int
    layer: int
    classes: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None
    href: str | None = None
    name: str = "span"


def weave(text: str, start: int, stop: int, marks: Iterable[Mark]) -> Markup:
    """``text[start:stop]`` with its marks, those that lie outside cut off."""
    waiting: list[tuple[int, int, int, int, Mark, bool]] = []
    for number, mark in enumerate(marks):
        first, last = max(mark.start, start), min(mark.stop, stop)
        if first < last:
            waiting.append((first, mark.layer, -last, number, mark, mark.start >= start))
    heapq.heapify(waiting)
    out: list[str] = []
    opened: list[tuple[int, str, bool]] = []  # where it ends, its name, whether it is a link
    at = start
    while waiting or opened:
        next_start = waiting[0][0] if waiting else stop + 1
        if opened and opened[-1][0] <= next_start:
            end, name, _ = opened.pop()
            out += (letters(text[at:end]), f"</{name}>")
            at = end
            continue
        first, layer, minus_last, number, mark, is_first = heapq.heappop(waiting)
        last = -minus_last
        if len(opened) >= DEEPEST:
            continue
        if opened and opened[-1][0] < last:  # it crosses the end of the one it lies in
            heapq.heappush(waiting, (opened[-1][0], layer, -last, number, mark, False))
            last = opened[-1][0]
        in_link = any(is_link for _, _, is_link in opened)
        name = "a" if mark.href and not in_link else mark.name
        out += (letters(text[at:first]), _tag(mark, name, is_first))
        at = first
        opened.append((last, name, name == "a"))
    out.append(letters(text[at:stop]))
    return Markup("".join(out))


def _tag(mark: Mark, name: str, is_first: bool) -> str:
    given = dict(mark.attributes)
    if name == "a" and mark.href:
        given["href"] = mark.href
    if mark.id and is_first:
        given["id"] = mark.id
    told = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
    return f'<{name} class="{mark.classes}"{told}>'


def letters(text: str) -> str:
    """Letters of a page as HTML that holds just as many: a carriage return survives, what no HTML holds is replaced."""
    escaped = str(escape(text))
    if not escaped.isprintable():
        escaped = escaped.translate(_TO_HTML)
    return escaped


_TO_HTML: Final = {13: "&#13;", 0: "\ufffd"} | dict.fromkeys(range(55296, 57344), "�")


def weave_chosen(text: str, start: int, stop: int, chosen: Iterable[tuple[int, int]]) -> Markup:
    """``text[start:stop]`` with some spans of it marked as the chosen ones."""
    return weave(text, start, stop, (Mark(a, b, 0, "chosen", name="mark") for a, b in chosen))
