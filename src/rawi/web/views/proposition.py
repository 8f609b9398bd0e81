"""A proposition: its claims for and against by time, its origins, figures, the graph of who relays whom, its copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.search.results import ClaimHit
from rawi.desk.views import places
from rawi.errors import OptionError
from rawi.together import desk as together
from rawi.together.answers import PropositionView
from rawi.together.copies import Copy
from rawi.together.propositions.statements import Span
from rawi.web import told as telling
from rawi.web import whereabouts
from rawi.web.diagrams.relays import relays
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.told import Told
from rawi.web.told_rows import table
from rawi.web.views.disputes import number
from rawi.web.views.export import answer
from rawi.web.views.linking import done

LISTED: Final = 60
"""Claims that are shown at once."""
COPIES: Final = 6
CANDIDATES: Final = 6
_SHORTEST, _MOST_WORDS, _SOME_WORDS, _LEAST_WORDS = 4, 5, 3, 2
_MOST_SOUGHT: Final = 100  # claims of a proposition for which others are sought


def proposition(request: Request) -> Response:
    """A proposition; of one that joined another, that one."""
    desk, name, asked = request.app.state.desk, request.path_params["name"], request.query_params
    view = together.proposition(desk, name)
    if view.name != name:
        return RedirectResponse(f"/propositions/{view.name}", 303)
    if "as" in asked:
        return answer(request, table(desk, [view.name], f"proposition-{view.name}"))
    start = number(asked.get("from", "")) or 0
    copies = _copies(view)
    with desk.reading() as connection:
        rows = places.claims(connection, ((c.page.page_id, c.claim) for c in view.claims if c.claim is not None))
        pages = {view.pages[one].page_id for copy in copies[:COPIES] for one in (copy.page, copy.other)}
        texts = places.texts(connection, pages)
        links = places.links(connection, sorted(page.page_id for page in view.pages.values()))
    shown = telling.told(view, rows)
    language = language_of(request)
    boxes, ways = telling.drawn(view.graph, shown, view.pages)
    sought = asked.get("find", "").strip()
    return render(
        request, "proposition.html", pending=together.pending(desk), shown=shown, story=view.story,
        unsure=view.unsure, whys=telling.WHY, days=telling.by_day(shown.said[start : start + LISTED]), start=start, listed=LISTED,
        more=start + LISTED if len(shown.said) > start + LISTED else None,
        diagram=relays(boxes, ways, language, catalogue(language.code)),
        taken=telling.copies_shown(copies[:COPIES], view.pages, lambda page: texts.get(page, "")),
        more_copies=max(0, len(copies) - COPIES), links=_links(links, shown), sought=sought,
        candidates=_candidates(desk, shown, sought), whereabouts=whereabouts, done=done(desk, asked.get("done", "")),
    )  # fmt: skip


def _copies(view: PropositionView) -> list[Copy]:
    """The copies that hold a claim of the proposition in both pages, the longest first, no pair of pages twice."""
    spans: dict[str, list[Span]] = {}
    for member in view.proposition.members:
        spans.setdefault(member.page, []).append(member.span)

    def holds(page: str, span: Span) -> bool:
        return any(max(a, span[0]) < min(b, span[1]) for a, b in spans.get(page, ()))

    found = [one for one in view.copies if holds(one.page, one.span) and holds(one.other, one.other_span)]
    return sorted(found, key=lambda one: (one.kind == "quotation", -one.equal, one.page, one.other))


def _links(links: Sequence[places.Link], shown: Told) -> list[places.Link]:
    """What people decided of its claims and of its pages."""
    mine = {(one.page.page_id, one.claim) for one in shown.said}
    return [
        link for link in links
        if any(end.claim is not None and (end.page_id, end.claim) in mine for end in link.ends)
        or all(end.claim is None for end in link.ends)
    ]  # fmt: skip


def _candidates(desk: Any, shown: Told, sought: str) -> list[ClaimHit]:
    """Claims elsewhere that may be the same: those that were sought, else those that have its longest words."""
    mine = {(one.page.page_id, one.claim) for one in shown.said}
    words = sorted({w for w in shown.text.split() if len(w) >= _SHORTEST and w.isalpha()}, key=lambda w: (-len(w), w))
    if len(mine) >= _MOST_SOUGHT:
        return []
    if sought:
        return _others(desk, sought, mine)
    # what has five of the words has three of them too: mostly nothing has, and one search tells so
    found: list[ClaimHit] = []
    for most in (_SOME_WORDS, _MOST_WORDS):
        hits = _others(desk, " ".join(words[:most]), mine) if len(words) >= most else []
        if not hits:
            break
        found = hits
    return found or (_others(desk, " ".join(words[:_LEAST_WORDS]), mine) if len(words) >= _LEAST_WORDS else [])


def _others(desk: Any, query: str, mine: set[tuple[int, int | None]]) -> list[ClaimHit]:
    """Claims that a search finds, but for these."""
    try:
        hits = desk.search(query, limit=CANDIDATES + len(mine)).hits
    except OptionError:
        return []
    found = [h for h in hits if isinstance(h, ClaimHit) and h.n is not None and (h.page_id, h.n) not in mine]
    return found[:CANDIDATES]
