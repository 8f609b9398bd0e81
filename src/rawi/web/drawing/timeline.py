"""The timeline: a row for each claim, and beside its words two axes, when it was said and of which time it speaks.

Each axis has its own scale. What is known to the day is a mark; what lasted, or lies somewhere in a stretch, is a band;
an open side runs out in a point; a Hijri date that may lie a day earlier or later has whiskers; of a time that the text
leaves in doubt each candidate is drawn, dashed. A claim whose page does not tell when it was said stands at the page's
day, hollow. Labels of an axis lead to that stretch alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from gettext import NullTranslations
from typing import Final

from markupsafe import Markup

from rawi.desk.views.rows import ClaimRow, ClaimTime
from rawi.web.drawing import calendars, scale
from rawi.web.drawing.scale import Scale
from rawi.web.drawing.svg import Anchor, Canvas, length, short
from rawi.web.languages import Language
from rawi.web.words import stance_sign, term

WIDTH: Final = 1180
_WORDS: Final = 430  # of which the words of a claim take
_GAP: Final = 36
_AXIS: Final = (WIDTH - _WORDS - 2 * _GAP) / 2
_HEAD: Final = 78
_ROW: Final = 46
_TICK: Final = 84
_LETTERS: Final = 58
_POINT: Final = 12

Zoom = Callable[[str, str, str], str]
"""Axis (said, about), first and last ISO day of a stretch to the address that shows it alone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on an axis. None: that side is open. `doubtful`: one of several that it may be."""

    first: int | None
    last: int | None
    title: str
    doubtful: bool = False
    hollow: bool = False
    tolerance: int = 0


def timeline(claims: Sequence[ClaimRow], language: Language, translations: NullTranslations, zoom: Zoom) -> Markup:
    """The drawing of some claims, from top to bottom in the order given."""
    canvas = Canvas(WIDTH, rtl=language.direction == "rtl")
    said = [list(_said(claim, language, translations)) for claim in claims]
    about = [list(_about(claim, language, translations)) for claim in claims]
    height = _HEAD + _ROW * len(claims) + 6
    starts = {"said": _WORDS + _GAP, "about": _WORDS + 2 * _GAP + _AXIS}
    scales = {name: _scale(rows) for name, rows in (("said", said), ("about", about))}
    titles = {
        "said": translations.gettext("When it was said"),
        "about": translations.gettext("Of which time it speaks"),
    }
    for number in range(len(claims)):
        if number % 2:
            canvas.box(0, _HEAD + number * _ROW, WIDTH, _ROW, "band")
    for name, axis in scales.items():
        _axis(canvas, starts[name], axis, titles[name], height, language, translations, partial(zoom, name))
    for number, claim in enumerate(claims):
        y = _HEAD + number * _ROW
        _words(canvas, y, claim, translations)
        for name, stretches in (("said", said[number]), ("about", about[number])):
            axis = scales[name]
            for stretch in stretches:
                if axis is not None:
                    _stretch(canvas, starts[name], y + _ROW / 2, axis, stretch, claim.stance)
            if not stretches:
                canvas.words(starts[name] + _AXIS / 2, y + _ROW / 2 + 4, "—", "tick", "middle")
    title = translations.gettext("Claims by when they were said, and of which time they speak")
    return canvas.finish(height, title, "drawing wide timeline", "timeline")


def _scale(rows: Sequence[Sequence[Stretch]]) -> Scale | None:
    days = [d for stretches in rows for s in stretches for d in (s.first, s.last) if d is not None]
    return scale.around(days, _AXIS) if days else None


# --- what is drawn of a claim


def _said(claim: ClaimRow, language: Language, translations: NullTranslations) -> Iterator[Stretch]:
    told = [t for t in claim.times if t.role == "said"]
    for time in told:
        yield from _stretches(time, language, translations)
    first, last = calendars.ordinal(claim.said_first), calendars.ordinal(claim.said_last)
    if not claim.said_known and (first or last):
        why = translations.gettext("The page does not tell when: its own day")
        yield Stretch(first, last, f"{_span_name(first, last, language, translations)} ({why})", hollow=True)


def _about(claim: ClaimRow, language: Language, translations: NullTranslations) -> Iterator[Stretch]:
    for time in claim.about:
        yield from _stretches(time, language, translations)


def _stretches(time: ClaimTime, language: Language, translations: NullTranslations) -> Iterator[Stretch]:
    first, last = calendars.ordinal(time.first), calendars.ordinal(time.last)
    if first is not None or last is not None:
        name = _span_name(first, last, language, translations)
        if time.tolerance_days:
            days = time.tolerance_days
            name += " " + translations.ngettext(
                "(%(count)s day more or less)", "(%(count)s days more or less)", days
            ) % {"count": days}
        yield Stretch(first, last, name, tolerance=time.tolerance_days)
        return
    for candidate in time.candidates[:6]:
        start, _, end = candidate.partition("/")
        first, last = calendars.ordinal(start), calendars.ordinal(end)
        if first is not None or last is not None:
            perhaps = translations.gettext("perhaps {when}").format(
                when=_span_name(first, last, language, translations)
            )
            yield Stretch(first, last, perhaps, doubtful=True)


def _span_name(first: int | None, last: int | None, language: Language, translations: NullTranslations) -> str:
    """A stretch in both calendars."""
    ends = [day for day in dict.fromkeys((first, last)) if day is not None]
    names = " – ".join(calendars.gregorian(day, "day", language) for day in ends)
    lunar = " – ".join(calendars.hijri(day, "day", translations) for day in ends)
    if first is None:
        names = translations.gettext("until {day}").format(day=names)
    elif last is None:
        names = translations.gettext("from {day}").format(day=names)
    return f"{names} ({lunar})"


# --- drawing


def _words(canvas: Canvas, y: float, claim: ClaimRow, translations: NullTranslations) -> None:
    canvas.open_link(f"/pages/{claim.page_id}#c{claim.n}")
    canvas.words(8, y + 20, short(claim.text, _LETTERS), "claim-words", title=claim.text)
    canvas.close_link()
    who = claim.source or translations.gettext("the page")
    stance = f"{stance_sign(claim.stance)} {translations.gettext(term(claim.stance))}".strip() if claim.source else ""
    told = " · ".join(part for part in (short(who, 34), stance, short(claim.outlet or "", 22)) if part)
    canvas.words(8, y + 38, told, f"tick who is-{claim.stance}")


def _axis(
    canvas: Canvas, start: float, axis: Scale | None, title: str, height: float, language: Language,
    translations: NullTranslations, zoom: Callable[[str, str], str],
) -> None:  # fmt: skip
    canvas.words(start, 18, title, "axis-title")
    canvas.line(start, _HEAD, start + _AXIS, _HEAD, "axis")
    if axis is None:
        return
    anchor: Anchor
    shown, taken = None, start
    for tick in axis.ticks(_TICK):
        along = start + axis.at(tick.day)
        canvas.line(along, _HEAD, along, height - 6, "grid")
        canvas.line(along, _HEAD - 5, along, _HEAD, "axis")
        year = date.fromordinal(tick.day).year
        with_year = year != shown
        label = calendars.gregorian(tick.day, tick.unit, language, with_year=with_year)
        lunar = calendars.hijri(tick.day, tick.unit, translations, with_year=with_year)
        room = max(length(label, 11), length(lunar, 10.5)) + 4
        # before its line where there is no room after it; nowhere where there is none either
        if along + room <= start + _AXIS and along >= taken:
            at, anchor, taken = along + 2, "start", along + room
        elif along - room >= taken:
            at, anchor, taken = along - 2, "end", along
        else:
            continue
        shown = year
        first, last = (date.fromordinal(day).isoformat() for day in (tick.day, tick.last))
        canvas.open_link(zoom(first, last))
        canvas.words(at, _HEAD - 26, label, "tick", anchor)
        canvas.close_link()
        canvas.words(at, _HEAD - 11, lunar, "tick lunar", anchor)


def _stretch(canvas: Canvas, start: float, y: float, axis: Scale, stretch: Stretch, stance: str) -> None:
    """One stretch of days on its axis."""
    first = axis.first if stretch.first is None else stretch.first
    last = axis.last if stretch.last is None else stretch.last
    begin, end = start + axis.at(first), start + axis.at(last + 1)
    classes = f"mark is-{stance}" + (" doubtful" if stretch.doubtful else " hollow" if stretch.hollow else "")
    if stretch.tolerance:
        low, high = start + axis.at(first - stretch.tolerance), start + axis.at(last + 1 + stretch.tolerance)
        canvas.line(low, y, high, y, f"whisker is-{stance}")
        for end_of_it in (low, high):
            canvas.line(end_of_it, y - 5, end_of_it, y + 5, f"whisker is-{stance}")
    if stretch.first is None or stretch.last is None:
        canvas.shape(_pointed(begin, end, y, stretch), f"{classes} open", stretch.title)
    elif last == first:
        canvas.dot((begin + end) / 2, y, 6, classes, stretch.title)
    else:
        canvas.box(begin, y - 7, max(end - begin, 4), 14, f"{classes} long", stretch.title, 3)
    if stretch.doubtful:
        canvas.words((begin + end) / 2, y + 4, "?", "tick", "middle")


def _pointed(begin: float, end: float, y: float, stretch: Stretch) -> list[tuple[float, float]]:
    """A band that runs out in a point where it is open."""
    if end - begin < 2 * _POINT:
        begin, end = (end - 2 * _POINT, end) if stretch.first is None else (begin, begin + 2 * _POINT)
    left = [(begin, y)] if stretch.first is None else [(begin, y + 7), (begin, y - 7)]
    right = [(end, y)] if stretch.last is None else [(end, y - 7), (end, y + 7)]
    inner_left = [(begin + _POINT, y + 7), *left, (begin + _POINT, y - 7)] if stretch.first is None else left
    inner_right = [(end - _POINT, y - 7), *right, (end - _POINT, y + 7)] if stretch.last is None else right
    return [*inner_left, *inner_right]
