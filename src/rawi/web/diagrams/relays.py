"""Who relays whom in one proposition: from the origins, through those who pass it on, to the pages that tell it.

Origins stand where reading begins, with a sign for or against; what a page took over word for word runs as an arc
beside the pages. Of more than `MOST` boxes those that stand alike are drawn as one: pages that have it from the same,
then the origins of fewest pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations
from textwrap import wrap
from typing import Final, Literal

from markupsafe import Markup

from rawi.web.drawing import layout
from rawi.web.drawing.svg import Canvas, short
from rawi.web.languages import Language
from rawi.web.words import N_, NN_

Kind = Literal["origin", "relay", "page"]
Stance = Literal["supports", "denies", "both", "withholds"]

MOST: Final = 60
"""Boxes that can be read in one drawing."""
WIDTH: Final = 1040
_BOX: Final = {"origin": 262, "relay": 196, "page": 246}
_LETTERS: Final = {"origin": 34, "relay": 25, "page": 19}
_ARCS: Final = 74  # beside the pages, for what was copied
_LEAST_GAP: Final = 74
_HEIGHT: Final = 32
_LINE: Final = 19
_PITCH: Final = 46
_CLOSE: Final = 38  # where a column has more than `_MANY`
_MANY: Final = 14
_HEAD: Final = 40
_DEEPEST: Final = 3
_SWEEPS: Final = 4
_HEADS: Final = {"origin": N_("Where it comes from"), "relay": N_("Passed on by"), "page": N_("Pages")}
_GROUPS: Final = {
    "origin": NN_("%(count)s more origin", "%(count)s more origins"),
    "relay": NN_("%(count)s more who pass it on", "%(count)s more who pass it on"),
    "page": NN_("%(count)s more page", "%(count)s more pages"),
}
_SIGNS: Final = {"supports": "✓", "denies": "✕", "both": "✓✕", "withholds": "∅", "": ""}


@dataclass(frozen=True, slots=True)
class Box:
    """An origin, somebody who passes it on, or a page. `stance` of an origin; `day` (ISO) of a page; `n`: so many are one."""

    id: str
    kind: Kind
    name: str
    stance: Stance | Literal[""] = ""
    day: str | None = None
    address: str | None = None
    named: bool = True
    n: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """What is told runs from `source` to `target` (ids of boxes); `copied`: word for word, between pages."""

    source: str
    target: str
    copied: bool = False


def relays(boxes: Sequence[Box], ways: Sequence[Way], language: Language, translations: NullTranslations) -> Markup:
    """The drawing; the same stands in the page as lists."""
    boxes, ways = grouped(boxes, ways)
    columns = _columns(boxes, ways)
    widths = [max(_BOX[box.kind] for box in column) for column in columns]
    room = (WIDTH - _ARCS - sum(widths)) / max(1, len(columns) - 1)
    gap = max(_LEAST_GAP, room) if len(columns) > 1 else 0
    canvas = Canvas(max(WIDTH, sum(widths) + gap * (len(columns) - 1) + _ARCS), rtl=language.direction == "rtl")
    pitch = _CLOSE if max(map(len, columns)) > _MANY else _PITCH
    height = max(sum(pitch + _LINE * (len(_lines(box)) - 1) for box in column) for column in columns)
    where: dict[str, tuple[float, float, float]] = {}  # where it begins, its middle, its length
    along = 0.0
    for column, width in zip(columns, widths, strict=True):
        spare = height - sum(pitch + _LINE * (len(_lines(box)) - 1) for box in column)
        y = float(_HEAD)
        for box in column:
            room = pitch + _LINE * (len(_lines(box)) - 1) + spare / len(column)
            where[box.id] = (along, y + room / 2, width)
            y += room
        along += width + gap
    _draw_ways(canvas, ways, where, {box.id: box for box in boxes}, translations)
    along, headed = 0.0, set()
    for column, width in zip(columns, widths, strict=True):
        kind = column[0].kind
        if kind not in headed:
            canvas.words(along + 2, 18, translations.gettext(_HEADS[kind]), "head-of")
        headed.add(kind)
        for box in column:
            _draw_box(canvas, box, where[box.id], language, translations)
        along += width + gap
    return canvas.finish(_HEAD + height + 6, translations.gettext("Who relays whom"), "drawing wide relays", "relays")


def grouped(boxes: Sequence[Box], ways: Sequence[Way], most: int = MOST) -> tuple[list[Box], list[Way]]:
    """The same with `most` boxes at most: what stands alike becomes one box, the least told first."""
    boxes, ways = list(boxes), list(ways)
    for kind in ("page", "origin", "page", "relay"):
        if len(boxes) <= most:
            break
        boxes, ways = _merged(boxes, ways, kind, most)
    return boxes, ways


def _merged(boxes: list[Box], ways: list[Way], kind: str, most: int) -> tuple[list[Box], list[Way]]:
    """Boxes of one kind that stand alike made one, until few enough are left."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for way in ways:
        if not way.copied:
            before[way.target].add(way.source)
            after[way.source].add(way.target)
    alike: dict[tuple[str, ...], list[Box]] = defaultdict(list)
    mine = [box for box in boxes if box.kind == kind]
    if kind == "page":
        for box in mine:
            alike[tuple(sorted(before[box.id]))].append(box)
    else:
        for box in sorted(mine, key=lambda box: len(after[box.id])):
            alike[(box.stance,)].append(box)
    into: dict[str, str] = {}
    left = len(boxes)
    made: list[Box] = []
    for key, some in sorted(alike.items(), key=lambda item: (-len(item[1]), item[0])):
        spare = left - most
        if spare <= 0:
            break
        if len(some) < 2:
            continue
        # of pages that stand alike the first ones told are kept in view, of the others those of most pages
        chosen = some[-(spare + 1) :] if kind == "page" else some[: spare + 1]
        if len(chosen) < 2:
            continue
        name = f"{kind}s {' '.join(key)}"
        made.append(replace(chosen[0], id=name, name="", address=None, day=None, n=sum(box.n for box in chosen)))
        into |= dict.fromkeys((box.id for box in chosen), name)
        left -= len(chosen) - 1
    kept = [box for box in boxes if box.id not in into] + made
    turned = {Way(into.get(w.source, w.source), into.get(w.target, w.target), w.copied): None for w in ways}
    return kept, [way for way in turned if way.source != way.target]


