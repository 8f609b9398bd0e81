"""Origins: with whom the chains of propositions end, who relays them, and what each of them says and denies."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.views import origins as ends
from rawi.errors import OptionError
from rawi.together import desk as together
from rawi.web import whereabouts
from rawi.web.rendering import render
from rawi.web.views.disputes import number

LISTED: Final = 40
PROPOSITIONS: Final = 25
LONGEST: Final = 600
KINDS: Final = ("person", "group", "organisation", "document", "media", "agency", "outlet", "unknown")
"""What an origin can be."""


def origins(request: Request) -> Response:
    """Those with whom most propositions end."""
    desk, asked = request.app.state.desk, request.query_params
    words, kind, side = (asked.get(name, "").strip()[:LONGEST] for name in ("name", "kind", "side"))
    if kind and kind not in KINDS:
        raise OptionError(f"{kind[:40]!r} is no kind of origin.")
    named = {"yes": True, "no": False}.get(asked.get("named", ""))
    after = number(asked.get("after", "")) or 0
    with desk.reading() as connection:
        found = ends.listed(
            connection, words=words, kind=kind or None, named=named, side=side or None, after=after, limit=LISTED
        )
    given = {"name": words, "kind": kind, "side": side, "named": asked.get("named") if named is not None else None}
    return render(
        request, "origins.html", pending=together.pending(desk), found=found, asked=given, kinds=KINDS, first=not after,
        most=max((one.propositions for one in found.lines), default=1), whereabouts=whereabouts,
        start=whereabouts.of_page("/origins", **given),
        next=whereabouts.of_page("/origins", **given, after=found.next) if found.next is not None else None,
    )  # fmt: skip


def origin(request: Request) -> Response:
    """One origin: the propositions that end with it."""
    desk, asked = request.app.state.desk, request.query_params
    key, after = asked.get("name", "")[:LONGEST], number(asked.get("after", ""))
    with desk.reading() as connection:
        seen = ends.seen(connection, key, after=after, limit=PROPOSITIONS)
    return render(
        request, "origin.html", pending=together.pending(desk), line_of=seen.line, whole=seen.whole,
        endings=seen.endings, first=after is None,
        whereabouts=whereabouts, address=whereabouts.of_origin(key),
        next=whereabouts.of_origin(key) + f"&after={seen.next}" if seen.next is not None else None,
    )  # fmt: skip
