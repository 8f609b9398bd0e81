"""Any list to take along: what a search found, or all that a source is reported to have said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from rawi.errors import OptionError
from rawi.exports import FORMS, Table, of_search
from rawi.exports.table import Value
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of
from rawi.web.views.search import OF, Asked, filters
from rawi.web.words import N_, term

HEADINGS = {
    "claim": N_("Claim"), "stance": N_("Stance"), "source": N_("Source"), "source_kind": N_("Kind of the source"),
    "source_named": N_("Named"), "chain": N_("Chain"), "said_first": N_("Said from"), "said_last": N_("Said to"),
    "said_known": N_("Day is told"), "about": N_("Of which time"), "outlet": N_("Outlet"), "agency": N_("Agency"),
    "published": N_("Published"), "title": N_("Title"), "url": N_("Its address"), "state": N_("State"),
    "unsure": N_("Unsure"), "score": N_("Score"), "page": N_("Page"), "n": N_("Number"), "start": N_("From letter"),
    "stop": N_("To letter"), "sha256": "sha256", "language": N_("Language"), "excerpts": N_("Excerpts"),
    "proposition": N_("Number of what is in common"), "in_common": N_("Claimed in common"), "side": N_("Side"),
    "figures": N_("Figures"), "origin": N_("Origin"), "origin_kind": N_("Kind of the origin"),
    "name": N_("Name"), "type": N_("Type"), "pages": N_("Pages"), "entity": N_("Number of the name"),
}  # fmt: skip
"""What columns are called in spreadsheets; in JSON Lines they keep their names."""
TERMED = frozenset(("side", "stance", "source_kind", "state", "origin_kind", "type"))
"""Columns whose values are terms, which spreadsheets of another language than English have in its words."""
SIDES = {"supports": N_("for it"), "denies": N_("against it"), "withholds": N_("declines to say")}


def search(request: Request) -> Response:
    """All that a search finds, with the same words and filters as its view."""
    asked = Asked({name: value.strip() for name, value in request.query_params.items() if value.strip()})
    of = asked.get("of", "claims") if asked.get("of") in OF else "claims"
    sort = "time" if asked.get("sort") == "time" else "relevance"
    table = of_search(request.app.state.desk, asked.get("q", ""), of=of, sort=sort, **filters(asked, of))  # type: ignore[arg-type]
    return answer(request, table)


def answer(request: Request, table: Table) -> Response:
    """A table in the form that ``?as=`` names, as a file."""
    form = FORMS.get(request.query_params.get("as", ""))
    if form is None:
        raise OptionError(f"as is one of {', '.join(FORMS)}.")
    language = language_of(request)
    translations = catalogue(language.code)
    headings = {name: translations.gettext(heading) for name, heading in HEADINGS.items()}
    if language.code != "en" and form is not FORMS["jsonl"]:
        table = _in_words(table, translations.gettext)
    pieces = form.write(table, headings, rtl=language.direction == "rtl")
    name = f'attachment; filename="rawi-{table.name}.{form.ending}"'
    return StreamingResponse(pieces, media_type=form.media_type, headers={"content-disposition": name})


def _in_words(table: Table, gettext: Callable[[str], str]) -> Table:
    answers = {True: gettext("yes"), False: gettext("no")}

    def told(name: str, value: Value) -> Value:
        if isinstance(value, bool):
            return answers[value]
        if not isinstance(value, str) or not value or name not in TERMED:
            return value
        message = SIDES.get(value, value) if name == "side" else term(value)
        return gettext(message)

    names = [column.name for column in table.columns]
    return replace(table, rows=(tuple(map(told, names, row)) for row in table.rows))