def _columns(boxes: Sequence[Box], ways: Sequence[Way]) -> list[list[Box]]:
    """Origins, relays by how far they are from them, pages; each in the order in which fewest lines cross."""
    depth = {box.id: 1 for box in boxes if box.kind == "relay"}
    for _ in range(_DEEPEST - 1):
        for way in ways:
            if way.source in depth and way.target in depth:
                depth[way.target] = min(_DEEPEST, max(depth[way.target], depth[way.source] + 1))
    place = {"origin": 0, "relay": 0, "page": _DEEPEST + 1}
    by_column: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        by_column[depth.get(box.id, place[box.kind])].append(box)
    columns = [by_column[n] for n in sorted(by_column)]
    beside: dict[str, list[str]] = defaultdict(list)
    for way in ways:
        if not way.copied:
            beside[way.source].append(way.target)
            beside[way.target].append(way.source)
    at = _places(columns)
    for sweep in range(_SWEEPS):
        for column in columns[1:] if sweep % 2 == 0 else columns[-2::-1]:
            column.sort(key=lambda box: (_middle((at[o] for o in beside[box.id]), at[box.id]), at[box.id]))
            at.update(_places([column]))
    return columns


def _places(columns: Iterable[Sequence[Box]]) -> dict[str, float]:
    return {box.id: (n + 0.5) / len(column) for column in columns for n, box in enumerate(column)}


def _middle(places: Iterable[float], otherwise: float) -> float:
    some = list(places)
    return sum(some) / len(some) if some else otherwise


