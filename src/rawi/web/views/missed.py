"""A claim that was missed is added: by selecting text, or, without JavaScript, by the numbers of words."""

from __future__ import annotations

import re
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.views import pages
from rawi.errors import OptionError
from rawi.pages import Page
from rawi.reading.reading import Spans
from rawi.tagger.labels import KINDS, STANCES
from rawi.web import claims
from rawi.web.forms import posted, text
from rawi.web.paragraphs import FURNITURE
from rawi.web.rendering import render
from rawi.web.views.correcting import PARTS, given

_WORD: Final = re.compile(r"\S+")
WORDS: Final = 600
"""Words that are numbered at once; further ones are reached by ``?from=``."""


def form(request: Request) -> Response:
    """The form, with the words of the page numbered."""
    desk, page_id, asked = request.app.state.desk, request.path_params["page"], request.query_params.get("from", "")
    page = desk.decided(page_id).reading.page
    words = numbered(page)
    start = min(int(asked), max(0, len(words) - 1)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    with desk.reading() as connection:
        kept = pages.kept(connection, page_id)
    return render(
        request, "missed.html", kept=kept, page=page, parts=PARTS, stances=STANCES, kinds=KINDS, count=len(words),
        words=[(n, page.text[a:b]) for n, (a, b) in enumerate(words[start : start + WORDS], start=start + 1)],
        before=max(0, start - WORDS) if start else None, after=start + WORDS if start + WORDS < len(words) else None,
    )  # fmt: skip


@posted
def add(request: Request, form: FormData) -> Response:
    """Add it: with a cue as said by somebody, without one as the page's own."""
    desk, page_id = request.app.state.desk, request.path_params["page"]
    words = numbered(desk.decided(page_id).reading.page)
    spans: dict[str, Spans] = {part: given(form, part, words) for part in PARTS}
    if not spans["content"]:
        raise OptionError("Choose the words that are claimed.")
    if spans["source"] and not spans["cue"]:
        raise OptionError("Choose the words that report it too, such as: said.")
    changes: dict[str, Any] = {"content": list(spans["content"])}
    if spans["cue"]:
        changes |= {"cue": list(spans["cue"]), "source": list(spans["source"])}
        changes |= {name: text(form, name) for name in ("stance", "kind") if text(form, name)}
        changes["named"] = text(form, "named") == "yes"
    on = "attribution" if spans["cue"] else "claim"
    made = desk.add_part(page_id, on, why=text(form, "why") or None, **changes)
    shown = claims.shown(desk.decided(page_id))
    mine = next((one.key for one in shown if made.id in one.decisions), "")
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"/pages/{page_id}?done={made.id}" + (f"#c{mine}" if mine else ""), 303)


def numbered(page: Page) -> list[tuple[int, int]]:
    """The words of the text, without what stands round it."""
    return [
        m.span() for block in page.blocks if block.kind not in FURNITURE for m in _WORD.finditer(page.text, *block.span)
    ]
