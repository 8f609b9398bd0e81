"""What pages of a desk say together, as lines for a terminal and as JSON.

Arabic words stand on lines of their own or, inside an English line, in direction isolates.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isinf
from typing import Any, TypeVar

import click

from rawi.cli.account import COLOURS
from rawi.cli.comparison import STANCES, _clean, _count, _isolated, _wrap
from rawi.together.answers import (
    Attributed,
    ClaimRow,
    OriginLine,
    PageLine,
    PagesCompared,
    PropositionLine,
    PropositionView,
    StoryLine,
    StoryView,
)

WIDTH = 100
F = TypeVar("F", bound=Callable[..., Any])


def color_option(command: F) -> F:
    """``--color``; the command's parameter is ``color: bool | None``."""
    option = click.option("--color/--no-color", default=None, help="Colour; else where there is a terminal.")
    return option(command)


def after_options(command: F) -> F:
    """``--after`` and ``--limit`` of a list."""
    command = click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="So many.")(
        command
    )
    return click.option("--after", type=int, help="Those behind this one.")(command)


def out(lines: Iterable[str], color: bool | None) -> None:
    """Print some lines."""
    if color is None and os.environ.get("NO_COLOR"):  # https://no-color.org
        color = False
    for line in lines:
        click.echo(line, color=color)


def as_json(data: Any) -> str:
    """A dataclass as one line of JSON; None for a figure's open side."""
    return json.dumps(_finite(dataclasses.asdict(data)), ensure_ascii=False, allow_nan=False)


