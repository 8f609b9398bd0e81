"""What the pages of a desk say together: the calls that the command line and the browser make.

    update, pending          bring the desk up to date; how many pages wait;  is_begun
    stories, story           pages about one event;  story_of_page
    proposition, disputes    what several pages claim, and what they do not agree on;  propositions, propositions_of_page
    origins                  with whom propositions end
    compare_pages            two pages of the desk

All take the open desk. Names of stories and propositions are numbers that can be cited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from rawi.desk.desk import Desk
from rawi.desk.together import lists, waiting
from rawi.desk.transactions import write
from rawi.errors import OptionError
from rawi.together.answers import (
    Attributed,
    Behind,
    Common,
    Event,
    OriginLine,
    PagesCompared,
    Progress,
    PropositionLine,
    PropositionView,
    StoryLine,
    StoryView,
    Updated,
)
from rawi.together.compare import compare
from rawi.together.copies import Copy
from rawi.together.running import copied, telling, vectors
from rawi.together.running.found import from_json
from rawi.together.running.pages import Pages, lines
from rawi.together.running.run import Run

__all__ = [
    "compare_pages", "disputes", "is_begun", "origins", "pending", "proposition", "propositions", "propositions_of_page",
    "stories", "story", "story_of_page", "update",
]  # fmt: skip

LATEST = 200
"""Propositions of an origin that are looked at for those who relay it."""


def update(
    desk: Desk,
    progress: Callable[[Progress], None] | None = None,
    limit: int | None = None,
    by_meaning: bool | None = None,
) -> Updated:
    """Bring stories, copies, propositions and their backings up to date with the pages of the desk.

    Each small group of pages is one transaction; killed at any moment, the next call goes on where it was. `progress` is
    called now and then; `limit`: at most so many pages. `by_meaning`: compare claims by the vectors of `rawi.together.meaning`
    too, or no longer; the desk remembers it, and where it is new all stories are grouped again. Raises `WeightsError` where the
    weights for that are missing.
    """
    if by_meaning is not None:
        write(desk.engine, lambda connection: vectors.set_by_meaning(connection, by_meaning))
    return Run(desk.engine, progress, limit)()


def pending(desk: Desk) -> int:
    """How many pages are not yet brought together."""
    with desk.reading() as connection:
        return waiting.count(connection)


def is_begun(desk: Desk) -> bool:
    """Whether pages are in their stories whose claims are not yet grouped: somebody was stopped, or is at it."""
    with desk.reading() as connection:
        return waiting.is_begun(connection)


def stories(desk: Desk, after: int | None = None, limit: int = 50) -> list[StoryLine]:
    """Stories of more than one page, the newest first. `after`: those behind the one of that name."""
    with desk.reading() as connection:
        behind = lists.story(connection, after) if after is not None else None
        return [_story(row) for row in lists.newest_stories(connection, behind, limit)]


def story(desk: Desk, name: int) -> StoryView:
    """A story. Raises `OptionError` where there is none of that name."""
    with desk.reading() as connection:
        row = lists.story(connection, name)
        numbers = lists.pages_of_story(connection, row.id) if row is not None else []
        if row is None or not numbers:
            raise OptionError(f"There is no story {name} in the desk.")
        pages = sorted(lines(connection, numbers).values(), key=lambda page: (page.day or "9999", page.page_id))
        found = tuple(_proposition(one) for one in lists.propositions_of_story(connection, row.id))
        return StoryView(
            _story(row),
            tuple(pages),
            found,
            tuple(copied.among(connection, numbers)),
            _events(connection, "story", row.id),
            name,
        )


def story_of_page(desk: Desk, page_id: int) -> StoryLine | None:
    """The story of a page; None where it is alone, or not yet brought together."""
    with desk.reading() as connection:
        number = lists.stories_of_pages(connection, [page_id]).get(page_id)
        row = lists.story(connection, number) if number is not None else None
        return _story(row) if row is not None and row.pages > 1 else None


def proposition(desk: Desk, name: int) -> PropositionView:
    """A proposition with all that stands behind it.

    Raises `OptionError` where there is none of that name, or where a page of it went and it is not yet made again.
    """
    with desk.reading() as connection:
        row = lists.proposition(connection, name)
        if row is None:
            raise OptionError(f"There is no proposition {name} in the desk.")
        if row.found is None:
            left = "is no longer claimed by several pages" if not row.pages else "is to be made again: rawi together"
            raise OptionError(f"Proposition {name} {left}.")
        [view] = _views(connection, [row])
        return replace(view, history=_events(connection, "proposition", row.id), asked=name)


def propositions(desk: Desk, names: Sequence[int]) -> list[PropositionView]:
    """The same of several at once, in their order and without their history; those are left out that `proposition`
    would not tell."""
    with desk.reading() as connection:
        found = {row.id: row for row in lists.propositions_named(connection, names) if row.found is not None}
        return _views(connection, [found[name] for name in names if name in found])


def other_figures(desk: Desk, listed: Iterable[PropositionLine]) -> dict[int, tuple[str, ...]]:
    """Figures that are told instead of those in the titles of some propositions, by their names (`Proposition.others`)."""
    names = [one.name for one in listed if "figures" in one.conflicts]
    with desk.reading() as connection:
        rows = [row for row in lists.propositions_named(connection, names) if row.found is not None]
    return {row.id: others for row in rows if (others := from_json(row.found).proposition.others)}


def propositions_of_page(desk: Desk, page_id: int) -> dict[int, Behind]:
    """What stands behind the claims of a page, by the number of the claim in the machine's reading of it.

    Of claims that no other claim joins there is nothing. Where a claim says several things, that of most pages is told.
    """
    behind: dict[int, Behind] = {}
    with desk.reading() as connection:
        for row in lists.of_page(connection, page_id):
            told = Behind(
                row.id, row.stance, row.pages, row.outlets, row.supporting, row.denying, _conflicts(row), row.claim_unsure
            )  # fmt: skip
            if row.claim is not None and (row.claim not in behind or behind[row.claim].pages < told.pages):
                behind[row.claim] = told
    return behind


def disputes(desk: Desk, after: int | None = None, limit: int = 50) -> list[PropositionLine]:
    """Propositions that somebody denies, or of which figures or times differ; those of most pages first.

    `after`: those behind the one of that name.
    """
    with desk.reading() as connection:
        behind = lists.proposition(connection, after) if after is not None else None
        return [_proposition(row) for row in lists.disputed(connection, behind, limit)]


def origins(desk: Desk, after: int | None = None, limit: int = 50) -> list[OriginLine]:
    """Those with whom propositions end, those with most propositions first, and who relays them.

    `after`: so many are passed over.
    """
    with desk.reading() as connection:
        return [_origin(connection, row) for row in lists.most_relied_on(connection, after or 0, limit)]


def compare_pages(desk: Desk, one: int, other: int, by_meaning: bool = False) -> PagesCompared:
    """Two pages: what both claim, what one has and the other has not, to whom each attributes it, what is copied.

    `by_meaning`: claims are compared by vectors too.

    Raises `OptionError` where there is no such page, or both are one.
    """
    if one == other:
        raise OptionError("Give two different pages to compare.")
    with desk.reading() as connection:
        loaded = Pages().load(connection, (one, other))
        names = lists.propositions_at(connection, (one, other))
        events = lists.stories_of_pages(connection, (one, other))
    for number in (one, other):
        if number not in loaded:
            raise OptionError(f"There is no page {number} in the desk.")
    here, there = loaded[one], loaded[other]
    together = compare([here.reading, there.reading], by_meaning=by_meaning)
    common: list[Common] = []
    alone: tuple[list[Attributed], list[Attributed]] = ([], [])
    for found in together.propositions:
        mine = tuple(telling.attributed(m, here) for m in found.members if m.page == here.line.id)
        theirs = tuple(telling.attributed(m, there) for m in found.members if m.page == there.line.id)
        if mine and theirs:
            known = Counter(names.get((one, *a.span)) for a in mine) & Counter(
                names.get((other, *a.span)) for a in theirs
            )
            name = next((number for number, _ in known.most_common() if number is not None), None)
            unsure = any(member.unsure for member in found.members)
            common.append(Common(found.text, name, mine, theirs, found.conflicts, unsure))
        else:
            alone[0].extend(mine)
            alone[1].extend(theirs)
    first, second = (tuple(sorted(some, key=lambda a: a.span)) for some in alone)
    shared = tuple(sorted(common, key=lambda c: c.one[0].span))
    copies = tuple(_as_given(copy, here.line.id) for copy in together.copies)
    one_story = one in events and events.get(one) == events.get(other)
    return PagesCompared(here.line, there.line, shared, first, second, copies, one_story)


def _as_given(copy: Copy, one: str) -> Copy:
    """A copy with the page that was named first as `page`."""
    if copy.page == one:
        return copy
    turned = {"from_other": "to_other", "to_other": "from_other"}.get(copy.direction, copy.direction)
    return Copy(
        copy.other, copy.other_span, copy.page, copy.span, copy.equal, copy.plain, copy.other_share, copy.share,
        copy.kind, turned, copy.why, copy.through,  # type: ignore[arg-type]
    )  # fmt: skip


# --- rows


def _views(connection: Connection, rows: Sequence[Row[Any]]) -> list[PropositionView]:
    """Propositions with all that stands behind them, but their history."""
    found = [from_json(row.found) for row in rows]
    pages = {page.id: page for page in lines(connection, (n for one in found for n in one.pages.values())).values()}
    events = {number: lists.story(connection, number) for number in {row.story_id for row in rows} - {None}}
    stories = {number: _story(event) for number, event in events.items() if event is not None}
    return [
        PropositionView(
            row.id, one.proposition, one.backing, one.graph, stories.get(row.story_id), telling.rows(one, pages),
            one.copies, {page: pages[page] for page in one.pages if page in pages}, one.unsure, (), row.id,
        )
        for row, one in zip(rows, found, strict=True)
    ]  # fmt: skip


def _story(row: Row[Any]) -> StoryLine:
    return StoryLine(
        row.id, row.title or "", row.pages, row.propositions, row.disputed, row.first, row.last, tuple(row.names)
    )  # fmt: skip


def _proposition(row: Row[Any]) -> PropositionLine:
    return PropositionLine(
        row.id, row.text or "", row.story_id, row.pages, row.outlets, row.supporting, row.denying, _conflicts(row),
        bool(row.unsure), row.first, row.last,
    )  # fmt: skip


def _conflicts(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(row.conflicts.split(",")) if row.conflicts else ()


def _events(connection: Connection, kind: str, name: int) -> tuple[Event, ...]:
    return tuple(Event(row.what, row.name, row.other, row.made) for row in lists.happened(connection, kind, name))


def _origin(connection: Connection, row: Row[Any]) -> OriginLine:
    rows = lists.origins_of_key(connection, row.key, LATEST)
    relays = Counter(name for one in rows for name in one.relays)
    first = max(rows, key=lambda one: len(one.name))
    return OriginLine(
        first.name, first.kind, bool(first.named), row.propositions, int(row.pages), row.supporting, row.denying,
        tuple(relays.most_common(5)), tuple(one.proposition_id for one in rows[:5]),
    )  # fmt: skip
