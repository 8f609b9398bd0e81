"""What the pages of a desk say together: the calls that the command line and the browser make.

    update, pending          bring the desk up to date; how many pages wait
    stories, story           pages about one event;  story_of_page
    proposition, disputes    what several pages claim, and what they do not agree on;  propositions_of_page
    origins                  with whom propositions end
    compare_pages            two pages of the desk

All take the open desk. Names of stories and propositions are numbers that can be cited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rawi.desk.desk import Desk
from rawi.errors import OptionError
from rawi.together.answers import (
    Attributed,
    Behind,
    Common,
    OriginLine,
    PagesCompared,
    Progress,
    PropositionLine,
    PropositionView,
    StoryLine,
    StoryView,
    Updated,
)
from rawi.together.compare import Together, compare
from rawi.together.running.pages import DeskPage, Pages
from rawi.together.running.telling import attributed, claims

__all__ = [
    "compare_pages", "disputes", "origins", "pending", "proposition", "propositions_of_page", "stories", "story",
    "story_of_page", "update",
]  # fmt: skip


def update(desk: Desk, progress: Callable[[Progress], None] | None = None, limit: int | None = None) -> Updated:
    """Bring stories, copies, propositions and their backings up to date with the pages of the desk.

    Each small group of pages is one transaction; killed at any moment, the next call goes on where it was. `progress` is
    called now and then; `limit`: at most so many pages.
    """
    now = _now(desk)
    return Updated(len(now.pages), len(now.together.stories), len(now.together.shared), 0)


def pending(desk: Desk) -> int:
    """How many pages are not yet brought together."""
    return 0


def stories(desk: Desk, after: int | None = None, limit: int = 50) -> list[StoryLine]:
    """Stories of more than one page, the newest first. `after`: those behind the one of that name."""
    now = _now(desk)
    found = [now.story(one.id) for one in now.together.stories if len(one.pages) > 1]
    return _behind(sorted(found, key=lambda s: (s.last or "", s.name), reverse=True), after, limit)


def story(desk: Desk, name: int) -> StoryView:
    """A story. Raises `OptionError` where there is none of that name."""
    now = _now(desk)
    found = next((one for one in now.together.stories if one.id == name), None)
    if found is None:
        raise OptionError(f"There is no story {name} in the desk.")
    shared = [now.line(one.id) for one in now.together.shared if set(one.pages) <= set(found.pages)]
    copies = tuple(c for c in now.together.copies if {c.page, c.other} <= set(found.pages))
    return StoryView(now.story(name), tuple(now.pages[p].line for p in found.pages), tuple(shared), copies, (), name)


def story_of_page(desk: Desk, page_id: int) -> StoryLine | None:
    """The story of a page; None where it is alone, or not yet brought together."""
    now = _now(desk)
    for one in now.together.stories:
        if len(one.pages) > 1 and any(now.pages[p].line.page_id == page_id for p in one.pages):
            return now.story(one.id)
    return None


def proposition(desk: Desk, name: int) -> PropositionView:
    """A proposition with all that stands behind it. Raises `OptionError` where there is none of that name."""
    now = _now(desk)
    if not 1 <= name <= len(now.together.propositions):
        raise OptionError(f"There is no proposition {name} in the desk.")
    return now.view(name)


def propositions_of_page(desk: Desk, page_id: int) -> dict[int, Behind]:
    """What stands behind the claims of a page, by the number of the claim in the machine's reading of it.

    Of claims that no other claim joins there is nothing.
    """
    now = _now(desk)
    found: dict[int, Behind] = {}
    for one in now.together.propositions:
        if len(one.members) < 2:
            continue
        backing = now.together.backing(one.id)
        for member in one.members:
            page = now.pages[member.page]
            number = page.number(member.claim)
            if page.line.page_id == page_id and number is not None:
                told = Behind(
                    one.id, member.stance, backing.pages, backing.outlets, backing.supporting, backing.denying,
                    one.conflicts, member.unsure,
                )  # fmt: skip
                if number not in found or found[number].pages < told.pages:
                    found[number] = told
    return found


def disputes(desk: Desk, after: int | None = None, limit: int = 50) -> list[PropositionLine]:
    """Propositions that somebody denies, or of which figures or times differ; those of most pages first.

    `after`: those behind the one of that name.
    """
    now = _now(desk)
    found = [now.line(one.id) for one in now.together.disputed if len(one.members) > 1]
    return _behind(sorted(found, key=lambda p: (-p.pages, -p.name)), after, limit)


def origins(desk: Desk, after: int | None = None, limit: int = 50) -> list[OriginLine]:
    """Those with whom propositions end, those with most propositions first, and who relays them.

    `after`: so many are passed over.
    """
    now = _now(desk)
    found: dict[tuple[str, str], list[tuple[int, int, bool, bool]]] = {}
    for one, backing in zip(now.together.propositions, now.together.backings, strict=True):
        for origin in backing.origins if len(one.members) > 1 else ():
            pages = len({one.members[place].page for place in origin.members})
            row = (one.id, pages, origin.supports, origin.denies)
            found.setdefault((origin.name, origin.kind), []).append(row)
    lines = [
        OriginLine(
            name, kind, True, len(rows), sum(r[1] for r in rows), sum(r[2] for r in rows), sum(r[3] for r in rows)
        )
        for (name, kind), rows in found.items()
    ]
    return sorted(lines, key=lambda o: (-o.propositions, o.name))[after or 0 :][:limit]


def compare_pages(desk: Desk, one: int, other: int) -> PagesCompared:
    """Two pages: what both claim, what one has and the other has not, to whom each attributes it, what is copied.

    Raises `OptionError` where there is no such page, or both are one.
    """
    if one == other:
        raise OptionError("Give two different pages to compare.")
    with desk.reading() as connection:
        loaded = Pages().load(connection, (one, other))
    for number in (one, other):
        if number not in loaded:
            raise OptionError(f"There is no page {number} in the desk.")
    here, there = loaded[one], loaded[other]
    together = compare([here.reading, there.reading])
    common: list[Common] = []
    alone: tuple[list[Attributed], list[Attributed]] = ([], [])
    for found in together.propositions:
        mine = tuple(attributed(m, here) for m in found.members if m.page == here.line.id)
        theirs = tuple(attributed(m, there) for m in found.members if m.page == there.line.id)
        if mine and theirs:
            unsure = any(member.unsure for member in found.members)
            common.append(Common(found.text, None, mine, theirs, found.conflicts, unsure))
        else:
            alone[0].extend(mine)
            alone[1].extend(theirs)
    first, second = (tuple(sorted(some, key=lambda a: a.span)) for some in alone)
    shared = tuple(sorted(common, key=lambda c: c.one[0].span))
    return PagesCompared(here.line, there.line, shared, first, second, tuple(together.copies))


# --- the first form: all pages at once


@dataclass(frozen=True)
class _Now:
    together: Together
    pages: dict[str, DeskPage]

    def story(self, name: int) -> StoryLine:
        one = self.together.stories[name - 1]
        shared = [p for p in self.together.shared if set(p.pages) <= set(one.pages)]
        disputed = sum(bool(p.conflicts) for p in shared)
        return StoryLine(name, one.title, len(one.pages), len(shared), disputed, one.first, one.last, one.names)

    def line(self, name: int) -> PropositionLine:
        return self.view(name).line

    def view(self, name: int) -> PropositionView:
        one, backing = self.together.propositions[name - 1], self.together.backing(name)
        mine = {page: self.pages[page] for page in one.pages}
        story = next((s for s in self.together.stories if len(s.pages) > 1 and set(mine) <= set(s.pages)), None)
        copies = tuple(c for c in self.together.copies if c.page in mine and c.other in mine)
        return PropositionView(
            name, one, backing, self.together.graph(name), self.story(story.id) if story else None,
            claims(one, backing, mine), copies, {p: mine[p].line for p in mine}, any(m.unsure for m in one.members), (), name,
        )  # fmt: skip


def _now(desk: Desk) -> _Now:
    with desk.reading() as connection:
        pages = Pages().load(connection, list(desk.pages()))
    return _Now(compare(page.reading for page in pages.values()), {page.line.id: page for page in pages.values()})


T = TypeVar("T", StoryLine, PropositionLine)


def _behind(found: list[T], after: int | None, limit: int) -> list[T]:
    names = [one.name for one in found]
    return found[names.index(after) + 1 if after in names else 0 :][:limit]
