"""Search in claims, pages and names, with filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.search import searching
from rawi.desk.search.amounts import amount
from rawi.desk.search.filters import NAME_KINDS, OWN
from rawi.desk.search.results import Results
from rawi.desk.views import outlets
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES
from rawi.web import saved
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
    "quantity",
    "language",
)
LISTED: Final = 25
OUTLETS: Final = 60
SAVED: Final = 8
"""Saved searches beside the form; all have a view of their own."""


class Asked(dict[str, str]):
    """What an address asks for; "" for what it does not."""

    def __missing__(self, name: str) -> str:
        return ""


def search(request: Request) -> Response:
    """The form, and what was found. A filter that cannot be is told above the results."""
    return shown(request, asked_by(request.query_params))


def asked_by(given: Mapping[str, str]) -> Asked:
    """What an address asks for, less what is empty."""
    return Asked({name: value.strip() for name, value in given.items() if value.strip()})


def shown(request: Request, asked: Asked, fault: str | None = None, status: int = 200) -> Response:
    """The view of a search. ``fault``: what went wrong when it was to be saved."""
    which, since = asked.pop("saved", ""), asked.pop("since", "")
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
    link, kept = _linker(asked), saved.named(desk, which)
    seen = int(since) if kept is not None and saved.is_number(since) else None
    more = {"saved": which, "since": since} if kept is not None else {}
    return render(
        request, "search.html", status, asked=asked, of=of, results=results, problem=problem, stances=STANCES,
        kinds=NAME_KINDS if of == "names" else (*KINDS, OWN), outlets=known, counts=_counts(desk, asked, of, results),
        link=link, active=[name for name in FILTERS if name in asked], fault=fault, kept=kept, seen=seen, more=more,
        query=link().partition("?")[2], searches=saved.listed(desk, SAVED), saved_count=len(desk.saved_searches(count=False)),
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
    if "language" in asked:
        given["language"] = asked["language"]
    if "quantity" in asked:
        given["quantity"] = amount(asked["quantity"])
    return {"kind": given["kind"]} if of == "names" and "kind" in given else {} if of == "names" else given


def address(asked: Mapping[str, Any]) -> str:
    """The address of a search that `Desk.search` is called with: the way back from `filters`."""
    given: dict[str, Any] = {"q": asked.get("query"), **asked}
    for name in ("said", "about"):
        days = given.pop(name, None)
        first, last = (days, days) if isinstance(days, str) else days or (None, None)
        given |= {f"{name}_from": first, f"{name}_to": last}
    if "named" in given:
        given["named"] = "yes" if given["named"] else "no"
    if "quantity" in given:
        low, high, *unit = given["quantity"]
        sides = ["" if side is None else f"{side:.15g}" for side in (low, high)]
        given["quantity"] = " ".join(["..".join(sides), *filter(None, unit)])
    usual = {"of": "claims", "sort": "relevance"}
    kept = {name: given.get(name) for name in ("q", "of", "sort", *FILTERS)}
    return "/search?" + urlencode({n: v for n, v in kept.items() if v not in (None, "") and v != usual.get(n)})


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
