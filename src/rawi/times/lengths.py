"""Lengths of time, and times that are told by one: ago, since, after, for the n-th day running, the last N."""

from __future__ import annotations

from typing import Final

from rawi.times.context import VAGUE, Context, Placed, Unplaced, resolve, resolves
from rawi.times.days import Interval, add_months, date_of, day_interval, iso
from rawi.times.durations import Amount, around, fraction, iso_duration, shift, unit_at
from rawi.times.grammar import Node

SMALL: Final = ("second", "minute", "hour")


def amounts_of(node: Node) -> list[Amount]:
    """The amounts that a length is made of."""
    if node.op == "amount":
        return [Amount(int(node.get("number")), unit_of(node))]
    if node.op == "part_amount":
        return [fraction(int(node.get("fraction")), unit_of(node))]
    if node.op == "amount_half":
        return [Amount(int(node.get("number")), unit_of(node)), fraction(30, unit_of(node))]
    if node.op == "sum_less":
        return _less(amounts_of(node.get("q1")), node)
    if node.op == "sum":
        amounts = amounts_of(node.get("q1"))
        unit = amounts[-1].unit
        if node.get("fraction") is not None:
            own = node.get("unit") or unit
            amounts.append(fraction(int(node.get("fraction")), str(own)))
        for name in ("and", "more"):
            if node.get(name) is not None:
                amounts += amounts_of(node.get(name))
        if [a.unit for a in amounts] == ["day", "night"] or [a.unit for a in amounts] == ["century", "year"]:
            amounts = amounts if amounts[0].unit == "century" else amounts[:1]
        return amounts
    for value in node.parts.values():
        if isinstance(value, Node):
            return amounts_of(value)
    return []


def _less(amounts: list[Amount], node: Node) -> list[Amount]:
    """An hour but a quarter, two hours but five minutes."""
    last = amounts[-1]
    part = fraction(int(node.get("fraction")), last.unit) if node.get("fraction") else amounts_of(node.get("less"))[0]
    whole = {"minute": ("second", 60), "hour": ("minute", 60), "day": ("hour", 24), "year": ("month", 12)}.get(
        last.unit
    )
    if whole is None or part.unit != whole[0] or part.number >= whole[1]:
        return amounts
    rest = [Amount(last.number - 1, last.unit)] if last.number > 1 else []
    return [*amounts[:-1], *rest, Amount(whole[1] - part.number, part.unit)]


def unit_of(node: Node) -> str:
    """The unit that a pattern found, in whichever form it stood."""
    return str(node.get("unit") or node.get("units") or node.get("unit2"))


@resolves("amount", "part_amount", "amount_half", "sum", "sum_less", "duration", "amount_for", "throughout")
def _duration(node: Node, context: Context) -> Placed:
    value = iso_duration(amounts_of(node))
    if value is None:
        raise Unplaced("too long to tell")
    return Placed(duration=value, precision="duration", why="length")


@resolves("vague", "vague_in_text")
def _vague(node: Node, context: Context) -> Placed:
    raise Unplaced(VAGUE)


@resolves("frequency_in")
def _frequency_in(node: Node, context: Context) -> Placed:
    """Eighteen hours a day is a length, once a week is none."""
    amounts = amounts_of(node)
    if amounts and amounts[0].number > 1:
        return _duration(node, context)
    raise Unplaced("how often, not when")


@resolves("frequency", "nothing", "value")
def _frequency(node: Node, context: Context) -> Placed:
    raise Unplaced("how often, not when")


@resolves("ago")
def _ago(node: Node, context: Context) -> Placed:
    amounts = amounts_of(node)
    unit = amounts[0].unit
    if unit in SMALL:
        if unit == "hour" and amounts[0].number > 0 and context.published is not None and amounts[0].number % 24:
            return _duration(node, context)
        return _duration(node, context)
    if unit in ("century",) and amounts[0].number > 1:
        raise Unplaced(VAGUE)
    day = shift(context.today, amounts, -1)
    if day is None or date_of(day)[0] < 1000:
        raise Unplaced("too far back")
    return Placed(around(day, amounts[-1].unit), precision=amounts[-1].unit, why="counted back from the page's date")


