"""People say which claims are the same or not, and which page has it from which; and take that back."""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.decisions.decision import LINKS
from rawi.errors import OptionError
from rawi.together import desk as together
from rawi.web import whereabouts
from rawi.web.forms import posted, text
from rawi.web.rendering import render

PATIENCE_SECONDS: Final = 3.0
"""How long a browser waits until what follows from a decision is worked out; then the page says that it is not yet."""
_END: Final = r"([0-9]{1,17})(?:\.([0-9]{1,9}))?"
_PAIR: Final = re.compile(f"{_END}-{_END}")
_BACK: Final = re.compile(r"/(?:events|propositions|disputes|origins|compare|pages)?(?:[/?][\w/?&=.%+-]*)?", re.ASCII)


@posted
def link(request: Request, form: FormData) -> Response:
    """Say something of two claims or two pages; ``pair`` is PAGE.CLAIM-PAGE.CLAIM or PAGE-PAGE."""
    kind, pair = text(form, "kind"), _PAIR.fullmatch(text(form, "pair"))
    if kind not in LINKS or pair is None:
        raise OptionError("This is nothing that can be said of two claims or two pages.")
    page, claim, other, other_claim = (int(n) if n is not None else None for n in pair.groups())
    assert page is not None
    assert other is not None
    why = text(form, "why") or None
    made = request.app.state.desk.link(kind, (page, claim), (other, other_claim), why=why)
    return _back(request, form, made.id)


@posted
def undo(request: Request, form: FormData) -> Response:
    """Take such a decision back."""
    made = request.app.state.desk.undo(request.path_params["decision"])
    return _back(request, form, made.id)


@posted
def bring_together(request: Request, form: FormData) -> Response:
    """Bring the pages together that are not yet."""
    request.app.state.gatherer.start(wait=PATIENCE_SECONDS)
    return RedirectResponse(back(text(form, "to")), 303)


def gathering(request: Request) -> Response:
    """How far it is: a piece of the first page, which asks for itself again while something goes on."""
    state = request.app.state
    return render(request, "gathering.html", gathering=state.gatherer.doing, pending=together.pending(state.desk))


def back(given: str) -> str:
    """The view that a form came from; the first page where that is no view of these."""
    return given if _BACK.fullmatch(given) and not given.startswith("//") else "/"


def done(desk: Any, given: str) -> Any:
    """The decision that was just made, which the page tells of."""
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        return None
    made = desk.decisions(after=int(given) - 1, limit=1)
    return made[0] if made and made[0].id == int(given) and made[0].kind in (*LINKS, "undo") else None


def _back(request: Request, form: FormData, made: int) -> Response:
    """Back to the view, once what follows is worked out or patience is at an end."""
    request.app.state.gatherer.start(wait=PATIENCE_SECONDS)
    path, _, query = back(text(form, "to")).partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("done=")]
    return RedirectResponse(whereabouts.of_page(path) + "?" + "&".join([*kept, f"done={made}"]), 303)
