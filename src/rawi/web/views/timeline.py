"""The timeline of what a search finds: when it was said, and of which time it speaks."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.search.results import ClaimHit
from rawi.desk.views import entity, rows, source
from rawi.errors import OptionError
from rawi.web import whereabouts
from rawi.web.drawing.timeline import timeline as drawn
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.views.search import Asked, filters

LISTED = 40
DAYS = ("said_from", "said_to", "about_from", "about_to")


def timeline(request: Request) -> Response:
    """The claims that a search finds, the newest first, by the search's own words and filters."""
    asked = Asked({name: value.strip() for name, value in request.query_params.items() if value.strip()})
    desk = request.app.state.desk
    language = language_of(request)
    translations = catalogue(language.code)
    problem, results = None, None
    try:
        results = desk.search(
            asked.get("q", ""),
            of="claims",
            sort="time",
            after=asked.get("after"),
            limit=LISTED,
            **filters(asked, "claims"),
        )
    except OptionError as error:
        problem = str(error)
    hits = [hit.claim_id for hit in results.hits if isinstance(hit, ClaimHit) and hit.claim_id] if results else []
    with desk.reading() as connection:
        claims = rows.of(connection, hits)
        subject = _subject(connection, asked)
    claims.sort(key=lambda claim: (claim.said_first or claim.said_last or "", claim.claim_id), reverse=True)

    def link(**changes: str | None) -> str:
        kept = {name: value for name, value in {**asked, **changes}.items() if value and name != "lang"}
        if "after" not in changes:
            kept.pop("after", None)
        return "/timeline" + ("?" + urlencode(kept) if kept else "")

    def zoom(axis: str, first: str, last: str) -> str:
        return link(**{f"{axis}_from": first, f"{axis}_to": last})

    picture = drawn(claims, language, translations, zoom) if claims else None
    return render(
        request, "timeline.html", asked=asked, results=results, problem=problem, picture=picture, claims=claims, link=link,
        whereabouts=whereabouts, subject=subject,
        zoomed=[name for name in DAYS if name in asked], search="/search?" + urlencode(asked),
    )  # fmt: skip


def _subject(connection: object, asked: Asked) -> tuple[str, str] | None:
    """Name and address of whom it is of, where it is of one."""
    for name in ("source", "entity"):
        given = asked[name]
        if given.isascii() and given.isdigit() and len(given) < 18:
            try:
                if name == "source":
                    return source.find(connection, entity=int(given)).name, f"/sources/{given}"  # type: ignore[arg-type]
                return entity.seen(connection, int(given)).name, f"/entities/{given}"  # type: ignore[arg-type]
            except OptionError:
                return None
    return None
