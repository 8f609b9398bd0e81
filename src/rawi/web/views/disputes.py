"""What pages do not agree on: propositions that somebody denies, or of which figures or times differ."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.desk import Desk
from rawi.errors import OptionError
from rawi.together import desk as together
from rawi.together.answers import PropositionLine
from rawi.web import whereabouts
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.told import Told, told
from rawi.web.words import N_

LISTED: Final = 25
_MOST_PAGES: Final = 30  # of a dispute that is told in more words in a list
_SOUGHT: Final = 8  # lists that are looked through for one kind, before the reader is asked to go on
KINDS: Final = {"denied": N_("denied"), "figures": N_("figures differ"), "times": N_("times differ")}


def disputes(request: Request) -> Response:
    """Disputes, those of most pages first."""
    desk, asked = request.app.state.desk, request.query_params
    kind = asked.get("kind") or None
    if kind is not None and kind not in KINDS:
        raise OptionError(f"{kind[:40]!r} is no kind of dispute.")
    after = number(asked.get("after", ""))
    lines, next_ = _some(desk, kind, after)
    gettext = catalogue(language_of(request).code).gettext
    return render(
        request, "disputes.html", pending=together.pending(desk), lines=lines,
        told=opened(desk, lines), kind=kind, first=after is None,
        next=whereabouts.of_page("/disputes", kind=kind, after=next_) if next_ is not None else None,
        kinds=[(None, gettext("all")), *((name, gettext(label)) for name, label in KINDS.items())],
    )  # fmt: skip


def _some(desk: object, kind: str | None, after: int | None) -> tuple[list[PropositionLine], int | None]:
    """Disputes of a kind, and behind which one the next ones come; None at the end."""
    found: list[PropositionLine] = []
    for _ in range(_SOUGHT):
        some = together.disputes(desk, after, LISTED + 1)  # type: ignore[arg-type]
        for one in some[:LISTED]:
            after = one.name
            if kind is None or kind in one.conflicts:
                found.append(one)
                if len(found) == LISTED:
                    return found, after if one is not some[-1] else None
        if len(some) <= LISTED:
            return found, None
    return found, after


def opened(desk: Desk, lines: Iterable[PropositionLine]) -> dict[int, Told]:
    """What is told in a list of those that are told soon: figures, and who denied first. By their names."""
    small = [one.name for one in lines if one.pages <= _MOST_PAGES]
    return {view.name: told(view, {}) for view in together.propositions(desk, small)}


def number(given: str) -> int | None:
    """A name of a story or proposition in an address; None where it is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None
