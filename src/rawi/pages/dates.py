"""Dates of pages: lines that hold nothing but when the page was published, and their value."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

import hijridate

from rawi.language import fold_text
from rawi.pages import lexicon

_LONGEST_LINE = 160
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{1,4})(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)")
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only tells a date. `value` is an ISO date, or None where it holds only a clock time or a Hijri date.

    `update` is true where the line speaks of the last change only.
    """

    value: str | None
    update: bool


@cache
def _data() -> dict[str, frozenset[str]]:
    lists = lexicon.read("months.toml")
    return {name: frozenset(lexicon.key(entry) for entry in entries) for name, entries in lists.items()}


@cache
def _months() -> dict[str, int]:
    import tomllib
    from importlib import resources

    text = resources.files("rawi.pages").joinpath("arabic", "months.toml").read_text(encoding="utf-8")
    rows: list[list[str]] = tomllib.loads(text)["months"]
    return {lexicon.key(name): number for number, names in enumerate(rows, start=1) for name in names}


@cache
def _word_date() -> re.Pattern[str]:
    """Day month year, or month day year, the month in words, perhaps twice (شباط/فبراير)."""
    month = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    month = rf"(?P<month>{month})(?: ?[/\\-] ?(?:{month}))?"
    second = month.replace("?P<month>", "?P<month2>")
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}) ?(?:من )?[/,،.-]? ?{month}[ ,،/.-]{{0,3}}(?:عام |سنه )?(?P<year>\d{{4}})(?!\d)"
        rf"|(?<!\w){second} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[,،]? (?P<year2>\d{{4}})(?!\d)"
    )


@cache
def _allowed() -> frozenset[str]:
    data = _data()
    allowed: set[str] = set()
    for name in ("weekdays", "around", "update"):
        for entry in data[name]:
            allowed.update(entry.split())
    for name in (*_months(), *_hijri_months()):
        allowed.update(name.split())
    return frozenset(allowed)


def find_date(words: str) -> tuple[str, int, int] | None:
    """The first full date in `words` as an ISO date, with the offsets of the *folded* text where it stands.

    Of 04/03/2021 the day is taken to come first, as the Arab press writes it.
    """
    folded = fold_text(words[:_LONGEST_LINE])
    best: tuple[str, int, int] | None = None
    for match in _NUMERIC.finditer(folded):
        first, second, third = (int(match[group]) for group in (1, 3, 4))
        year, month, day = (first, second, third) if len(match[1]) == 4 else (third, second, first)
        if len(match[1]) != 4 and len(match[4]) != 4:
            continue
        if month > 12 >= day:
            month, day = day, month
        value = _iso(year, month, day)
        if value:
            best = (value, *match.span())
            break
    for match in _word_date().finditer(folded):
        if best and best[1] <= match.start():
            break
        groups = match.groupdict()
        name = groups["month"] or groups["month2"]
        value = _iso(int(groups["year"] or groups["year2"]), _months()[name], int(groups["day"] or groups["day2"]))
        if value:
            best = (value, *match.span())
            break
    return best


def _iso(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def date_line(words: str) -> DateLine | None:
    """What a line tells that holds nothing but a date or a time of publication; None where it holds anything else."""
    if len(words) > _LONGEST_LINE or not _DIGIT.search(words):
        return None
    folded = fold_text(words)
    allowed = _allowed()
    tokens = _TOKEN.findall(folded)
    if "بتوقيت" in tokens:
        tokens = tokens[: tokens.index("بتوقيت")]
    if len(tokens) > 24 or any(not token.isdecimal() and token not in allowed for token in tokens):
        return None
    found = find_date(words)
    hijri = None if found else _hijri(folded)
    ago = tokens[:1] in (["منذ"], ["قبل"]) and len(tokens) <= 4
    if not ago and not found and hijri is None and not _TIME.search(folded):
        return None
    keyed = f" {lexicon.key(words)} "
    update = any(f" {name} " in keyed for name in _data()["update"])
    if update and found:
        # نشر 4 مارس، آخر تحديث 5 مارس: the first date is the publication where the word for updates follows its time.
        rest = folded[found[2] :]
        early = not any(f" {name} " in f" {lexicon.key(folded[: found[1]])} " for name in _data()["update"])
        before_word = rest[: min((rest.find(name) for name in _data()["update"] if name in rest), default=0)]
        if early and (find_date(rest) or _TIME.search(before_word)):
            update = False
    return DateLine(found[0] if found else hijri or None, update)


@cache
def _hijri_date() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_hijri_months(), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}) (?:من )?(?P<month>{names})[ ,،]{{1,2}}(?:سنه |عام )?(?P<year>1[34]\d\d)"
    )


@cache
def _hijri_months() -> dict[str, int]:
    rows = lexicon.read("months.toml")["hijri_months"]
    return {lexicon.key(name): number for number, row in enumerate(rows, start=1) for name in row.split("|")}


def _hijri(folded: str) -> str | None:
    """The day of a Hijri date by the calendar of Umm al-Qura; "" where only its month stands or its year is outside."""
    found = _hijri_date().search(folded)
    if not found:
        return "" if any(f" {name} " in f" {folded} " for name in _hijri_months()) else None
    try:
        day = hijridate.Hijri(int(found["year"]), _hijri_months()[found["month"]], int(found["day"]))
        return day.to_gregorian().isoformat()
    except (ValueError, OverflowError):
        return ""


def is_date_word(token: str) -> bool:
    """Whether a folded token is a number, a month, a weekday, or what stands about dates."""
    return token.isdecimal() or token in _allowed()


def valid_date(value: str) -> str | None:
    """`value` as an ISO date where it is one (2021-03-04, or with a time after it), else None."""
    try:
        return datetime.date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        pass
    try:
        return datetime.datetime.fromisoformat(value.strip()).date().isoformat()
    except ValueError:
        return None
