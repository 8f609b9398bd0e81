"""Checks on what the patterns find: what cannot be is refused, what has two spellings gets one form."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from rawi.times.days import days_in_month
from rawi.times.grammar import Build, Node
from rawi.times.tokens import Tokens

# "The year 48" is 1948 from here on, below it is a count.
_TWO_DIGIT_YEARS: Final = range(20, 100)


def _month(node: Node, tokens: Tokens) -> Node | None:
    """One month under one name or two; two different months are none."""
    first, second = node.get("first"), node.get("second")
    return None if second is not None and second != first else node


def _year(node: Node, tokens: Tokens) -> Node | None:
    """A year number that its era allows. A lone letter for an era is trusted only after four figures."""
    year, era = node.get("year"), node.get("era")
    if not isinstance(year, int):
        return None
    if era is None:
        return node if 1000 <= year < 2200 else None
    abbreviated = len(tokens.word(node.end - 1)) <= 2 and era != "bce"
    if abbreviated and (not 1000 <= year < 2200 or tokens.word(node.end) == "د"):
        return None
    low, high = {"gregorian": (1, 2200), "hijri": (1, 1600), "solar": (1, 1600), "bce": (1, 9999)}[str(era)]
    return node if low <= year <= high else None


def _loose_year(node: Node, tokens: Tokens) -> Node | None:
    """A number after the word year."""
    year, era = node.get("year"), node.get("era")
    second = node.get("second")
    if second is not None:
        return Node("year", second.parts, node.start, node.end)
    if era is not None or 1000 <= year < 2200:
        return Node("year", node.parts, node.start, node.end)
    if year in _TWO_DIGIT_YEARS and tokens.word(node.end - 1).isdigit():
        return Node("year", {"year": 1900 + year}, node.start, node.end)
    return None


def _day_of_month(node: Node, tokens: Tokens) -> Node | None:
    day = node.get("day")
    if isinstance(day, Node):
        day = day.get("day")
    return Node("value", {"value": day}, node.start, node.end) if isinstance(day, int) and 1 <= day <= 31 else None


def _refuse(node: Node, tokens: Tokens) -> Node | None:
    return Node("nothing", {}, node.start, node.end)


def _amount_after(node: Node, tokens: Tokens) -> Node | None:
    """'One hour' with the number after its noun is only said of one and two."""
    return Node("amount", node.parts, node.start, node.end) if node.get("number") in (1, 2) else None


def _amount(node: Node, tokens: Tokens) -> Node | None:
    return node if node.get("number") else None


def _years(node: Node, tokens: Tokens) -> Node | None:
    """Two years, the second perhaps short (2013-15)."""
    years: Any = node.get("years")
    if years is not None:
        return node if years[0] < years[1] or node.get("era") else None
    first, second = node.get("first"), node.get("second")
    if isinstance(first, int):  # 284 and 246 before our era
        if not isinstance(second, Node):
            return None
        era = second.get("era")
        if not era and not 1000 <= first < 2200:
            return None
        node.parts["first"] = Node("year", {"year": first, "era": era}, node.start, node.end)
    return node


def _nth(node: Node, tokens: Tokens) -> Node | None:
    """The n-th hour or minute is no calendar time, the n-th year of a year is nonsense."""
    unit = node.get("unit")
    base = node.get("base")
    if unit in ("second", "minute", "hour"):
        return None
    if base is None and unit in ("decade", "century"):
        return None
    if unit in ("year", "decade", "century") and isinstance(base, Node) and base.op in ("year", "rel", "months"):
        return None
    return node


def _ago(node: Node, tokens: Tokens) -> Node | None:
    """'Two days before' something: a length, counted from what follows."""
    if tokens.word(node.end) == "من" and tokens.word(node.start).endswith("قبل"):
        return Node("amount_for", node.parts, node.start, node.end)
    return node


def _spaced_date(node: Node, tokens: Tokens) -> Node | None:
    """12 / 1 / 2016, with spaces between."""
    day, month, year = int(node.get("day")), int(node.get("month")), int(node.get("year"))
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return Node("date", {"numeric": (year, month, day)}, node.start, node.end)


_RANK: Final = ["second", "minute", "hour", "night", "day", "week", "month", "year", "decade", "century"]


def _sum(node: Node, tokens: Tokens) -> Node | None:
    """A length in several units names the larger first: 'a month and three months' are two."""

    def unit(part: Node) -> int:
        return _RANK.index(str(part.get("unit") or part.get("units") or part.get("unit2")))

    parts = [node.get(name) for name in ("q1", "and", "more")]
    ranks = [unit(part) for part in parts if isinstance(part, Node)]
    falls = all(one > other for one, other in pairwise(ranks))
    return node if falls else None


def _rel(node: Node, tokens: Tokens) -> Node | None:
    """'The recent year' is the year up to the page's day, another pattern's."""
    return None if node.get("rel") == "recent" else node


def _until_today(node: Node, tokens: Tokens) -> Node | None:
    """'Until today', not 'to the next day', 'to the second day'."""
    following = tokens.senses[node.end] if node.end < len(tokens.senses) else {}
    if "ord" in following or "adj" in following:
        return None
    return Node("bound", {**node.parts, "bound": "until"}, node.start, node.end)


BUILDS: Final[dict[str, Build]] = {
    "month": _month,
    "year": _year,
    "loose_year": _loose_year,
    "dom": _day_of_month,
    "amount_after": _amount_after,
    "amount": _amount,
    "years": _years,
    "refuse": _refuse,
    "nth": _nth,
    "nth_loose": _nth,
    "ago": _ago,
    "rel": _rel,
    "sum": _sum,
    "spaced_date": _spaced_date,
    "until_today": _until_today,
}