def _finite(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _finite(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_finite(value) for value in data]
    return None if isinstance(data, float) and isinf(data) else data


def waiting(count: int) -> None:
    """Say on standard error that some pages are not in what is shown."""
    if count:
        click.echo(f"{_count(count, 'page')} not yet brought together; rawi together does that.", err=True)


def story_line(story: StoryLine) -> Iterable[str]:
    """A story in a list."""
    days = " to ".join(dict.fromkeys(day for day in (story.first, story.last) if day))
    told = [_count(story.pages, "page"), _count(story.propositions, "proposition")]
    told += [f"{story.disputed} disputed"] if story.disputed else []
    yield click.style(f"story {story.name}", bold=True) + f"  {', '.join(told)}  {days}"
    yield from _wrap(story.title, WIDTH)


def proposition_line(one: PropositionLine, others: Sequence[str] = ()) -> Iterable[str]:
    """A proposition in a list. `others`: figures that are told instead of those in its words."""
    told = [_count(one.pages, "page"), f"{_count(one.supporting, 'origin')} for"]
    told += [f"{_count(one.denying, 'origin')} against"] if one.denying else []
    line = click.style(f"proposition {one.name}", bold=True) + f"  {', '.join(told)}"
    if one.conflicts:
        words = {"denied": "denied", "figures": "figures differ", "times": "times differ"}
        line += click.style("  " + ", ".join(words[c] for c in one.conflicts), fg="red")
    if one.unsure:
        line += "  " + click.style("unsure", fg="yellow", underline=True)
    yield line
    yield from _wrap(one.text, WIDTH)
    if others:
        yield f"    also told: {', '.join(map(_isolated, others))}"


def story_view(view: StoryView, others: Mapping[int, Sequence[str]]) -> Iterable[str]:
    """A story with its pages and what they claim. `others`: those of `proposition_line`, by name of the proposition."""
    yield from story_line(view.story)
    yield ""
    for page in view.pages:
        yield from page_line(page)
    for event in view.history:
        way = "became part of" if event.what == "joined" else "was split off"
        yield click.style(f"story {event.name} {way} story {event.other} on {event.when[:10]}", dim=True)
    for one in view.propositions:
        yield ""
        yield from proposition_line(one, others.get(one.name, ()))


def page_line(page: PageLine) -> Iterable[str]:
    """A page in a list."""
    known = [page.day or "", _isolated(page.outlet or page.agency or "")]
    yield f"{page.page_id:>6}  " + "  ".join(word for word in known if word)
    yield from _wrap(page.title or page.origin or page.id, WIDTH)


def proposition_view(view: PropositionView) -> Iterable[str]:
    """A proposition: its origins, and under each the claims."""
    yield from proposition_line(view.line, view.proposition.others)
    backing = view.backing
    counts = [_count(backing.outlets, "outlet"), _count(backing.chains, "chain")]
    days = " to ".join(dict.fromkeys(day for day in (backing.earliest, backing.latest) if day))
    yield click.style("  " + ", ".join(counts) + (f", {days}" if days else ""), dim=True)
    for origin in backing.origins:
        yield f"  {_isolated(origin.name)}" + ("" if origin.named else ", not named")
        for row in view.claims:
            if row.origin == origin.id:
                yield from _claim(row)
    for turn in backing.turns:
        name = next(origin.name for origin in backing.origins if origin.id == turn.origin)
        yield click.style(f"  changed: {_isolated(name)} {turn.before}, then {turn.after} on {turn.when}", dim=True)
    for words, ids in backing.figures:
        yield f"  figure {_isolated(words)}: {_count(len(ids), 'origin')}"
    if view.story is not None:
        yield click.style(f"  in story {view.story.name}", dim=True)


def _claim(row: ClaimRow) -> Iterable[str]:
    word, colour = STANCES[row.stance]
    where = (
        f"{row.page.page_id}/{row.claim}"
        if row.claim is not None
        else f"{row.page.page_id}/{row.span[0]}-{row.span[1]}"
    )
    day = f" {row.page.day}" if row.page.day else ""
    yield f"    {click.style(word, fg=COLOURS[colour])} {where}{day} {_isolated(' ← '.join(row.chain))}"
    yield from (f"    {line}" for line in _wrap(row.words, WIDTH - 4))


def origin_line(one: OriginLine) -> Iterable[str]:
    """One who is an origin, in a list."""
    told = [_count(one.propositions, "proposition"), f"{one.supporting} for", f"{one.denying} against"]
    yield click.style(_isolated(one.name), bold=True) + ("" if one.named else ", not named") + f"  {', '.join(told)}"
    if one.relays:
        relays = ", ".join(f"{_isolated(name)} {count}" for name, count in one.relays)
        yield click.style(f"    through {relays}", dim=True)


def pages_compared(found: PagesCompared) -> Iterable[str]:
    """Two pages beside each other."""
    for page in (found.one, found.other):
        yield from page_line(page)
    yield click.style("of one story" if found.one_story else "not of one story", dim=True)
    for copy in found.copies:
        way = {"from_other": "has from", "to_other": "gave to", "unknown": "shares with"}[copy.direction]
        yield f"{found.one.page_id} {way} {found.other.page_id}, {copy.kind}: {copy.equal} words"
    yield ""
    yield click.style("claimed by both", bold=True) + ("" if found.common else "  nothing")
    for common in found.common:
        differ = click.style("  " + ", ".join(common.conflicts), fg="red") if common.conflicts else ""
        name = f"proposition {common.name}" if common.name is not None else "not in the desk's list"
        yield f"  {name}{differ}"
        for page, some in ((found.one, common.one), (found.other, common.other)):
            for one in some:
                yield from _attributed(page, one)
    for page, some in ((found.one, found.only_one), (found.other, found.only_other)):
        yield ""
        yield click.style(f"only in {page.page_id}", bold=True) + click.style(
            f"  {_count(len(some), 'claim')}", dim=True
        )
        for one in some:
            yield from _attributed(page, one)


def _attributed(page: PageLine, one: Attributed) -> Iterable[str]:
    word, colour = STANCES[one.stance]
    who = _isolated(" ← ".join(one.chain)) if one.chain else "the page itself"
    yield f"    {page.page_id} {click.style(word, fg=COLOURS[colour])} {who}"
    yield from (f"    {line}" for line in _wrap(_clean(one.words), WIDTH - 4))
