"""Events: pages about one event in time, who says what, what is disputed, the figures told."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.views import places
from rawi.desk.views.rows import Who
from rawi.together import desk as together
from rawi.together.answers import PageLine, PropositionLine, PropositionView, StoryView
from rawi.together.copies import Copy
from rawi.web import whereabouts
from rawi.web.rendering import render
from rawi.web.told import Said, Told, told
from rawi.web.told_rows import table
from rawi.web.views.disputes import number
from rawi.web.views.export import answer

LISTED: Final = 30
PAGES: Final = 60
"""Pages that are listed at once."""
COLUMNS: Final = 10
"""Pages that stand beside one another in the table of who says what."""
OPENED: Final = 10
"""Propositions that are told in full: they are the rows of that table."""
_DISPUTED: Final = 12
SPEAKERS: Final = 40
_ENDS: Final = 3  # claims of an origin of which it is asked who says them
_LEAST_COPIED: Final = 0.1  # of a page, from which a copy is told of in the list of pages


@dataclass(frozen=True, slots=True)
class CopiedFrom:
    """A page that shares `share` percent of another one's words; `had_first`: that is known."""

    other: PageLine
    share: int
    had_first: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A proposition and what each page of the table says of it."""

    told: Told
    cells: tuple[Said | None, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something of the event: stance, proposition, and the figures it tells where those differ."""

    name: str
    who: Who | None
    says: tuple[tuple[str, Told, tuple[str, ...]], ...]


def events(request: Request) -> Response:
    """The events of more than one page, the newest first."""
    desk = request.app.state.desk
    after = number(request.query_params.get("after", ""))
    found = together.stories(desk, after, LISTED + 1)
    next_ = found[LISTED - 1].name if len(found) > LISTED else None
    return render(
        request, "events.html", pending=together.pending(desk), stories=found[:LISTED], next=next_, first=after is None
    )


def event(request: Request) -> Response:
    """An event; of one that joined another, that one."""
    desk = request.app.state.desk
    view = together.story(desk, request.path_params["name"])
    start = number(request.query_params.get("from", "")) or 0
    if "as" in request.query_params:
        return answer(request, table(desk, [one.name for one in view.propositions], f"event-{view.story.name}"))
    disputed = [one for one in view.propositions if one.conflicts]
    opened = together.propositions(desk, [one.name for one in _opened(disputed, view.propositions)])
    with desk.reading() as connection:
        rows = places.claims(connection, _ends(opened))
    shown = [told(one, rows) for one in opened]
    columns = _columns(view.pages, shown)
    speakers = _speakers(shown)
    return render(
        request, "event.html", pending=together.pending(desk), event=view, story=view.story, disputed=disputed,
        outlets=len({page.label for page in view.pages}), listed=view.pages[start : start + PAGES],
        more=start + PAGES if len(view.pages) > start + PAGES else None, copied=dict(_copied(view)), columns=columns,
        matrix=[Row(one, tuple(_cell(one, page) for page in columns)) for one in shown],
        hidden=len(view.pages) - len(columns), speakers=speakers[:SPEAKERS],
        more_speakers=len(speakers[SPEAKERS:]), whereabouts=whereabouts,
        others=[one for one in view.propositions if one.name not in {row.name for row in shown}],
        figures={one.name: one.figures for one in shown}, opened={one.name: one for one in shown}, most_disputed=_DISPUTED,
    )  # fmt: skip


def _opened(disputed: Sequence[PropositionLine], every: Sequence[PropositionLine]) -> list[PropositionLine]:
    """Those that are told in full: the disputed ones of most pages, then the others."""
    chosen = {one.name: one for one in (*disputed[: OPENED - OPENED // 3], *every)}
    return list(chosen.values())[:OPENED]


def _columns(pages: Sequence[PageLine], shown: Sequence[Told]) -> list[PageLine]:
    """The pages of the table in time: those that say most of what is shown."""
    says: dict[int, int] = defaultdict(int)
    for one in shown:
        for page_id in {said.page.page_id for said in one.said}:
            says[page_id] += 1
    best = sorted(pages, key=lambda page: -says[page.page_id])[:COLUMNS]
    chosen = {page.page_id for page in best if says[page.page_id]}
    return [page for page in pages if page.page_id in chosen]


def _cell(one: Told, page: PageLine) -> Said | None:
    """What a page says of a proposition: a denial first, then what tells figures."""
    here = [said for said in one.said if said.page.page_id == page.page_id]
    return min(here, key=lambda said: (said.stance != "denies", not said.figures), default=None)


def _ends(opened: Sequence[PropositionView]) -> Iterator[tuple[int, int]]:
    """Claims, by page and number, of those who say most: whom the desk knows by their names is told by these."""
    says = Counter(name for one in opened for name in {origin.name for origin in one.backing.origins})
    most = set(heapq.nsmallest(SPEAKERS, says, key=lambda name: (-says[name], name)))
    for one in opened:
        for origin in one.backing.origins:
            if origin.name in most:
                for claim in (one.claims[place] for place in origin.members[:_ENDS]):
                    if claim.claim is not None:
                        yield claim.page.page_id, claim.claim


def _speakers(shown: Sequence[Told]) -> list[Speaker]:
    """Those who say something of the event, those who say most first."""
    says: dict[str, dict[int, tuple[str, Told, tuple[str, ...]]]] = defaultdict(dict)
    whose: dict[str, Who | None] = {}
    for one in shown:
        for origin in one.origins:
            stance = "denies" if origin.stance == "both" else origin.stance
            figures = dict.fromkeys(words for said in origin.said for words in said.figures) if one.others else ()
            says[origin.name].setdefault(one.name, (stance, one, tuple(figures)))
            whose[origin.name] = whose.get(origin.name) or origin.who
    found = [Speaker(name, whose[name], tuple(some.values())) for name, some in says.items()]
    return sorted(found, key=lambda one: (-len(one.says), one.name))


def _copied(view: StoryView) -> Iterator[tuple[int, list[CopiedFrom]]]:
    """For each page which others share much of it, the largest share first."""
    pages = {page.id: page for page in view.pages}
    found: dict[int, dict[int, CopiedFrom]] = defaultdict(dict)
    for copy in view.copies:
        if copy.kind == "quotation":
            continue
        last, first, share, is_known = _turned(copy, pages)
        before = found[last.page_id].get(first.page_id)
        percent = round(100 * share) + (before.share if before else 0)
        found[last.page_id][first.page_id] = CopiedFrom(first, min(percent, 100), is_known)
    for page_id, some in found.items():
        much = [one for one in some.values() if one.share >= 100 * _LEAST_COPIED]
        if much:
            yield page_id, sorted(much, key=lambda one: -one.share)[:3]


def _turned(copy: Copy, pages: dict[str, PageLine]) -> tuple[PageLine, PageLine, float, bool]:
    """The page that came later, the one before it, the share of the later one, and whether that one had it first."""
    one, other = pages[copy.page], pages[copy.other]
    if copy.direction == "from_other" or (copy.direction == "unknown" and (one.day or "") >= (other.day or "")):
        return one, other, copy.share, copy.direction != "unknown"
    return other, one, copy.other_share, copy.direction != "unknown"