def _draw_ways(
    canvas: Canvas, ways: Sequence[Way], where: Mapping[str, tuple[float, float, float]], boxes: Mapping[str, Box],
    translations: NullTranslations,
) -> None:  # fmt: skip
    colour = _colours(ways, boxes)
    for way in ways:
        (along, y, length), (to, to_y, to_length) = where[way.source], where[way.target]
        title = f"{boxes[way.source].name} → {boxes[way.target].name}"
        if way.copied:
            canvas.arc(along + length, y, to + to_length, to_y, 14 + min(54, abs(to_y - y) / 5), "way copied", title)
            canvas.shape(_tip(to + to_length, to_y + (-5 if to_y < y else 5) * -1, -1), "tip copied")
            continue
        classes = f"way {colour[way.source]}"
        if to <= along:  # two of one column, who pass it on to each other
            canvas.arc(along + length, y, to + to_length, to_y, 24, classes, title)
            continue
        # past the columns between, through a gap between their boxes
        points = [(along + length, y)]
        for begins in sorted({start for start, _, _ in where.values() if along < start < to}):
            column = sorted((middle, wide) for start, middle, wide in where.values() if start == begins)
            share = (begins - along) / (to - along)
            passes = layout.gap([middle for middle, _ in column], y + share * (to_y - y), _HEIGHT + 12)
            points += [(begins, passes), (begins + max(wide for _, wide in column), passes)]
        canvas.path([*points, (to - 7, to_y)], classes, 1.8, title)
        canvas.shape(_tip(to, to_y, 1), f"tip {colour[way.source]}")


def _tip(along: float, y: float, forward: int) -> list[tuple[float, float]]:
    return [(along, y), (along - 8 * forward, y - 4.5), (along - 8 * forward, y + 4.5)]


def _colours(ways: Sequence[Way], boxes: Mapping[str, Box]) -> dict[str, str]:
    """The stance in which each box passes it on: that of all its origins, "" where they differ."""
    found = {name: {box.stance} for name, box in boxes.items() if box.kind == "origin"}
    for _ in range(_DEEPEST + 1):
        for way in ways:
            if not way.copied and boxes[way.target].kind == "relay":
                found[way.target] = found.get(way.target, set()) | found.get(way.source, set())
    return {name: next(iter(found[name])) if len(found.get(name, ())) == 1 else "" for name in boxes}


def _draw_box(
    canvas: Canvas, box: Box, place: tuple[float, float, float], language: Language, translations: NullTranslations
) -> None:
    along, y, length = place
    name = box.name
    if box.n > 1:
        one, many = _GROUPS[box.kind]
        name = translations.ngettext(one, many, box.n) % {"count": box.n}
    lines = _lines(box) if box.n == 1 else [name]
    tall = _HEIGHT + _LINE * (len(lines) - 1)
    top = y - tall / 2
    classes = f"{box.kind} {box.stance}" + ("" if box.named else " nameless") + (" many" if box.n > 1 else "")
    if box.address:
        canvas.open_link(box.address, " ".join(filter(None, (name, language.day(box.day)))))
    if box.n > 1:
        canvas.box(along + 4, top - 4, length - 4, tall, f"back {classes}", round_=8)
    canvas.box(along, top, length, tall, classes, title=name, round_=16 if box.kind == "relay" else 8)
    sign = _SIGNS[box.stance]
    start = along + 12
    if sign:
        canvas.words(start, top + 21, sign, f"sign {box.stance}")
        start += 20 if len(sign) == 1 else 32
    for n, line in enumerate(lines):
        canvas.words(start, top + 21 + n * _LINE, line, "name", title=name)
    if box.day:
        canvas.words(along + length - 10, y + 4.5, _brief(language.day(box.day)), "day", "end")
    if box.address:
        canvas.close_link()


def _lines(box: Box) -> list[str]:
    """A name in the lines of its box: one, of an origin up to two."""
    most = _letters(box)
    if box.kind != "origin" or len(box.name) <= most:
        return [short(box.name, most)]
    first, *rest = wrap(box.name, most)
    return [first, short(" ".join(rest), most)] if rest else [first]


def _letters(box: Box) -> int:
    """Letters of a name that its box has room for, beside a sign or a day."""
    return _LETTERS[box.kind] + (12 if box.kind == "page" and box.day is None else 0)


def _brief(day: str) -> str:
    """A day without its year."""
    return day.rpartition(" ")[0] or day
