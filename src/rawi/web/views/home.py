"""The first page: add pages, see how far they are, what came last, what could not be read; and the list of all pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.views import pages
from rawi.together import desk as together
from rawi.web import saved
from rawi.web.rendering import render
from rawi.web.views.disputes import opened

NEWEST = 12
LISTED = 50
GLANCE = 3
"""Disputes, or else events, that the first page shows."""
SAVED = 6
"""Saved searches that it shows."""


def home(request: Request) -> Response:
    """The desk at a glance."""
    desk = request.app.state.desk
    with desk.reading() as connection:
        newest, count = pages.newest(connection, limit=NEWEST), pages.count(connection)
    disputed = together.disputes(desk, limit=GLANCE)
    return render(
        request, "home.html", newest=newest, count=count, failures=desk.failures()[::-1],
        doing=request.app.state.adder.doing, problem=None,
        gathering=request.app.state.gatherer.doing, pending=together.pending(desk), disputed=disputed,
        told=opened(desk, disputed), stories=() if disputed else together.stories(desk, limit=GLANCE),
        searches=saved.listed(desk, SAVED), saved_count=len(desk.saved_searches(count=False)),
    )  # fmt: skip


def all_pages(request: Request) -> Response:
    """Every page, the last first."""
    before = request.query_params.get("before", "")
    key = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    with request.app.state.desk.reading() as connection:
        found = pages.newest(connection, before=key, limit=LISTED + 1)
        count = pages.count(connection)
    more = found[LISTED - 1].id if len(found) > LISTED else None
    return render(request, "pages.html", found=found[:LISTED], count=count, more=more, first=key is None)