@resolves("since_ago")
def _since_ago(node: Node, context: Context) -> Placed:
    amounts = amounts_of(node)
    day = shift(context.today, amounts, -1)
    if day is None:
        raise Unplaced("too far back")
    if amounts[0].unit in SMALL and day == context.today:
        return _duration(node, context)
    why = "counted back from the page's date"
    return Placed(Interval(day, None), precision=amounts[-1].unit, bound="since", why=why)


@resolves("later")
def _later(node: Node, context: Context) -> Placed:
    return _duration(node, context)


@resolves("from_now")
def _from_now(node: Node, context: Context) -> Placed:
    amounts = amounts_of(node)
    day = shift(context.today, amounts, 1)
    if day is None:
        raise Unplaced("too far ahead")
    return Placed(day_interval(day), precision=amounts[-1].unit, why="counted on from the page's date")


@resolves("after_that", "before_that")
def _after_that(node: Node, context: Context) -> Placed:
    """A year after that: counted from the time before where it is fine enough for the unit."""
    amounts = amounts_of(node)
    anchor = context.anchor
    sign = 1 if node.op == "after_that" else -1
    fine = {"day": ("day", "part", "time"), "week": ("day", "part", "time", "week")}.get(amounts[0].unit)
    if (
        anchor is None
        or anchor.interval is None
        or anchor.interval.start is None
        or amounts[0].unit in SMALL
        or (fine is not None and anchor.precision not in fine)
    ):
        return _duration(node, context)
    day = shift(anchor.interval.start, amounts, sign)
    if day is None:
        raise Unplaced("too far away")
    unit = amounts[-1].unit
    if unit == "month" and anchor.precision == "year":
        return _duration(node, context)
    return Placed(around(day, "month" if unit == "year" and anchor.precision in ("month", "day", "part") else unit),
                  precision=unit, why="counted from the time before")  # fmt: skip


@resolves("window", "window_of")
def _window(node: Node, context: Context) -> Placed:
    """The last or next N units, from the page's date."""
    rel = str(node.get("rel") or node.get("adj2"))
    number, unit = node.get("number"), unit_of(node)
    if number is None or rel in ("previous", "following", "same", "new"):
        raise Unplaced(VAGUE)
    amounts = [Amount(int(number), unit)]
    today = context.today
    if unit in SMALL:
        day = shift(today, amounts, -1 if rel in ("last", "recent") else 1)
        if day is None or number < 12:
            return Placed(duration=iso_duration(amounts), precision="duration", why="length")
        return Placed(Interval(min(day, today), max(day, today)), why="counted from the page's date")
    day = shift(today, amounts, -1 if rel in ("last", "recent", "before_last") else 1)
    if day is None:
        raise Unplaced("too far away")
    interval = Interval(day, today) if day <= today else Interval(today, day)
    return Placed(interval, precision=unit, why="counted from the page's date")


@resolves("run", "run_own")
def _run(node: Node, context: Context) -> Placed:
    """For the n-th day (week, month, year) running: from the first of them to the page's day."""
    number, unit = int(node.get("ordinal")), str(node.get("unit"))
    if unit in SMALL or number < 1 or (node.op == "run_own" and unit != "day"):
        raise Unplaced(VAGUE)
    today = context.today
    if unit in ("day", "night"):
        return Placed(Interval(today - number + 1, today), why="from the first of these days to the page's")
    start = unit_at(unit, today, 1 - number).start
    return Placed(Interval(start, today), precision=unit, why=f"from the first of these {unit}s to the page's day")


@resolves("anniversary")
def _anniversary(node: Node, context: Context) -> Placed:
    year = node.get("year")
    if isinstance(year, Node):
        month, number = date_of(context.today)[1:]
        first = resolve(year, context).start
        return Placed(day_interval(add_months(first, month - 1) + number - 1), why="the page's day in another year")
    day = shift(context.today, amounts_of(node.get("q")), -1)
    if day is None:
        raise Unplaced("too far back")
    return Placed(day_interval(day), why=f"counted back from {iso(context.today)}")
