"""How often something was said, month by month, with the stances on top of one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from gettext import NullTranslations
from typing import Final

from babel.dates import format_date
from markupsafe import Markup

from rawi.desk.views.claim_lists import Month
from rawi.web.drawing.svg import Canvas
from rawi.web.languages import Language
from rawi.web.words import stance_sign, term

_WIDTH: Final = 640
_HEIGHT: Final = 120
_FOOT: Final = 34
_WIDEST: Final = 46
_MONTH: Final = re.compile("[0-9]{4}-[0-9]{2}")  # of our era
_MOST: Final = 60
"""Bars; of more months, years."""


def months(said: Sequence[Month], language: Language, translations: NullTranslations) -> Markup | None:
    """Bars of months, of years where there are more than sixty; None where everything was said in one of them."""
    known = [(one.month, one.stances) for one in said if one.month is not None and _MONTH.fullmatch(one.month)]
    by_year = len(known) > 0 and _span(known[0][0], known[-1][0]) > _MOST
    steps = _steps(known, by_year)
    if len(steps) < 2:
        return None
    canvas = Canvas(_WIDTH, rtl=language.direction == "rtl")
    most = max(sum(n for _, n in stances) for _, stances in steps) or 1
    pace = _WIDTH / len(steps)
    bar = min(_WIDEST, pace * 0.72)
    every = max(1, round(64 / pace))
    for position, (when, stances) in enumerate(steps):
        along, y = position * pace + (pace - bar) / 2, float(_HEIGHT)
        name = _name(when, language)
        for stance, count in stances:
            height = (_HEIGHT - 18) * count / most
            y -= height
            shown = f"{name}: {translations.gettext(term(stance))} {language.number(count)}"
            canvas.box(along, y, bar, height, f"bar is-{stance}", shown)
            if height > 15 and stance_sign(stance):
                canvas.words(along + bar / 2, y + height / 2 + 4, stance_sign(stance), "bar-sign", "middle")
        total = sum(n for _, n in stances)
        if total:
            canvas.words(along + bar / 2, y - 4, language.number(total), "tick", "middle")
        if position % every == 0:
            canvas.words(along + bar / 2, _HEIGHT + 16, name, "tick", "middle")
    canvas.line(0, _HEIGHT, _WIDTH, _HEIGHT, "axis")
    return canvas.finish(_HEIGHT + _FOOT - 8, translations.gettext("How often it was said"), "drawing months", "months")


def _span(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def _steps(
    known: Sequence[tuple[str, Sequence[tuple[str, int]]]], by_year: bool
) -> list[tuple[str, list[tuple[str, int]]]]:
    """Every month (or year) from the first to the last, also those in which nothing was said."""
    if not known:
        return []
    summed: dict[str, dict[str, int]] = {}
    for month, stances in known:
        here = summed.setdefault(month[:4] if by_year else month, {})
        for stance, n in stances:
            here[stance] = here.get(stance, 0) + n
    first, last = known[0][0], known[-1][0]
    if by_year:
        names = [f"{year:04}" for year in range(int(first[:4]), int(last[:4]) + 1)][-200:]
    else:
        start = int(first[:4]) * 12 + int(first[5:7]) - 1
        names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, start + _span(first, last))]
    return [(name, sorted(summed.get(name, {}).items(), key=lambda one: (-one[1], one[0]))) for name in names]


def _name(when: str, language: Language) -> str:
    return (
        when if len(when) == 4 else format_date(date(int(when[:4]), int(when[5:7]), 1), "MMM y", locale=language.locale)
    )
