"""Search in claims, pages and names, with filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.search import searching
from rawi.desk.search.filters import NAME_KINDS, OWN
from rawi.desk.search.results import Results
from rawi.desk.views import outlets
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES
from rawi.web.rendering import render

OF: Final = ("claims", "pages", "names")
FILTERS: Final = (
    "stance",
    "kind",
    "named",
    "source",
    "entity",
    "outlet",
    "said_from",
    "said_to",
    "about_from",
    "about_to",
)
LISTED: Final = 25
OUTLETS: Final = 60


class Asked(dict[str, str]):
    """What an address asks for; "" for what it does not."""

    def __missing__(self, name: str) -> str:
        return ""


def search(request: Request) -> Response:
    """The form, and what was found. A filter that cannot be is told above the results."""
    asked = Asked({name: value.strip() for name, value in request.query_params.items() if value.strip()})
    of = asked.get("of", "claims") if asked.get("of") in OF else "claims"
    desk = request.app.state.desk
    problem, results = None, None
    try:
        results = desk.search(
            asked.get("q", ""), of=of, sort="time" if asked.get("sort") == "time" else "relevance", after=asked.get("after"),
            limit=LISTED, **filters(asked, of),
        )  # fmt: skip
    except OptionError as error:
        problem = str(error)
    with desk.reading() as connection:
        known = outlets.most(connection, OUTLETS)
    return render(
        request, "search.html", asked=asked, of=of, results=results, problem=problem, stances=STANCES,
        kinds=NAME_KINDS if of == "names" else (*KINDS, OWN), outlets=known, counts=_counts(desk, asked, of, results),
        link=_linker(asked), active=[name for name in FILTERS if name in asked],
    )  # fmt: skip


def filters(asked: Mapping[str, str], of: str) -> dict[str, Any]:
    """The filters of an address as `Desk.search` takes them."""
    given: dict[str, Any] = {
        name: asked[name] for name in ("stance", "kind", "source", "entity", "outlet") if name in asked
    }
    for name in ("source", "entity"):
        value = asked.get(name, "")
        if value.isascii() and value.isdigit() and len(value) < 18:
            given[name] = int(value)
    if asked.get("named") in ("yes", "no"):
        given["named"] = asked["named"] == "yes"
    for name in ("said", "about"):
        days = (asked.get(f"{name}_from"), asked.get(f"{name}_to"))
        if any(days):
            given[name] = days
    return {"kind": given["kind"]} if of == "names" and "kind" in given else {} if of == "names" else given


def _counts(desk: Any, asked: Mapping[str, str], of: str, results: Results | None) -> list[tuple[str, int]]:
    """How many of the results have each stance, while they are few enough to be counted."""
    if of != "claims" or results is None or not results.exact or not results.count or "stance" in asked:
        return []
    with desk.reading() as connection:
        return list(searching.stances(connection, asked.get("q", ""), **filters(asked, of)).items())


def _linker(asked: Mapping[str, str]) -> Any:
    """The address of this search with some of what was asked for changed, or left out (None)."""

    def link(**changes: str | None) -> str:
        kept = {**asked, **changes}
        if "after" not in changes:
            kept.pop("after", None)
        return "/search?" + urlencode({name: value for name, value in kept.items() if value})

    return link
