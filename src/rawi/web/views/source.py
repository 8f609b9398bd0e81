"""A source: what it is reported to have said, by whom, and how it stood to it over time."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.views import source as sources
from rawi.desk.views.claim_lists import MOST, ClaimList
from rawi.desk.views.rows import Who
from rawi.errors import OptionError
from rawi.exports import of_claims
from rawi.tagger.labels import STANCES
from rawi.web import whereabouts
from rawi.web.drawing.months import months
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.views.export import answer

LISTED = 25
MOST_QUOTED = 60
LONGEST_NAME = 600
FIRST = 200


def all_sources(request: Request) -> Response:
    """The sources that most pages quote."""
    with request.app.state.desk.reading() as connection:
        lines = sources.most_quoted(connection, MOST_QUOTED)
    return render(request, "sources.html", lines=lines, whereabouts=whereabouts)


def source(request: Request) -> Response:
    """A source that is an entity; of one that was merged, the one that it was merged into."""
    entity = request.path_params["entity"]
    with request.app.state.desk.reading() as connection:
        who = sources.find(connection, entity=entity)
    if who.entity != entity:
        return RedirectResponse(f"/sources/{who.entity}", 303)
    return _shown(request, who)


def source_by_name(request: Request) -> Response:
    """Those who go by a name and are no entity."""
    with request.app.state.desk.reading() as connection:
        who = sources.find(connection, key=request.query_params.get("name", "")[:LONGEST_NAME])
    return _shown(request, who)


def _list(who: Who, stance: str | None) -> Callable[[Connection, str | None], ClaimList]:
    def listed(connection: Connection, after: str | None) -> ClaimList:
        limit = FIRST if after is None else MOST  # the first bytes soon, the rest with few questions
        return sources.claims(connection, who, stance=stance, after=after, limit=limit)

    return listed


def _shown(request: Request, who: Who) -> Response:
    asked = request.query_params
    stance = asked.get("stance") or None
    if stance is not None and stance not in STANCES:
        raise OptionError(f"{stance[:40]!r} is no stance.")
    if "as" in asked:
        return answer(request, of_claims(request.app.state.desk, _list(who, stance)))
    with request.app.state.desk.reading() as connection:
        seen = sources.seen(connection, who)
        found = sources.claims(connection, who, stance=stance, after=asked.get("after") or None, limit=LISTED)
    language = language_of(request)
    counts: dict[str, int] = {}
    for month in seen.said:
        for name, n in month.stances:
            counts[name] = counts.get(name, 0) + n
    here = whereabouts.of_source(who)

    def link(**changes: str | None) -> str:
        given = {"stance": stance, **changes}
        tail = whereabouts.of_page("", **given)
        return here + (tail.replace("?", "&", 1) if "?" in here else tail)

    return render(
        request, "source.html", who=who, seen=seen, found=found, stance=stance, first="after" not in asked, link=link,
        counts=sorted(counts.items(), key=lambda one: (-one[1], one[0])), whereabouts=whereabouts,
        chart=months(seen.said, language, catalogue(language.code)),
    )  # fmt: skip
