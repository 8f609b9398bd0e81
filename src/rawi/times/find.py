"""Finding and placing all expressions of time in a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from rawi.errors import OptionError
from rawi.language import fold
from rawi.times import dates, hours, lengths, parts, ranges, units, years
from rawi.times.arabic.guards import ArabicGuards
from rawi.times.calendars import TOLERANCE
from rawi.times.context import Context, Placed, Unplaced, resolve
from rawi.times.days import from_iso
from rawi.times.grammar import Grammar, Memo, Node
from rawi.times.guards import Guards
from rawi.times.lexicon import Lexicon
from rawi.times.meanings import BUILDS
from rawi.times.time import Calendar, Span, Time
from rawi.times.tokens import Tokens, tokenise

_ = (dates, hours, lengths, parts, ranges, units, years)  # imported for the resolvers that they register
_LOOK_NOWHERE: Final = frozenset(
    ["duration", "year", "years", "vague", "frequency", "now", "ago", "since_ago", "decade"]
)
"""Meanings that come out the same whichever way their sentence looks."""
_MEMO: Final = 5000  # what was found at tokens far behind is of no use any more
LANGUAGES: Final = {"ar": "arabic", "en": "english", "fa": "persian"}
_CALENDARS: Final = ("gregorian", "hijri", "solar")
_PERSIAN: Final = re.compile(r"[پچژگ]|\b(?:از|که|را|است|در|این|آن|با|برای|شد|شده|سال|ماه|روز)\b")
_ARABIC: Final = re.compile(r"[ةأإ]|\b(?:[وبف]?ال\w|في|من|على|إلى|عن|قبل|بعد|منذ)\b|\b[وبف]?ال\w\w")


@cache
def grammar_of(language: str) -> tuple[Grammar, Guards]:
    """The patterns and guards of a language, read once."""
    grammar = Grammar(Lexicon.load(language), BUILDS)
    kind = ArabicGuards if language == "arabic" else Guards
    return grammar, kind(grammar.lexicon)


def language_of(text: str) -> str:
    """Arabic, Persian or English, by letters: Arabic unless most are Latin or the Persian ones prevail."""
    sample = text[:20000]
    arabic = sum("؀" <= letter <= "ۿ" for letter in sample)
    latin = sum("a" <= letter <= "z" or "A" <= letter <= "Z" for letter in sample)
    if latin > arabic:
        return "english"
    if len(_PERSIAN.findall(sample)) > len(_ARABIC.findall(sample)):
        return "persian"
    return "arabic"


def find(
    text: str,
    published: str | None = None,
    calendar_hint: Calendar | None = None,
    *,
    language: str | None = None,
) -> list[Time]:
    """All expressions of time in `text`, in order, none overlapping another.

    `published` is the page's day as an ISO date (what follows `T` is not read); without it what is told relative to
    that day is `?`, with candidates where the text itself bounds it. `calendar_hint` says which calendar bare
    two-calendar year numbers (1403, 1445) are of. `language` is "ar", "en" or "fa", found by the
    letters where not given. Spans are in code points of `text` as given. Time and memory are linear in its length.

    Raises OptionError where `published`, `calendar_hint` or `language` is none of these.
    """
    if calendar_hint is not None and calendar_hint not in _CALENDARS:
        raise OptionError(f"The calendar {calendar_hint!r} is not known; there are {', '.join(_CALENDARS)}.")
    if language is not None and language not in LANGUAGES:
        raise OptionError(f"The language {language!r} is not known; there are {', '.join(LANGUAGES)}.")
    day = _published_day(published)
    grammar, guards = grammar_of(LANGUAGES[language] if language else language_of(text))
    folded = fold(text)
    tokens = tokenise(folded.text, grammar.lexicon)
    nodes = matches(grammar, guards, tokens)
    context = Context(day, calendar_hint, settings=grammar.lexicon.settings)
    if any(word in folded.text for word in grammar.lexicon.settings.get("western_weekend", ())):
        context.weekend = (6, 0)
    if day is None:
        _bound_years(nodes, context)
    found: list[Time] = []
    anchored = 0
    for node in nodes:
        context.leans = 0 if node.op in _LOOK_NOWHERE else guards.leans(tokens, node)
        context.anchor_distance = node.start - anchored
        before = context.anchor
        start, end = folded.to_original((tokens.starts[node.start], tokens.ends[node.end - 1]))
        found.append(placed_time(node, context, (start, end)))
        if context.anchor is not before:
            anchored = node.end
    return found


def _bound_years(nodes: list[Node], context: Context) -> None:
    """What the text says about its own age, where nobody else does."""
    years = named_years(nodes)
    if years:
        context.years = range(max(years), max(*years, datetime.date.today().year) + 1)
    context.published = day_by_its_own_words(nodes, context)
    context.inferred = context.published is not None


def _published_day(published: str | None) -> int | None:
    if published is None:
        return None
    try:
        return from_iso(str(published).partition("T")[0].strip())
    except ValueError:
        raise OptionError(f"The date {published!r} is no day: write it as 2024-03-31.") from None


def matches(grammar: Grammar, guards: Guards, tokens: Tokens) -> list[Node]:
    """The found expressions from left to right, longest first, without what the guards refuse."""
    nodes: list[Node] = []
    done = 0
    memo: Memo = {}
    for at in tokens.marked:
        if at < done or not grammar.begins("time", tokens, at):
            continue
        if len(memo) > _MEMO:
            memo.clear()
        node = grammar.match("time", tokens, at, memo)
        if node is None:
            continue
        whole = node.start == 0 and node.end == len(tokens.senses)
        if node.op == "nothing" or not (whole or guards.allow(tokens, node)):
            if guards.skips(node):
                done = node.end
            continue
        nodes.append(guards.complete(tokens, node, done))
        done = node.end
    return nodes


def _within(node: Node) -> Iterator[Node]:
    """A node and all nodes inside it."""
    yield node
    for part in node.parts.values():
        if isinstance(part, Node):
            yield from _within(part)


def named_years(nodes: list[Node]) -> list[int]:
    """The Gregorian years that the text gives in numbers, none that lies ahead: a page is not older than these."""
    this_year = datetime.date.today().year
    years: list[int] = []
    for node in nodes:
        if node.op == "bound" and node.get("bound") in ("by", "before"):
            continue
        for inner in _within(node):
            if inner.op == "year" and inner.get("era") in (None, "gregorian"):
                years.append(int(inner.get("year")))
            if inner.get("numeric") is not None:
                years.append(inner.get("numeric")[0])
            if inner.get("years") is not None:
                years.extend(inner.get("years"))
    return [year for year in years if 1900 <= year <= this_year]


def day_by_its_own_words(nodes: list[Node], context: Context) -> int | None:
    """The page's day where the text itself gives it: 'today, Tuesday 12 January 2016'."""
    for node in nodes:
        for inner in _within(node):
            head = inner.get("prefix")
            date = inner.get("md")
            if not (isinstance(head, Node) and head.get("day") is not None and isinstance(date, Node)):
                continue
            try:
                placed = resolve(date, context)
            except Unplaced:
                continue
            if placed.interval is not None and placed.interval.start is not None:
                return placed.interval.start - int(head.get("day"))
    return None


def placed_time(node: Node, context: Context, span: Span) -> Time:
    """Resolve one expression; what is placed becomes the anchor of the next."""
    try:
        placed = resolve(node, context)
    except Unplaced as unplaced:
        candidates = tuple(str(candidate) for candidate in unplaced.candidates)
        return Time(span, "?", precision="vague", candidates=candidates, why=unplaced.why)
    if placed.interval is not None:
        context.anchor = replace(placed)
    if context.inferred and placed.recurs is None and "page" in placed.why:
        placed = replace(placed, why=f"{placed.why}, known by the text's own words")
    return _time(placed, span)


def _time(placed: Placed, span: Span) -> Time:
    return Time(
        span,
        placed.value,
        calendar=placed.calendar,
        precision=placed.precision,
        tolerance_days=TOLERANCE[placed.calendar],
        candidates=tuple(str(candidate) for candidate in placed.candidates),
        why=placed.why,
        bound=placed.bound,
    )
